import { afterEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { writeFile } from '../../../src/platform/file-system-access/write-file.ts';
import { writeFolder } from '../../../src/platform/file-system-access/write-folder.ts';

const MIB = 1024 * 1024;

/** The session that vitest opens for this page; its type leaves the protocol out. */
const session = () =>
  cdp() as unknown as { send(method: string, params: object): Promise<unknown> };
const setQuota = (quotaSize?: number): Promise<unknown> =>
  session().send('Storage.overrideQuotaForOrigin', {
    origin: location.origin,
    ...(quotaSize !== undefined && { quotaSize }),
  });

/** A folder that takes `freeBytes` more: one of the browser's own, whose room can be set. */
const folderWithRoom = async (freeBytes: number): Promise<FileSystemDirectoryHandle> => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(crypto.randomUUID(), { create: true });
  const { usage = 0 } = await navigator.storage.estimate();
  await setQuota(usage + freeBytes);
  return folder;
};
const namesIn = async (folder: FileSystemDirectoryHandle): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
    names.push(name);
  return names.sort();
};
const filesOf = async function* (sizes: Readonly<Record<string, number>>) {
  for (const [path, size] of Object.entries(sizes))
    yield await Promise.resolve({ path, body: new Blob([new Uint8Array(size)]) });
};
const NEVER = new AbortController().signal;

afterEach(() => setQuota());

describe('a place that a person chose, and that is full', () => {
  it('a folder: what is there is whole, the file that failed is named, and nothing of it is left', async () => {
    const folder = await folderWithRoom(4 * MIB);
    const files = filesOf({ 'a.jpg': MIB, 'big.mov': 16 * MIB, 'c.jpg': 1 });
    await expect(writeFolder(folder, files)).rejects.toMatchObject({
      type: 'folder-failed',
      facts: { path: 'big.mov', written: 1, neededBytes: 16 * MIB },
    });
    expect(await namesIn(folder)).toEqual(['a.jpg']);
    expect((await (await folder.getFileHandle('a.jpg')).getFile()).size).toBe(MIB);
  });

  it('a folder keeps what stood under the name of the file that failed', async () => {
    const folder = await folderWithRoom(4 * MIB);
    await writeFolder(folder, filesOf({ 'big.mov': 9 }));
    await expect(writeFolder(folder, filesOf({ 'big.mov': 16 * MIB }))).rejects.toMatchObject({
      type: 'folder-failed',
    });
    expect((await (await folder.getFileHandle('big.mov')).getFile()).size).toBe(9);
  });

  it('a file: one that was made for this goes, one that held something keeps it', async () => {
    const folder = await folderWithRoom(4 * MIB);
    for (const kept of [0, 9]) {
      const handle = await folder.getFileHandle('out.zip', { create: true });
      if (kept > 0) await writeFile(handle, new Blob(['123456789']).stream(), NEVER);
      const big = new Blob([new Uint8Array(16 * MIB)]).stream();
      await expect(writeFile(handle, big, NEVER)).rejects.toMatchObject({
        type: 'file-failed',
        facts: { name: 'out.zip' },
      });
      expect(await namesIn(folder)).toEqual(kept > 0 ? ['out.zip'] : []);
    }
  });

  it('a file whose export is cancelled goes, and that is no failure of the place', async () => {
    const folder = await folderWithRoom(64 * MIB);
    const handle = await folder.getFileHandle('out.zip', { create: true });
    const stop = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(1024));
        stop.abort();
      },
    });
    await expect(writeFile(handle, endless, stop.signal)).rejects.toMatchObject({
      type: 'cancelled',
    });
    expect(await namesIn(folder)).toEqual([]);
  });
});
