import { describe, expect, it } from 'vitest';
import type { Disk } from '../../src/core/storage/disk.ts';
import type { PackStoreOptions } from '../../src/core/storage/pack-store.ts';
import { openPackStore } from '../../src/core/storage/pack-store.ts';
import { failureOf } from './failure-of.ts';

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);
const parts = (value: number) => [bytes(10, value), bytes(0, 0), bytes(300, value + 1)];

/** What a pack store does over any disk. `createDisk` gives a fresh, empty one for each test. */
export const describePackStore = (name: string, createDisk: () => Promise<Disk>): void => {
  const open = (disk: Disk, options: Partial<PackStoreOptions> = {}) =>
    openPackStore({ disk, directory: 'derived/thumbs', maxBytes: 1e9, ...options });

  describe(`PackStore over ${name}`, () => {
    it('gives back a record whole and by its parts, before it is written and after', async () => {
      const store = await open(await createDisk());
      await store.put('k', parts(1));
      for (const flush of [false, true]) {
        if (flush) await store.flush();
        expect(await store.get('k')).toEqual(
          new Uint8Array([...bytes(10, 1), ...bytes(300, 2)]),
        );
        expect(await store.getPart('k', 0)).toEqual(bytes(10, 1));
        expect(await store.getPart('k', 1)).toEqual(bytes(0, 0));
        expect(await store.getPart('k', 2)).toEqual(bytes(300, 2));
        expect(await store.getPart('k', 3)).toBeNull();
      }
      expect(store.has('k')).toBe(true);
      expect(store.has('l')).toBe(false);
      expect(await store.get('l')).toBeNull();
      await store.close();
    });

    it('the caller may reuse its buffers once put() was called', async () => {
      const store = await open(await createDisk());
      const buffer = bytes(5, 1);
      const put = store.put('k', [buffer]);
      buffer.fill(9);
      await put;
      expect(await store.get('k')).toEqual(bytes(5, 1));
      await store.close();
    });

    it('finds everything again after it was closed, sealed segments and the last one', async () => {
      const disk = await createDisk();
      const first = await open(disk, { segmentBytes: 2000, batchBytes: 700 });
      for (let i = 0; i < 40; i++) await first.put(`key ${i}`, parts(i));
      await first.put('key 3', parts(100));
      await first.delete('key 4');
      await first.close();
      expect((await disk.list('derived/thumbs')).length).toBeGreaterThan(5);

      const second = await open(disk, { segmentBytes: 2000, batchBytes: 700 });
      for (let i = 5; i < 40; i++)
        expect(await second.getPart(`key ${i}`, 0)).toEqual(bytes(10, i));
      expect(await second.getPart('key 3', 0)).toEqual(bytes(10, 100));
      expect(await second.get('key 4')).toBeNull();
      expect([...second.keys()].length).toBe(39);
      await second.put('key 4', parts(7));
      await second.close();
      const third = await open(disk, { segmentBytes: 2000 });
      expect(await third.getPart('key 4', 0)).toEqual(bytes(10, 7));
      await third.close();
    });

    it('keys and payloads of any length fit: empty, longer than one read, larger than a segment', async () => {
      const disk = await createDisk();
      const store = await open(disk, { segmentBytes: 5000 });
      const keys = ['', 'ä'.repeat(400), 'large', 'after'];
      for (const [i, key] of keys.entries())
        await store.put(key, [bytes(i === 2 ? 20_000 : i, i)]);
      await store.put('no parts', []);
      await store.close();
      const again = await open(disk, { segmentBytes: 5000 });
      for (const [i, key] of keys.entries())
        expect((await again.get(key))?.length).toBe(i === 2 ? 20_000 : i);
      expect(await again.get('no parts')).toEqual(new Uint8Array());
      await again.close();
    });

    it('a damaged part reads as null and is forgotten, the others of its segment stand', async () => {
      const disk = await createDisk();
      const first = await open(disk);
      for (const key of ['a', 'b', 'c']) await first.put(key, [bytes(50, 1)]);
      await first.close();
      await flipByte(disk, 'derived/thumbs/1.pack', 8 + (16 + 1 + 8 + 50) + 16 + 1 + 8 + 20);
      const second = await open(disk);
      expect(second.has('b')).toBe(true);
      expect(await second.get('b')).toBeNull();
      expect(second.has('b')).toBe(false);
      expect(await second.get('a')).toEqual(bytes(50, 1));
      expect(await second.get('c')).toEqual(bytes(50, 1));
      await second.close();
    });

    it('a torn tail is cut off, and writing goes on behind what is whole', async () => {
      const disk = await createDisk();
      const first = await open(disk);
      await first.put('a', [bytes(50, 1)]);
      await first.put('b', [bytes(50, 2)]);
      await first.close();
      await resize(disk, 'derived/thumbs/1.pack', -20);
      const second = await open(disk);
      expect([...second.keys()]).toEqual(['a']);
      await second.put('c', [bytes(50, 3)]);
      await second.flush();
      expect(await disk.size('derived/thumbs/1.pack')).toBe(second.usedBytes());
      await second.close();
      const third = await open(disk);
      expect([...third.keys()]).toEqual(['a', 'c']);
      expect(await third.get('c')).toEqual(bytes(50, 3));
      await third.close();
    });

    it('a sealed segment whose footer is damaged is read by its records', async () => {
      const disk = await createDisk();
      const first = await open(disk, { segmentBytes: 300, batchBytes: 1 });
      for (let i = 0; i < 12; i++) await first.put(`k${i}`, [bytes(50, i)]);
      await first.close();
      await resize(disk, 'derived/thumbs/2.pack', -3);
      const second = await open(disk, { segmentBytes: 300 });
      for (let i = 0; i < 12; i++) expect(await second.get(`k${i}`)).toEqual(bytes(50, i));
      await second.close();
    });

    it('a file that is no segment is begun anew', async () => {
      const disk = await createDisk();
      const file = await disk.open('derived/thumbs/1.pack', { create: true });
      await file.write(0, bytes(3000, 77));
      await file.close();
      const store = await open(disk);
      await store.put('a', [bytes(5, 1)]);
      expect(await store.get('a')).toEqual(bytes(5, 1));
      await store.close();
    });

    it('beyond its size it lets the least recently used segments go, down to 90 %', async () => {
      const disk = await createDisk();
      const limits = { segmentBytes: 1000, batchBytes: 1, maxBytes: 10_000 };
      const store = await open(disk, limits);
      await store.put('dear', [bytes(400, 1)]);
      for (let i = 0; i < 100; i++) {
        await store.put(`k${i}`, [bytes(400, 2)]);
        await store.getPart('dear', 0);
        expect(store.usedBytes()).toBeLessThanOrEqual(10_000);
      }
      expect(store.has('dear')).toBe(true);
      expect(store.has('k1')).toBe(false);
      expect(store.has('k99')).toBe(true);
      await store.close();
      const again = await open(disk, limits);
      expect(again.has('dear')).toBe(true);
      expect(again.has('k1')).toBe(false);
      await again.close();
    });

    it('an outdated or deleted record does not come back when the newer one is let go', async () => {
      const disk = await createDisk();
      const limits = { segmentBytes: 1000, batchBytes: 1, maxBytes: 4500 };
      const store = await open(disk, limits);
      await store.put('kept', [bytes(300, 1)]);
      await store.put('changed', [bytes(100, 1)]);
      await store.put('deleted', [bytes(100, 1)]);
      await store.put('fill', [bytes(700, 1)]);
      await store.put('changed', [bytes(10, 2)]);
      await store.delete('deleted');
      for (let i = 0; i < 12; i++) {
        await store.put(`k${i}`, [bytes(700, 2)]);
        await store.getPart('kept', 0);
      }
      const before = new Set(store.keys());
      expect(before.has('kept')).toBe(true);
      expect(before.has('changed')).toBe(false);
      await store.close();
      const again = await open(disk, limits);
      expect(new Set(again.keys())).toEqual(before);
      await again.close();
    });

    it('its segments are busy while it is open', async () => {
      const disk = await createDisk();
      const store = await open(disk);
      expect(await failureOf(open(disk))).toBe('busy');
      await store.close();
      await (await open(disk)).close();
    });

    it('puts that are sent together are all there', async () => {
      const store = await open(await createDisk(), { segmentBytes: 3000, batchBytes: 500 });
      await Promise.all(Array.from({ length: 100 }, (_, i) => store.put(`k${i}`, parts(i))));
      for (let i = 0; i < 100; i++)
        expect(await store.getPart(`k${i}`, 0)).toEqual(bytes(10, i));
      await store.close();
    });
  });
};

const flipByte = async (disk: Disk, path: string, at: number): Promise<void> => {
  const file = await disk.open(path, { create: false });
  const [byte = 0] = await file.read(at, 1);
  await file.write(at, new Uint8Array([byte ^ 255]));
  await file.close();
};

const resize = async (disk: Disk, path: string, byBytes: number): Promise<void> => {
  const file = await disk.open(path, { create: false });
  await file.truncate((await file.size()) + byBytes);
  await file.close();
};
