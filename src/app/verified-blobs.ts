import { concatBytes } from '../core/base/bytes.ts';
import { HmError, isHmError } from '../core/base/hm-error.ts';
import type { BlobHash } from '../core/base/ids.ts';
import type { BlobStore } from '../core/blobs/blob-store.ts';
import { parseChunkList } from '../core/blobs/chunk-list-codec.ts';
import { chunkAt, chunkBounds, CHUNK_BYTES, type ChunkList } from '../core/blobs/chunk-list.ts';
import type { ContentHasher } from '../core/media/ingest-ports.ts';
import type { BlobAddress } from './blob-url.ts';

/** Blobs whose bytes are compared with their hashes before anybody sees them. */
export interface VerifiedBlobs {
  /**
   * Bytes `[start, end)` of a blob, where `0 <= start <= end <=` its size. What was found good is not
   * compared again as long as this object lives. Rejects 'damaged' where the bytes are not those that
   * the hash stands for, and as `BlobStore` does.
   */
  read(address: BlobAddress, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What is known of one blob: its list, if it has a sound one, and what of it was found good. */
interface Known {
  readonly list: ChunkList | null;
  readonly goodChunks: Set<number>;
  isWholeGood: boolean;
}

/** Blobs remembered at a time, each with at most a number per MiB. */
const KNOWN_MAX = 500;

/** Told of a blob that is damaged; whether its bytes are right by now, so that they may be read again. */
export type OnDamaged = (hash: BlobHash) => Promise<boolean>;

const NOBODY: OnDamaged = () => Promise.resolve(false);

/** Verifying reads over `store`. Uses `hasher` alone: its `startBlob` is one at a time. */
export const createVerifiedBlobs = (
  store: Pick<BlobStore, 'read' | 'readList' | 'size'>,
  hasher: ContentHasher,
  onDamaged: OnDamaged = NOBODY,
): VerifiedBlobs => {
  const known = new Map<string, Promise<Known>>();
  const checkWhole = createWholeCheck(store, hasher);

  const recall = (address: BlobAddress): Promise<Known> => {
    const key = `${address.hash} ${address.list ?? ''}`;
    const found = known.get(key) ?? learn(store, hasher, address);
    known.delete(key);
    known.set(key, found);
    found.catch(() => known.delete(key));
    for (const oldest of known.keys()) {
      if (known.size <= KNOWN_MAX) break;
      known.delete(oldest);
    }
    return found;
  };

  const read: VerifiedBlobs['read'] = async (address, start, end) => {
    const { hash } = address;
    const blob = await recall(address);
    if (blob.list !== null) return readChunks(store, hasher, blob, blob.list, start, end);
    if (!blob.isWholeGood) await checkWhole(hash);
    blob.isWholeGood = true;
    return store.read(hash, start, end);
  };

  return {
    read: async (address, start, end) => {
      if (start === end) return new Uint8Array();
      try {
        return await read(address, start, end);
      } catch (error) {
        const isDamage = isHmError(error) && error.type === 'damaged';
        if (!isDamage || !(await onDamaged(address.hash))) throw error;
        return read(address, start, end);
      }
    },
  };
};

/** A list is believed when it hashes to its name, is well formed, and speaks of this blob at its size. */
const learn = async (
  store: Pick<BlobStore, 'readList' | 'size'>,
  hasher: ContentHasher,
  { hash, list }: BlobAddress,
): Promise<Known> => {
  const fresh = { goodChunks: new Set<number>(), isWholeGood: false };
  const bytes = list === null ? null : await store.readList(list);
  if (bytes === null || (await hasher.chunk(bytes)) !== list) return { ...fresh, list: null };
  const parsed = parseChunkList(bytes);
  const fits =
    parsed.ok &&
    parsed.value.blob === hash &&
    parsed.value.sizeBytes === (await store.size(hash));
  return { ...fresh, list: fits ? parsed.value : null };
};

const readChunks = async (
  store: Pick<BlobStore, 'read'>,
  hasher: ContentHasher,
  { goodChunks }: Known,
  list: ChunkList,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  const parts: Uint8Array[] = [];
  for (let index = chunkAt(list, start); index <= chunkAt(list, end - 1); index++) {
    const chunk = chunkBounds(list, index);
    const wanted = { start: Math.max(start, chunk.start), end: Math.min(end, chunk.end) };
    if (goodChunks.has(index)) {
      parts.push(await store.read(list.blob, wanted.start, wanted.end));
      continue;
    }
    const bytes = await store.read(list.blob, chunk.start, chunk.end);
    if ((await hasher.chunk(bytes)) !== list.chunks[index]) throw damaged(list.blob);
    goodChunks.add(index);
    parts.push(bytes.subarray(wanted.start - chunk.start, wanted.end - chunk.start));
  }
  return concatBytes(parts);
};

/** Compares whole blobs with their names, one after another, at constant memory. */
const createWholeCheck = (
  store: Pick<BlobStore, 'read' | 'size'>,
  hasher: ContentHasher,
): ((hash: BlobHash) => Promise<void>) => {
  let last: Promise<unknown> = Promise.resolve();
  const check = async (hash: BlobHash): Promise<void> => {
    const size = (await store.size(hash)) ?? 0;
    const running = await hasher.startBlob();
    for (let at = 0; at < size; at += CHUNK_BYTES) {
      await running.update(await store.read(hash, at, at + CHUNK_BYTES));
    }
    if (running.digest() !== hash) throw damaged(hash);
  };
  return (hash) => {
    const turn = last.then(() => check(hash));
    // The next one waits for the end of this one, however it ends; `turn` tells the caller.
    last = turn.catch(() => undefined);
    return turn;
  };
};

const damaged = (hash: BlobHash): HmError =>
  new HmError(
    'damaged',
    'This file was damaged on this device, so it is not shown. The drive looks for a good copy.',
    { hash },
  );
