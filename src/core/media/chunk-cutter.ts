import type { ChunkHash } from '../base/ids.ts';
import { CHUNK_BYTES } from '../blobs/chunk-list.ts';
import type { ByteSource, ContentHasher } from './ingest-ports.ts';

/** What is read, hashed and written at a time: whole chunks. The head is a piece of its own, whatever its length. */
const PIECE_BYTES = 4 * CHUNK_BYTES;

/** Some bytes of a file, either of its head or of whole chunks after it. */
export interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A file's bytes in order, each once: its head (at most 16 MiB), then pieces of whole chunks. The next is
 * being read while one is worked on.
 */
export const piecesOf = async function* <FileLike>(
  source: ByteSource<FileLike>,
  dataStart: number,
): AsyncGenerator<Piece> {
  const endOf = (start: number): number =>
    start < dataStart ? dataStart : Math.min(start + PIECE_BYTES, source.sizeBytes);
  let start = 0;
  let reading = source.read(0, endOf(0));
  while (start < source.sizeBytes) {
    const bytes = await reading;
    const next = start + bytes.length;
    if (next < source.sizeBytes) {
      reading = source.read(next, endOf(next));
      // A failure is met where it is awaited; until then it must not count as unhandled.
      reading.catch(() => undefined);
    }
    yield { start, bytes };
    start = next;
  }
};

/** Turns pieces into the hashes of a chunk list. */
export interface ChunkCutter {
  /** Hashes a piece beside the caller; the next may be added when this resolves. */
  add(piece: Piece): Promise<void>;
  /** The hashes so far: the head first, then 1 MiB each. */
  chunks(): readonly ChunkHash[];
}

/** A cutter for a file whose picture or stream data begin at `dataStart`. */
export const createChunkCutter = (hasher: ContentHasher, dataStart: number): ChunkCutter => {
  const chunks: ChunkHash[] = [];
  return {
    add: async ({ start, bytes }) => {
      const cuts = start < dataStart ? [bytes] : cutChunks(bytes);
      chunks.push(...(await Promise.all(cuts.map((cut) => hasher.chunk(cut)))));
    },
    chunks: () => chunks,
  };
};

const cutChunks = (bytes: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[] =>
  Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, i) =>
    bytes.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES),
  );
