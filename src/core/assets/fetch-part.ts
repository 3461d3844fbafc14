import { HmError, isHmError } from '../base/hm-error.ts';
import { chunkDelta } from '../manifests/chunk-delta.ts';
import { compareFile, type DigestLike } from '../manifests/compare-file.ts';
import type { ManifestChunk, ManifestFile } from '../manifests/manifest.ts';
import type { Disk, DiskFile } from '../storage/disk.ts';
import type { AssetHost } from './asset-host.ts';
import { partialPathOf, wholePathOf } from './kept-parts.ts';
import { takeChunks } from './take-chunks.ts';

/** How long is waited before a host that failed is asked again. */
const BACK_OFF_MS = [2_000, 4_000, 8_000];
/** Left on the disk beside a part, for what is written meanwhile. */
const SPARE_BYTES = 4 * 1024 * 1024;

/** What fetching needs. */
export interface FetchParts {
  readonly disk: Disk;
  readonly host: AssetHost;
  readonly digest: DigestLike;
  /** How much the disk still takes, in bytes. */
  readonly freeBytes: () => Promise<number>;
  /** Resolves after so many milliseconds of the clock, or as soon as `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** One part to be fetched. */
export interface PartToFetch {
  readonly file: ManifestFile;
  /** A copy of another version that is here: what is right of it is not fetched. */
  readonly older: ManifestFile | null;
  readonly signal: AbortSignal;
  /** Hears how many of the file's bytes are here, whenever it is more. */
  readonly onBytes: (hereBytes: number) => void;
}

/**
 * Brings a part in whole, chunk by chunk, each checked before it is written, and puts it in its place in one
 * step. What was written stays when this ends early, so that the next time goes on there. A host that fails
 * is asked again after 2, 4 and 8 s, and counts as new whenever it sent something right.
 *
 * Rejects 'quota-exceeded' before anything is fetched where the disk has no room, 'fetch-failed' where the
 * host does not answer, 'damaged' where it sends wrong bytes, 'cancelled'.
 */
export const fetchPart = async (parts: FetchParts, wanted: PartToFetch): Promise<void> => {
  const { file, older } = wanted;
  const partial = partialPathOf(file);
  await assertRoom(parts, file);
  const open = await parts.disk.open(partial, { create: true });
  try {
    const left = await compareFile(file, await copyOf(open), parts.digest);
    const missing = new Set(left.wrongChunks.flatMap((index) => file.chunks[index] ?? []));
    const put = async (chunk: ManifestChunk, bytes: Uint8Array): Promise<void> => {
      await open.write(chunk.offset, bytes);
      missing.delete(chunk);
      wanted.onBytes(file.size - bytesOf(missing));
    };
    wanted.onBytes(file.size - bytesOf(missing));
    if (older !== null) await takeOlder(parts, file, older, missing, put);
    await fetchMissing(parts, wanted, missing, put);
    await open.truncate(file.size);
    await open.flush();
  } finally {
    await open.close();
  }
  await parts.disk.move(partial, wholePathOf(file));
};

type Put = (chunk: ManifestChunk, bytes: Uint8Array) => Promise<void>;

const assertRoom = async (
  { disk, freeBytes }: FetchParts,
  file: ManifestFile,
): Promise<void> => {
  const here = (await disk.size(partialPathOf(file))) ?? 0;
  const neededBytes = Math.max(0, file.size - here) + SPARE_BYTES;
  const free = await freeBytes();
  if (free >= neededBytes) return;
  throw new HmError(
    'quota-exceeded',
    `${file.path} needs ${neededBytes} bytes of room and there are ${free}. Free some; it is fetched then.`,
    { path: file.path, neededBytes, freeBytes: free },
  );
};

/** Takes what an older copy has from there, wherever in it the bytes stand; what is wrong in it is not taken. */
const takeOlder = async (
  { disk, digest }: FetchParts,
  file: ManifestFile,
  older: ManifestFile,
  missing: ReadonlySet<ManifestChunk>,
  put: Put,
): Promise<void> => {
  const path = wholePathOf(older);
  if ((await disk.size(path)) === null) return;
  for (const { chunk, oldOffset } of chunkDelta(file, older).origins) {
    if (oldOffset === null || !missing.has(chunk)) continue;
    const bytes = await disk.read(path, oldOffset, oldOffset + chunk.size);
    if (bytes.length === chunk.size && (await digest(bytes, chunk.hash)) === chunk.hash)
      await put(chunk, bytes);
  }
};

const fetchMissing = async (
  { host, digest, wait }: FetchParts,
  { file, signal }: PartToFetch,
  missing: ReadonlySet<ManifestChunk>,
  put: Put,
): Promise<void> => {
  /** Asks for the first run of what is missing; a host that sends the whole file is read for all of it. */
  const ask = async (): Promise<HmError | null> => {
    const { start, end } = firstRun(file, missing);
    const stretch = await host.open(file.path, start, end, signal);
    const chunks = file.chunks.filter(
      (chunk) => missing.has(chunk) && (stretch.isWhole || chunk.offset < end),
    );
    const { wrong } = await takeChunks(stretch, chunks, digest, put);
    if (chunks.every((chunk) => !missing.has(chunk))) return null;
    return wrong > 0 ? wrongBytes(file) : brokenOff(file);
  };
  let failures = 0;
  while (missing.size > 0) {
    if (signal.aborted) throw new HmError('cancelled', `${file.path} was left for later.`);
    const before = missing.size;
    const failure = await failureOf(ask);
    if (failure === null) continue;
    if (failure.type === 'cancelled') throw failure;
    failures = missing.size < before ? 0 : failures;
    const delayMs = BACK_OFF_MS[failures];
    if (delayMs === undefined) throw failure;
    failures += 1;
    await wait(delayMs, signal);
  }
};

/** What asking failed with, `null` where it went well; what the disk rejects with is the caller's. */
const failureOf = async (ask: () => Promise<HmError | null>): Promise<HmError | null> => {
  try {
    return await ask();
  } catch (error) {
    if (isHmError(error) && (error.type === 'fetch-failed' || error.type === 'cancelled'))
      return new HmError(error.type, error.message, error.facts);
    throw error;
  }
};

/** The first stretch of the file of which nothing is here. */
const firstRun = (
  { chunks }: ManifestFile,
  missing: ReadonlySet<ManifestChunk>,
): { readonly start: number; readonly end: number } => {
  const from = chunks.findIndex((chunk) => missing.has(chunk));
  const behind = chunks.findIndex((chunk, index) => index > from && !missing.has(chunk));
  const last = chunks.at(behind === -1 ? -1 : behind - 1);
  return { start: chunks[from]?.offset ?? 0, end: (last?.offset ?? 0) + (last?.size ?? 0) };
};

const copyOf = async (open: DiskFile) => ({
  size: await open.size(),
  read: (start: number, end: number) => open.read(start, end - start),
});

const bytesOf = (chunks: ReadonlySet<ManifestChunk>): number => {
  let sum = 0;
  for (const { size } of chunks) sum += size;
  return sum;
};

const wrongBytes = ({ path }: ManifestFile): HmError =>
  new HmError(
    'damaged',
    `The host sent wrong bytes of ${path}. They were not taken; it is asked again later.`,
    { path },
  );

const brokenOff = ({ path }: ManifestFile): HmError =>
  new HmError('fetch-failed', `The host broke off while it sent ${path}.`, { path });
