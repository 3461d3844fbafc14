import { describe, expect, it } from 'vitest';
import type { Disk } from '../../src/core/storage/disk.ts';
import { failureOf } from './failure-of.ts';

const text = (value: string) => new TextEncoder().encode(value);
const plain = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const namesIn = async (disk: Disk, directory: string) =>
  (await disk.list(directory)).map(({ name, kind }) => `${kind} ${name}`).sort();

const writeFile = async (disk: Disk, path: string, content: string): Promise<void> => {
  const file = await disk.open(path, { create: true });
  await file.truncate(0);
  await file.write(0, text(content));
  await file.flush();
  await file.close();
};

/** What every `Disk` does. `createDisk` gives a fresh, empty one for each test. */
export const describeDisk = (name: string, createDisk: () => Promise<Disk>): void => {
  describe(`Disk contract: ${name}`, () => {
    describeOpening(createDisk);
    describeBytes(createDisk);
    describeNames(createDisk);
  });
};

const describeOpening = (createDisk: () => Promise<Disk>): void => {
  it('opening without create rejects not-found and makes nothing', async () => {
    const disk = await createDisk();
    expect(await failureOf(disk.open('a/b/c', { create: false }))).toBe('not-found');
    expect(await disk.list('')).toEqual([]);
  });

  it('opening with create makes the file, empty, and its parents', async () => {
    const disk = await createDisk();
    const file = await disk.open('a/b/c', { create: true });
    expect(await file.size()).toBe(0);
    await file.close();
    expect(await disk.size('a/b/c')).toBe(0);
    expect(await namesIn(disk, 'a')).toEqual(['directory b']);
  });

  it('opening a file that is there keeps its bytes, with create and without', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'f', 'kept');
    for (const create of [true, false]) {
      const file = await disk.open('f', { create });
      expect(plain(await file.read(0, 100))).toBe('kept');
      await file.close();
    }
  });

  it('an open file is busy for a second opening, a move and a removal', async () => {
    const disk = await createDisk();
    const file = await disk.open('d/f', { create: true });
    expect(await failureOf(disk.open('d/f', { create: true }))).toBe('busy');
    expect(await failureOf(disk.move('d/f', 'd/g'))).toBe('busy');
    expect(await failureOf(disk.remove('d/f'))).toBe('busy');
    expect(await failureOf(disk.remove('d'))).toBe('busy');
    await file.close();
    await disk.move('d/f', 'd/g');
    expect(await namesIn(disk, 'd')).toEqual(['file g']);
  });

  it('closing frees the file, closing twice is fine, and a closed file rejects io-failed', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.close();
    await file.close();
    expect(await failureOf(file.write(0, text('x')))).toBe('io-failed');
    await (await disk.open('f', { create: false })).close();
  });

  it('a path with an empty, dotted or slashed segment is a defect, not a failure', async () => {
    const disk = await createDisk();
    for (const path of ['a//b', '../a', 'a/./b', '/a', 'a\\b']) {
      await expect(
        Promise.resolve().then(() => disk.open(path, { create: true })),
      ).rejects.toThrow(RangeError);
    }
  });
};

const describeBytes = (createDisk: () => Promise<Disk>): void => {
  it('reads back what was written, at any offset, and less only at the end', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, text('hello world'));
    await file.write(6, text('there'));
    expect(plain(await file.read(0, 100))).toBe('hello there');
    expect(plain(await file.read(6, 3))).toBe('the');
    expect((await file.read(11, 5)).length).toBe(0);
    expect((await file.read(500, 5)).length).toBe(0);
    await file.close();
  });

  it('a write behind the end fills the gap with zeros', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.write(5000, text('x'));
    expect(await file.size()).toBe(5001);
    expect([...(await file.read(0, 5000))].every((byte) => byte === 0)).toBe(true);
    await file.close();
  });

  it('truncating cuts, and growing again shows zeros where bytes were', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, text('abcdef'));
    await file.truncate(2);
    expect(await file.size()).toBe(2);
    await file.truncate(4);
    expect([...(await file.read(0, 9))]).toEqual([97, 98, 0, 0]);
    await file.close();
  });

  it('the caller may reuse a buffer once its write has resolved', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    const buffer = text('first');
    await file.write(0, buffer);
    buffer.set(text('later'));
    expect(plain(await file.read(0, 5))).toBe('first');
    await file.close();
  });

  it('a view into a larger buffer writes its own bytes only', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, text('..inner..').subarray(2, 7));
    expect(plain(await file.read(0, 100))).toBe('inner');
    await file.close();
  });

  it('flushed bytes are seen by readers of the path while the file is open', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, text('one'));
    await file.flush();
    expect(plain(await disk.read('f'))).toBe('one');
    await file.write(3, text('two'));
    await file.flush();
    expect(plain(await disk.read('f', 2, 5))).toBe('etw');
    expect(await disk.size('f')).toBe(6);
    await file.close();
  });

  it('closing without a flush keeps what was written', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, text('unflushed'));
    await file.close();
    expect(plain(await disk.read('f'))).toBe('unflushed');
  });

  it('read() clips its range to the file, and rejects not-found without one', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'f', '0123456789');
    expect(plain(await disk.read('f', 7))).toBe('789');
    expect(plain(await disk.read('f', 8, 50))).toBe('89');
    expect((await disk.read('f', 20, 30)).length).toBe(0);
    expect(await failureOf(disk.read('g'))).toBe('not-found');
    expect(await failureOf(disk.read('no/such/g'))).toBe('not-found');
  });

  it('reading a path while another writer appends gives a prefix, never an error', async () => {
    const disk = await createDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, text('x'));
    await file.flush();
    const reading = Array.from({ length: 20 }, () => disk.read('f'));
    for (let i = 1; i < 20; i++) await file.write(i, text('x'));
    for (const bytes of await Promise.all(reading)) {
      expect(plain(bytes)).toMatch(/^x+$/);
    }
    await file.close();
  });
};

