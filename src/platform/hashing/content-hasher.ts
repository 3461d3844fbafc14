import { createBLAKE2b } from 'hash-wasm';
import { bytesToHex } from '../../core/base/bytes.ts';
import type { BlobHash, ChunkHash } from '../../core/base/ids.ts';
import type { ContentHasher } from '../../core/media/ingest-ports.ts';

/**
 * The drive's hashes: BLAKE2b-256 by hash-wasm, one instance for the life of a worker, and SHA-256 by
 * WebCrypto, which works on another thread and takes a chunk whole.
 */
export const createContentHasher = (): ContentHasher => {
  const loading = createBLAKE2b(256);
  return {
    startBlob: async () => {
      const hasher = await loading;
      hasher.init();
      return {
        update: (bytes) => void hasher.update(bytes),
        digest: () => hasher.digest('hex') as BlobHash,
      };
    },
    chunk: async (bytes) =>
      bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) as ChunkHash,
  };
};
