import type { ChunkDigest, ManifestChunk, ManifestFile } from './manifest.ts';

/** Where the bytes of a chunk come from: an older copy that is here, or a source. */
export interface ChunkOrigin {
  readonly chunk: ManifestChunk;
  /** Where they begin in the older copy, in bytes; `null` where they have to be fetched. */
  readonly oldOffset: number | null;
}

/** How a new version of a file is put together. */
export interface ChunkDelta {
  readonly origins: readonly ChunkOrigin[];
  /** Bytes that have to be fetched. */
  readonly fetchBytes: number;
}

/** What of a file has to be fetched where an older version of it is here, `null` where none is. */
export const chunkDelta = (
  wanted: Pick<ManifestFile, 'chunks'>,
  older: Pick<ManifestFile, 'chunks'> | null,
): ChunkDelta => {
  const known = new Map<ChunkDigest, ManifestChunk>();
  for (const chunk of older?.chunks ?? []) known.set(chunk.hash, chunk);
  let fetchBytes = 0;
  const origins = wanted.chunks.map((chunk): ChunkOrigin => {
    const old = known.get(chunk.hash);
    if (old?.size === chunk.size) return { chunk, oldOffset: old.offset };
    fetchBytes += chunk.size;
    return { chunk, oldOffset: null };
  });
  return { origins, fetchBytes };
};
