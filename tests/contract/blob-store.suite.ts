import { describe, expect, it } from 'vitest';
import type { BlobHash, ChunkHash } from '../../src/core/base/ids.ts';
import type { BlobStore } from '../../src/core/blobs/blob-store.ts';
import { createBlobStore } from '../../src/core/blobs/blob-store.ts';
import type { Disk } from '../../src/core/storage/disk.ts';
import { failureOf } from './failure-of.ts';

const hashOf = (n: number): BlobHash =>
  n.toString(16).padStart(64, '0').split('').reverse().join('') as BlobHash;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);

const writeFile = async (disk: Disk, path: string, text: string): Promise<void> => {
  const file = await disk.open(path, { create: true });
  await file.write(0, bytesOf(text));
  await file.flush();
  await file.close();
};

const stage = async (
  disk: Disk,
  store: BlobStore,
  name: string,
  text: string,
): Promise<string> => {
  await writeFile(disk, store.stagingPath(name), text);
  return store.stagingPath(name);
};

const allBlobs = async (store: BlobStore): Promise<string[]> => {
  const found: string[] = [];
  for await (const hash of store.list()) found.push(hash);
  return found.sort();
};

/** What a blob store does over any disk. `createDisk` gives a fresh, empty one for each test. */
export const describeBlobStore = (name: string, createDisk: () => Promise<Disk>): void => {
  const setUp = async () => {
    const disk = await createDisk();
    return { disk, store: createBlobStore(disk) };
  };

  describe(`BlobStore over ${name}`, () => {
    it('takes a staged file as a blob, in the directory of its first byte', async () => {
      const { disk, store } = await setUp();
      const hash = hashOf(0xab);
      const staged = await stage(disk, store, 's1', 'content');
      expect(await store.adopt(staged, hash, 7)).toBe('stored');
      expect(store.pathOf(hash)).toBe(`blobs/${hash.slice(0, 2)}/${hash}`);
      expect(textOf(await store.read(hash))).toBe('content');
      expect(textOf(await store.read(hash, 3, 5))).toBe('te');
      expect(await store.size(hash)).toBe(7);
      expect(await store.has(hash)).toBe(true);
      expect(await store.listStaging()).toEqual([]);
    });

    it('a blob of the same size that is there stays, and the staged copy goes', async () => {
      const { disk, store } = await setUp();
      const hash = hashOf(1);
      await store.adopt(await stage(disk, store, 's1', 'first'), hash, 5);
      expect(await store.adopt(await stage(disk, store, 's2', 'again'), hash, 5)).toBe(
        'already-there',
      );
      expect(textOf(await store.read(hash))).toBe('first');
      expect(await store.listStaging()).toEqual([]);
    });

    it('a torn blob goes to quarantine before a whole one takes its name, as often as it happens', async () => {
      const { disk, store } = await setUp();
      const hash = hashOf(2);
      for (const round of [0, 1]) {
        await disk.remove(store.pathOf(hash));
        await writeFile(disk, store.pathOf(hash), `torn${round}`);
        const staged = await stage(disk, store, 's', 'whole one');
        expect(await store.adopt(staged, hash, 9)).toBe('stored');
        expect(textOf(await store.read(hash))).toBe('whole one');
        expect(textOf(await disk.read(`quarantine/${hash}.wrong-size.${round}`))).toBe(
          `torn${round}`,
        );
      }
    });

    it('adopting a staged file that is gone rejects not-found and leaves no name', async () => {
      const { store } = await setUp();
      expect(await failureOf(store.adopt(store.stagingPath('no'), hashOf(3), 5))).toBe(
        'not-found',
      );
      expect(await store.has(hashOf(3))).toBe(false);
    });

    it('quarantine takes the name away and keeps the bytes; without a blob it is null', async () => {
      const { disk, store } = await setUp();
      const hash = hashOf(4);
      await store.adopt(await stage(disk, store, 's', 'damaged'), hash, 7);
      const path = await store.quarantine(hash, 'wrong-bytes');
      expect(path).toBe(`quarantine/${hash}.wrong-bytes.0`);
      expect(await store.has(hash)).toBe(false);
      expect(textOf(await disk.read(path ?? ''))).toBe('damaged');
      expect(await store.quarantine(hash, 'wrong-bytes')).toBeNull();
    });

    it('lists every blob once, and nothing that is no blob or lies in the wrong directory', async () => {
      const { disk, store } = await setUp();
      const hashes = Array.from({ length: 60 }, (_, i) => hashOf(i * 7));
      for (const hash of hashes) await store.adopt(await stage(disk, store, 's', 'x'), hash, 1);
      await writeFile(disk, 'blobs/ff/readme.txt', 'x');
      await writeFile(disk, `blobs/zz/${hashOf(5000)}`, 'x');
      await writeFile(disk, 'blobs/stray', 'x');
      expect(await allBlobs(store)).toEqual([...hashes].sort());
      await store.remove(hashes[0] ?? hashOf(0));
      expect((await allBlobs(store)).length).toBe(59);
    });

    it('lists nothing before there is anything', async () => {
      const { store } = await setUp();
      expect(await allBlobs(store)).toEqual([]);
      expect(await store.listStaging()).toEqual([]);
    });

    it('keeps chunk lists by their hash; one that is there stays', async () => {
      const { disk, store } = await setUp();
      const hash = hashOf(9) as string as ChunkHash;
      expect(await store.readList(hash)).toBeNull();
      await store.putList(hash, bytesOf('list'));
      await store.putList(hash, bytesOf('tsil'));
      expect(textOf(await store.readList(hash))).toBe('list');
      expect(textOf(await disk.read(store.listPathOf(hash)))).toBe('list');
      await store.removeList(hash);
      expect(await store.readList(hash)).toBeNull();
    });

    it('clears staging but for what is kept', async () => {
      const { disk, store } = await setUp();
      for (const name of ['a', 'b', 'c']) await stage(disk, store, name, name.repeat(3));
      expect(await store.clearStaging(new Set(['b']))).toBe(2);
      expect(await store.listStaging()).toEqual([
        { name: 'b', path: 'staging/b', sizeBytes: 3 },
      ]);
    });
  });
};
