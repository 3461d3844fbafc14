import type { ContentHasher } from '../media/ingest-ports.ts';
import type { DigestLike } from './compare-file.ts';
import { blobDigest, chunkDigest } from './manifest.ts';

/** Digests of either kind by the drive's hashes; `hasher` is used alone, since its `startBlob` is one at a time. */
export const digestBy =
  (hasher: ContentHasher): DigestLike =>
  async (bytes, like) => {
    if (like.startsWith('sha256-')) return chunkDigest(await hasher.chunk(bytes));
    const running = await hasher.startBlob();
    await running.update(bytes);
    return blobDigest(running.digest());
  };
