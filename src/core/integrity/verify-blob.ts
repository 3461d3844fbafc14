import { isHmError } from '../base/hm-error.ts';
import type { BlobHash, ChunkHash } from '../base/ids.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { chunkBounds, CHUNK_BYTES, type ChunkList } from '../blobs/chunk-list.ts';
import { parseChunkList } from '../blobs/chunk-list-codec.ts';
import type { BlobRecord } from '../catalog/records.ts';
import type { Damage } from './damage.ts';

/** The hashes of stored bytes, on the platform's terms. */
export interface StoredHashes {
  /** How many blobs are worth asking for at once. */
  readonly width: number;
  /**
   * BLAKE2b-256 of the bytes that lie under this name, by whatever is quickest; `null` where there are
   * none. Rejects 'cancelled', and as the engines do.
   */
  blob(hash: BlobHash, signal: AbortSignal): Promise<BlobHash | null>;
  /** The same of any file of the drive, by another way: what it says is believed. `null` where it cannot be read. */
  again(path: string): Promise<BlobHash | null>;
  /** SHA-256. */
  chunk(bytes: Uint8Array<ArrayBuffer>): Promise<ChunkHash>;
}

/** What a look at one blob reads. */
export interface BlobCheckParts {
  readonly blobs: Pick<BlobStore, 'size' | 'read' | 'readList' | 'pathOf'>;
  readonly hashes: StoredHashes;
}

/** What is known of the chunk list of a blob. */
export type ListState = 'right' | 'none' | 'wrong';

/** What a look at one blob found: its damage, `null` where every byte is right, and how its list is. */
export interface BlobFinding {
  readonly damage: Damage | null;
  readonly list: ListState;
}

/**
 * Reads one blob whole and compares it with its name (V4). A wrong answer of an engine is no damage: what
 * does not fit is read once more by another way, and only then compared with its list, chunk by chunk.
 */
export const checkBlob = async (
  { blobs, hashes }: BlobCheckParts,
  hash: BlobHash,
  { sizeBytes, listHash }: Pick<BlobRecord, 'sizeBytes' | 'listHash'>,
  signal: AbortSignal,
): Promise<BlobFinding> => {
  const { list, state } = await readList({ blobs, hashes }, hash, { sizeBytes, listHash });
  const damageOf = (kind: Damage['kind'], chunks: Damage['chunks']): BlobFinding => ({
    damage: { hash, sizeBytes, listHash, kind, chunks },
    list: state,
  });
  // Bytes that fit their name have its size as well: asking for that takes as long as reading a small file.
  if (await isRight({ blobs, hashes }, hash, signal)) return { damage: null, list: state };
  const there = await blobs.size(hash);
  const all = list === null ? null : list.chunks.map((_, index) => index);
  if (there === null) return damageOf('missing', all);
  const wrong = list === null ? null : await wrongChunks({ blobs, hashes }, list);
  return damageOf(there === sizeBytes ? 'wrong-bytes' : 'wrong-size', wrong);
};

const isRight = async (
  { blobs, hashes }: BlobCheckParts,
  hash: BlobHash,
  signal: AbortSignal,
): Promise<boolean> => {
  try {
    if ((await hashes.blob(hash, signal)) === hash) return true;
  } catch (error) {
    // No engine can read it: that may be the file's fault or theirs.
    if (signal.aborted || !isHmError(error)) throw error;
  }
  return (await hashes.again(blobs.pathOf(hash))) === hash;
};

/** The list of a blob, `null` where there is none that can be believed. */
const readList = async (
  { blobs, hashes }: BlobCheckParts,
  hash: BlobHash,
  { sizeBytes, listHash }: Pick<BlobRecord, 'sizeBytes' | 'listHash'>,
): Promise<{ readonly list: ChunkList | null; readonly state: ListState }> => {
  const bytes = await blobs.readList(listHash);
  // One that is longer than a chunk has more than one, and so a list; a shorter one may need none.
  if (bytes === null) return { list: null, state: sizeBytes > CHUNK_BYTES ? 'wrong' : 'none' };
  const parsed = (await hashes.chunk(bytes)) === listHash ? parseChunkList(bytes) : null;
  const fits =
    parsed?.ok === true && parsed.value.blob === hash && parsed.value.sizeBytes === sizeBytes;
  return fits ? { list: parsed.value, state: 'right' } : { list: null, state: 'wrong' };
};

const wrongChunks = async (
  { blobs, hashes }: BlobCheckParts,
  list: ChunkList,
): Promise<readonly number[]> => {
  const wrong: number[] = [];
  for (const [index, expected] of list.chunks.entries()) {
    const { start, end } = chunkBounds(list, index);
    const bytes = await readIfPossible(blobs, list.blob, start, end);
    if (bytes === null || (await hashes.chunk(bytes)) !== expected) wrong.push(index);
  }
  return wrong;
};

/** A disk that cannot read a stretch any more has lost it. */
const readIfPossible = async (
  blobs: BlobCheckParts['blobs'],
  hash: BlobHash,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    return await blobs.read(hash, start, end);
  } catch (error) {
    if (!isHmError(error)) throw error;
    return null;
  }
};
