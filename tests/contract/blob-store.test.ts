import { expect, it } from 'vitest';
import type { ChunkHash } from '../../src/core/base/ids.ts';
import { createBlobStore } from '../../src/core/blobs/blob-store.ts';
import { createMemoryDisk } from '../../src/platform/memory/memory-disk.ts';
import { describeBlobStore } from './blob-store.suite.ts';

describeBlobStore('memory', () => Promise.resolve(createMemoryDisk()));

it('a chunk list that has its name is whole, at whatever operation the power goes', async () => {
  const hash = 'a'.repeat(64) as ChunkHash;
  const list = new Uint8Array(9000).fill(7);
  for (let n = 1; n <= 6; n++) {
    for (let seed = 1; seed <= 40; seed++) {
      const disk = createMemoryDisk({ seed });
      disk.operations.crashAt(n);
      await createBlobStore(disk)
        .putList(hash, list)
        .catch(() => undefined);
      const found = await createBlobStore(disk.survive('power-cut', { seed })).readList(hash);
      expect(found?.every((byte) => byte === 7) ?? true, `operation ${n}, seed ${seed}`).toBe(
        true,
      );
      expect([9000, undefined], `operation ${n}, seed ${seed}`).toContain(found?.length);
    }
  }
});
