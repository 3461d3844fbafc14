import type { ChunkDigest, ManifestFile } from './manifest.ts';

/** A copy of a file that can be read in parts. */
export interface FileCopy {
  /** In bytes. */
  readonly size: number;
  /** Bytes `[start, end)`. Rejects as what it lies on does. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The digest of `bytes` by the algorithm of `like`. */
export type DigestLike = (
  bytes: Uint8Array<ArrayBuffer>,
  like: ChunkDigest,
) => Promise<ChunkDigest>;

/** How a copy differs from what a manifest says of it. */
export interface FileComparison {
  readonly bytesRead: number;
  /** Indices of chunks whose bytes are wrong or not there, ascending; none where the copy is right. */
  readonly wrongChunks: readonly number[];
  /** Whether the copy has another size. */
  readonly isOtherSize: boolean;
}

/** Reads a copy chunk by chunk, at most one in memory, and tells which of them are wrong. */
export const compareFile = async (
  { size, chunks }: Pick<ManifestFile, 'size' | 'chunks'>,
  copy: FileCopy,
  digest: DigestLike,
): Promise<FileComparison> => {
  const wrongChunks: number[] = [];
  let bytesRead = 0;
  for (const [index, { offset, size: bytes, hash }] of chunks.entries()) {
    const isThere = offset + bytes <= copy.size;
    const read = isThere ? await copy.read(offset, offset + bytes) : new Uint8Array();
    bytesRead += read.length;
    if (!isThere || (await digest(read, hash)) !== hash) wrongChunks.push(index);
  }
  return { bytesRead, wrongChunks, isOtherSize: copy.size !== size };
};
