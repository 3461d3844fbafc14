import type { ChunkHash } from '../base/ids.ts';
import { CHUNK_BYTES } from '../blobs/chunk-list.ts';
import type { ByteSource, ContentHasher } from './ingest-ports.ts';

/** What is read, hashed and written at a time: whole chunks. The head is a piece of its own, whatever its length. */
const PIECE_BYTES = 8 * CHUNK_BYTES;
/** Reads under way while a piece is worked on: one alone stalls, since its bytes come through the same thread. */
const READS_AHEAD = 2;

/** Some bytes of a file, either of its head or of whole chunks after it. */
export interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A file's bytes in order, each once: its head (at most 16 MiB), then pieces of whole chunks. The next two
 * are being read while one is worked on.
 */
export const piecesOf = async function* <FileLike>(
  source: ByteSource<FileLike>,
  dataStart: number,
): AsyncGenerator<Piece> {
  const reads: { readonly start: number; readonly bytes: Promise<Piece['bytes']> }[] = [];
  let next = 0;
  const readAhead = (): void => {
    while (reads.length < READS_AHEAD && next < source.sizeBytes) {
      const start = next;
      next = start < dataStart ? dataStart : Math.min(start + PIECE_BYTES, source.sizeBytes);
      const bytes = source.read(start, next);
      // A failure is met where it is awaited; until then it must not count as unhandled.
      bytes.catch(() => undefined);
      reads.push({ start, bytes });
    }
  };
  readAhead();
  for (let read = reads.shift(); read !== undefined; read = reads.shift()) {
    const bytes = await read.bytes;
    readAhead();
    yield { start: read.start, bytes };
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
