import { isHmError } from '../base/hm-error.ts';
import type { BlobHash, ChunkHash } from '../base/ids.ts';
import { CHUNK_BYTES, type ChunkList } from '../blobs/chunk-list.ts';
import { encodeChunkList } from '../blobs/chunk-list-codec.ts';
import { findDataStart } from '../blobs/data-start.ts';
import { createChunkCutter, piecesOf } from '../media/chunk-cutter.ts';
import { sniff } from '../media/sniff.ts';
import type { Damage, RepairOutcome } from './damage.ts';
import { gatherChunks } from './repair-gather.ts';
import { type RepairParts, assertRoom, wholeFacts, wholePathOf } from './repair-parts.ts';
import type { RepairSource, WantedChunk } from './repair-source.ts';

/** Stands for the source in the name of a copy that may not be whole yet. */
const GATHERING = 'gathering';
/** What is hashed or copied at a time. */
const PIECE_BYTES = 4 * CHUNK_BYTES;
/** Enough of a file to know its type by. */
const HEAD_BYTES = 64 * 1024;

/**
 * Assembles a blob anew beside the one that is there, where there is none or nobody can tell which of its chunks
 * are right (P7). The whole is checked against its name, flushed, and only then takes the place of what is
 * there, which goes to quarantine.
 */
export const repairWhole = async (
  parts: RepairParts,
  damage: Damage,
  wanted: readonly WantedChunk[],
  list: ChunkList | null,
): Promise<RepairOutcome> => {
  const { hash, sizeBytes } = damage;
  if (list === null && (await isWhole(parts, parts.blobs.pathOf(hash), damage))) {
    await keepList(parts, damage);
    return { state: 'repaired', source: 'itself', chunks: 0, bytes: 0 };
  }
  await assertRoom(parts, hash, sizeBytes);
  const tried: string[] = [];
  // Without a list chunks of several sources cannot be told right from wrong: each has to give the whole.
  const groups = list === null ? parts.sources().map((source) => [source]) : [parts.sources()];
  for (const sources of groups) {
    const path = await assemble(parts, damage, wanted, sources, tried);
    if (path === null) continue;
    const source = await placeWhole(parts, path, damage);
    if (list === null) await keepList(parts, damage);
    return { state: 'repaired', source, chunks: wanted.length, bytes: sizeBytes };
  }
  return { state: 'unrepaired', tried };
};

/** Goes on with a whole copy that a crash left; whether it was right and stands in its place now. */
export const resumeWhole = async (
  parts: RepairParts,
  path: string,
  hash: BlobHash,
): Promise<boolean> => {
  const sizeBytes = (await parts.disk.size(path)) ?? 0;
  const damage = { hash, sizeBytes };
  if (!(await isWhole(parts, path, damage))) {
    await parts.disk.remove(path);
    return false;
  }
  await placeWhole(parts, path, damage);
  return true;
};

/** The path of a whole and flushed copy, named by its source; `null`, and no file left, where none came about. */
const assemble = async (
  parts: RepairParts,
  damage: Damage,
  wanted: readonly WantedChunk[],
  sources: readonly RepairSource[],
  tried: string[],
): Promise<string | null> => {
  const path = wholePathOf(damage.hash, damage.kind, GATHERING);
  const source = await gatherWhole(parts, damage, wanted, sources, tried, path);
  if (source === null || !(await isWhole(parts, path, damage))) {
    await parts.disk.remove(path);
    return null;
  }
  const named = wholePathOf(damage.hash, damage.kind, source);
  await parts.disk.move(path, named);
  return named;
};

/** Writes what the sources have, flushed; the one that gave the most, `null` where something is still wanted. */
const gatherWhole = async (
  parts: RepairParts,
  damage: Damage,
  wanted: readonly WantedChunk[],
  sources: readonly RepairSource[],
  tried: string[],
  path: string,
): Promise<string | null> => {
  const file = await parts.disk.open(path, { create: true });
  let isKept = false;
  try {
    await file.truncate(0);
    const gathered = await gatherChunks(parts, sources, damage, wanted, ({ chunk, bytes }) =>
      file.write(chunk.start, bytes),
    );
    tried.push(...gathered.tried);
    await file.flush();
    isKept = true;
    return gathered.left.length === 0 ? gathered.source : null;
  } finally {
    await file.close();
    if (!isKept) await parts.disk.remove(path);
  }
};

/** The order of writes: the damaged blob to quarantine, the good one in its place. Returns whom it is from. */
const placeWhole = async (
  parts: RepairParts,
  path: string,
  { hash, sizeBytes }: Pick<Damage, 'hash' | 'sizeBytes'>,
): Promise<string> => {
  const { blobs, nowMs } = parts;
  const { cause, source } = wholeFacts(path);
  await blobs.quarantine(hash, cause === 'wrong-size' ? cause : 'wrong-bytes');
  await blobs.adopt(path, hash, sizeBytes);
  const at = new Date(nowMs()).toISOString();
  const chunks = Math.ceil(sizeBytes / CHUNK_BYTES);
  await parts.record({ blob: hash, cause, chunks, bytes: sizeBytes, source, at });
  return source;
};

/** Whether the file has the size and the bytes that the hash stands for; reads all of it. */
const isWhole = async (
  { disk, hasher }: RepairParts,
  path: string,
  { hash, sizeBytes }: Pick<Damage, 'hash' | 'sizeBytes'>,
): Promise<boolean> => {
  if ((await disk.size(path)) !== sizeBytes) return false;
  const running = await hasher.startBlob();
  try {
    for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
      await running.update(await disk.read(path, at, Math.min(at + PIECE_BYTES, sizeBytes)));
    }
  } catch (error) {
    if (isHmError(error)) return false;
    throw error;
  }
  return running.digest() === hash;
};

/** Makes the chunk list of a blob that is right again; one that comes out another is left alone. */
const keepList = async (
  { blobs, hasher }: RepairParts,
  { hash, sizeBytes, listHash }: Damage,
): Promise<void> => {
  // A blob of one chunk has none: its own hash checks it.
  if (sizeBytes <= CHUNK_BYTES) return;
  const read = (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> =>
    blobs.read(hash, start, end);
  const type = sniff(await read(0, Math.min(HEAD_BYTES, sizeBytes)));
  const dataStart = await findDataStart(
    (at, length) => read(at, at + length),
    sizeBytes,
    type?.mime ?? '',
  );
  const cutter = createChunkCutter(hasher, dataStart);
  for await (const piece of piecesOf({ file: null, sizeBytes, whole: null, read }, dataStart)) {
    await cutter.add(piece);
  }
  const list = encodeChunkList({ blob: hash, sizeBytes, dataStart, chunks: cutter.chunks() });
  const made: ChunkHash = await hasher.chunk(list);
  if (made !== listHash) return;
  await blobs.removeList(listHash);
  await blobs.putList(listHash, list);
};
