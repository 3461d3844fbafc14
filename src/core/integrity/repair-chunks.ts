import type { BlobStore } from '../blobs/blob-store.ts';
import { CHUNK_BYTES, type ChunkList, chunkBounds } from '../blobs/chunk-list.ts';
import { parseChunkList } from '../blobs/chunk-list-codec.ts';
import type { ContentHasher } from '../media/ingest-ports.ts';
import type { Damage } from './damage.ts';
import type { ListedChunk, WantedChunk } from './repair-source.ts';

/** What telling right chunks from wrong ones reads. */
interface ChunkReading {
  readonly blobs: Pick<BlobStore, 'has' | 'read' | 'readList'>;
  readonly hasher: Pick<ContentHasher, 'chunk'>;
}

/** The blob's chunk list, `null` where there is none whose own hash is right. */
export const readGoodList = async (
  { blobs, hasher }: ChunkReading,
  { hash, sizeBytes, listHash }: Damage,
): Promise<ChunkList | null> => {
  const bytes = await blobs.readList(listHash);
  if (bytes === null || (await hasher.chunk(bytes)) !== listHash) return null;
  const parsed = parseChunkList(bytes);
  if (!parsed.ok || parsed.value.blob !== hash || parsed.value.sizeBytes !== sizeBytes)
    return null;
  return parsed.value;
};

/** All chunks of a list. */
export const listedChunks = (list: ChunkList): readonly ListedChunk[] =>
  list.chunks.map((hash, index) => ({ index, ...chunkBounds(list, index), hash }));

/** Stretches of 1 MiB that only the whole can vouch for. */
export const plainChunks = ({ sizeBytes }: Damage): readonly WantedChunk[] =>
  Array.from({ length: Math.ceil(sizeBytes / CHUNK_BYTES) }, (_, index) => {
    const start = index * CHUNK_BYTES;
    return { index, start, end: Math.min(start + CHUNK_BYTES, sizeBytes), hash: null };
  });

/** Those that are wrong now, of the chunks that were found wrong, or of all where nobody knows which. */
export const wrongAmong = async (
  { blobs, hasher }: ChunkReading,
  { hash, chunks }: Damage,
  all: readonly ListedChunk[],
): Promise<readonly ListedChunk[]> => {
  if (!(await blobs.has(hash))) return all;
  const asked = chunks === null ? all : chunks.flatMap((index) => all[index] ?? []);
  const wrong: ListedChunk[] = [];
  for (const chunk of asked) {
    const bytes = await blobs.read(hash, chunk.start, chunk.end);
    if ((await hasher.chunk(bytes)) !== chunk.hash) wrong.push(chunk);
  }
  return wrong;
};
