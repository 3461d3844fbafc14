import type { BlobHash, ChunkHash } from '../base/ids.ts';

/** Bytes of a chunk, the head and the last one excepted. */
export const CHUNK_BYTES = 1024 * 1024;
/** A blob has no more chunks than this: one tebibyte. */
export const MAX_CHUNKS = 2 ** 20;
/** The head is one chunk and is verified in memory; data that begin later than this are counted from 0. */
export const MAX_HEAD_BYTES = 16 * CHUNK_BYTES;

/** How a blob is cut: where its data begin says all. */
export interface BlobCut {
  readonly sizeBytes: number;
  /** Where picture or stream data begin; an edit of EXIF or tags changes only what lies before. */
  readonly dataStart: number;
}

/**
 * The chunks of one blob in order: the head (`[0, dataStart)`, absent where `dataStart` is 0), then
 * 1 MiB each counted from `dataStart`, the last one shorter.
 */
export interface ChunkList extends BlobCut {
  readonly blob: BlobHash;
  readonly chunks: readonly ChunkHash[];
}

/** How many chunks a blob has; none where it is empty. */
export const countChunks = (cut: BlobCut): number =>
  headChunks(cut) + Math.ceil((cut.sizeBytes - cut.dataStart) / CHUNK_BYTES);

/** Where chunk `index` lies in its blob, `end` exclusive; throws a RangeError where there is no such chunk. */
export const chunkBounds = (
  cut: BlobCut,
  index: number,
): { readonly start: number; readonly end: number } => {
  if (!Number.isInteger(index) || index < 0 || index >= countChunks(cut)) {
    throw new RangeError(`chunk ${index} of ${countChunks(cut)}`);
  }
  const heads = headChunks(cut);
  if (index < heads) return { start: 0, end: cut.dataStart };
  const start = cut.dataStart + (index - heads) * CHUNK_BYTES;
  return { start, end: Math.min(start + CHUNK_BYTES, cut.sizeBytes) };
};

/** The chunk that holds the byte at `offset`; throws a RangeError beyond the blob's end. */
export const chunkAt = (cut: BlobCut, offset: number): number => {
  if (!(offset >= 0 && offset < cut.sizeBytes)) {
    throw new RangeError(`byte ${offset} of ${cut.sizeBytes}`);
  }
  if (offset < cut.dataStart) return 0;
  return headChunks(cut) + Math.floor((offset - cut.dataStart) / CHUNK_BYTES);
};

/** Chunks that lie before the data: 1 where there is a head, else 0. */
export const headChunks = (cut: BlobCut): number => (cut.dataStart > 0 ? 1 : 0);
