import { expect, it } from 'vitest';
import type { BlobHash } from '../../../src/core/base/ids.ts';
import { createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { listInThread } from '../../../src/platform/worker-pool/names-in-thread.ts';
import { createThreads } from '../../../src/platform/worker-pool/threads.ts';
import { createWorkerDisk } from './worker-disk.ts';

it('A worker of its own lists the blobs of the drive, and nothing else that lies there', async () => {
  const disk = createWorkerDisk('hm');
  const blobs = createBlobStore(disk);
  const hashes = Array.from(
    { length: 40 },
    (_, i) => String(i * 7_919).padStart(64, 'abc') as BlobHash,
  );
  const wrong = ['blobs/ab/notes.txt', `blobs/ff/${'0'.repeat(64)}`];
  const paths = [...hashes.map(blobs.pathOf), ...wrong];
  for (const path of paths) {
    const file = await disk.open(path, { create: true });
    await file.write(0, new Uint8Array([1]));
    await file.close();
  }
  const refused: unknown[] = [];
  const threads = createThreads((reason) => refused.push(reason));
  const open = async () => {
    const { thread } = await threads.open(
      () =>
        new Worker(new URL('../../../workers/names.worker.ts', import.meta.url), {
          type: 'module',
        }),
      () => Promise.reject(new Error('no worker started')),
    );
    return thread;
  };
  const found: BlobHash[] = [];
  for await (const name of listInThread(open, () => {
    throw new Error('the thread failed');
  })())
    found.push(name);
  // Other tests of this origin may have blobs of their own there.
  expect(found).toEqual(expect.arrayContaining(hashes));
  expect(found).not.toContain('0'.repeat(64));
  expect(found.every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
  expect(refused).toEqual([]);
  for (const path of paths) await disk.remove(path);
  disk.terminate();
});
