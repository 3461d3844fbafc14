import { expect, it } from 'vitest';
import { createOpfsPageDisk } from '../../../src/platform/opfs/opfs-page-disk.ts';
import { createWorkerDisk } from './worker-disk.ts';

it('the temporary file of a writable is not listed, and can be removed by its name', async () => {
  const origin = await navigator.storage.getDirectory();
  const root = await origin.getDirectoryHandle(crypto.randomUUID(), { create: true });
  const disk = createOpfsPageDisk(root);
  const writable = await (await root.getFileHandle('f', { create: true })).createWritable();
  await writable.write('half');
  const raw: string[] = [];
  for await (const name of root.keys()) raw.push(name);
  expect(raw.sort()).toEqual(['f', 'f.crswap']);
  expect((await disk.list('')).map(({ name }) => name)).toEqual(['f']);
  await writable.abort();
  expect(await disk.size('f')).toBe(0);
  // What a killed browser leaves behind is a plain file of that name.
  await disk.remove('f.crswap');
});

it('a worker that is terminated frees its files, and what it wrote is there', async () => {
  const name = crypto.randomUUID();
  const first = createWorkerDisk(name);
  const file = await first.open('f', { create: true });
  await file.write(0, new Uint8Array([1, 2, 3]));
  const second = createWorkerDisk(name);
  await expect(second.open('f', { create: false })).rejects.toMatchObject({ type: 'busy' });
  first.terminate();
  // The browser frees the file soon after; there is no event for it, so ask until it has.
  const reopened = await untilFree(() => second.open('f', { create: false }));
  expect([...(await reopened.read(0, 10))]).toEqual([1, 2, 3]);
  second.terminate();
});

const untilFree = async <T>(open: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof Error && 'type' in error && error.type === 'busy')) throw error;
    }
  }
};
