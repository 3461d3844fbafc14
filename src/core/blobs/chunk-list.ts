import type { BlobHash, ChunkHash } from '../base/ids.ts';

/** Bytes of a chunk, the head and the last one excepted. */
export const CHUNK_BYTES = 1024 * 1024;

/**
 * The chunks of one blob in order: the head (`[0, dataStart)`, absent where `dataStart` is 0), then
 * 1 MiB each counted from `dataStart`, the last one shorter.
 */
export interface ChunkList {
  readonly blob: BlobHash;
  readonly sizeBytes: number;
  /** Where picture or stream data begin; an edit of EXIF or tags changes only what lies before. */
  readonly dataStart: number;
  readonly chunks: readonly ChunkHash[];
}
