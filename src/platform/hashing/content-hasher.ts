import { bytesToHex } from '../../core/base/bytes.ts';
import type { BlobHash, ChunkHash } from '../../core/base/ids.ts';
import type { ContentHasher } from '../../core/media/ingest-ports.ts';
import { createBlake2b } from './blake2b.ts';

/**
 * The drive's hashes: BLAKE2b-256, one instance for the life of a worker, and SHA-256 by WebCrypto, which
 * works on another thread and takes a chunk whole.
 */
export const createContentHasher = (): ContentHasher => {
  const loading = createBlake2b();
  return {
    startBlob: async () => {
      const hasher = await loading;
      hasher.init();
      return {
        update: (bytes) => hasher.update(bytes),
        digest: () => hasher.digest() as BlobHash,
      };
    },
    chunk: async (bytes) =>
      bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) as ChunkHash,
  };
};