const describeNames = (createDisk: () => Promise<Disk>): void => {
  it('size() is null where there is no file, and no parent either', async () => {
    const disk = await createDisk();
    expect(await disk.size('f')).toBeNull();
    expect(await disk.size('d/f')).toBeNull();
  });

  it('a move takes bytes along and makes the parents of the new name', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'staging/1', 'bytes');
    await disk.move('staging/1', 'blobs/ab/abcd');
    expect(plain(await disk.read('blobs/ab/abcd'))).toBe('bytes');
    expect(await disk.size('staging/1')).toBeNull();
    expect(await namesIn(disk, 'staging')).toEqual([]);
  });

  it('a move replaces the file that has the new name', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'a', 'new');
    await writeFile(disk, 'b', 'old and longer');
    await disk.move('a', 'b');
    expect(plain(await disk.read('b'))).toBe('new');
    expect(await namesIn(disk, '')).toEqual(['file b']);
  });

  it('a move onto an open file is busy, and both stay', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'a', 'new');
    await writeFile(disk, 'b', 'old');
    const file = await disk.open('b', { create: false });
    expect(await failureOf(disk.move('a', 'b'))).toBe('busy');
    expect(plain(await file.read(0, 9))).toBe('old');
    await file.close();
    expect(plain(await disk.read('a'))).toBe('new');
  });

  it('a move of a name that is not there rejects not-found, and makes nothing', async () => {
    const disk = await createDisk();
    expect(await failureOf(disk.move('a', 'd/b'))).toBe('not-found');
    expect(await disk.list('')).toEqual([]);
  });

  it('a move onto itself changes nothing', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'a', 'same');
    await disk.move('a', 'a');
    expect(plain(await disk.read('a'))).toBe('same');
  });

  it('removes a file, a full directory, and nothing where there is nothing', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'd/e/f', 'x');
    await writeFile(disk, 'd/g', 'x');
    await disk.remove('d/g');
    expect(await namesIn(disk, 'd')).toEqual(['directory e']);
    await disk.remove('d');
    expect(await disk.list('')).toEqual([]);
    await disk.remove('d');
    await disk.remove('no/such/thing');
  });

  it('a directory that was removed is made again by the next file in it', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'd/e/f', 'x');
    await disk.remove('d');
    await writeFile(disk, 'd/e/g', 'y');
    await writeFile(disk, 'h', 'z');
    await disk.remove('d');
    await disk.move('h', 'd/e/h');
    expect(await namesIn(disk, 'd/e')).toEqual(['file h']);
  });

  it('names that only begin alike are apart', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'ab/f', '1');
    await writeFile(disk, 'abc/f', '2');
    await disk.remove('ab');
    expect(await namesIn(disk, '')).toEqual(['directory abc']);
  });

  it('lists names right below a directory only, none where it is not', async () => {
    const disk = await createDisk();
    await writeFile(disk, 'd/f', 'x');
    await writeFile(disk, 'd/e/g', 'x');
    expect(await namesIn(disk, 'd')).toEqual(['directory e', 'file f']);
    expect(await namesIn(disk, '')).toEqual(['directory d']);
    expect(await disk.list('nowhere/below')).toEqual([]);
  });

  it('many files made at once in one new directory are all there', async () => {
    const disk = await createDisk();
    const names = Array.from({ length: 40 }, (_, i) => `new/dir/${i}`);
    await Promise.all(names.map((path) => writeFile(disk, path, path)));
    expect((await disk.list('new/dir')).length).toBe(40);
    expect(plain(await disk.read('new/dir/17'))).toBe('new/dir/17');
  });
};
