import { describe, expect, it } from 'vitest';
import { areBytesEqual } from '../../../src/core/base/bytes.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { PAGE_BYTES } from '../../../src/platform/memory/memory-bytes.ts';
import { createMemoryClock } from '../../../src/platform/memory/memory-clock.ts';
import type { MemoryDisk } from '../../../src/platform/memory/memory-disk.ts';
import { createMemoryDisk } from '../../../src/platform/memory/memory-disk.ts';

// The simulated disk must lose what PLATFORM measured that browsers lose; a kinder one would prove nothing.

const SEEDS = Array.from({ length: 200 }, (_, i) => i + 1);
const OLD_ENOUGH_MS = 60_000;

const writeFile = async (disk: Disk, path: string, bytes: Uint8Array, flush: boolean) => {
  const file = await disk.open(path, { create: true });
  await file.write(0, bytes);
  if (flush) await file.flush();
  await file.close();
};

const pagesOf = (...values: readonly number[]): Uint8Array =>
  Uint8Array.from(
    { length: values.length * PAGE_BYTES },
    (_, i) => values[Math.floor(i / PAGE_BYTES)] ?? 0,
  );

/** The ends of one story under many power cuts, each as `read` sees it. */
const endings = <T>(disk: MemoryDisk, read: (survivor: MemoryDisk) => T): T[] =>
  SEEDS.map((seed) => read(disk.survive('power-cut', { seed })));

const namesOf = (disk: MemoryDisk): string => [...disk.files().keys()].sort().join(' ');

describe('a power cut on the simulated disk', () => {
  it('keeps flushed bytes of a settled name, whatever the seed', async () => {
    const clock = createMemoryClock();
    const disk = createMemoryDisk({ clock });
    await writeFile(disk, 'f', pagesOf(1, 2, 3), true);
    clock.advance(OLD_ENOUGH_MS);
    const kept = endings(disk, (end) => end.files().get('f') ?? new Uint8Array());
    expect(kept.every((bytes) => areBytesEqual(bytes, pagesOf(1, 2, 3)))).toBe(true);
  });

  it('forgets the creation of a file whose bytes were flushed, sometimes', async () => {
    const disk = createMemoryDisk();
    await writeFile(disk, 'f', pagesOf(1), true);
    expect(new Set(endings(disk, namesOf))).toEqual(new Set(['', 'f']));
  });

  it('forgets a move: the old name stays, or the new one comes, or rarely neither', async () => {
    const clock = createMemoryClock();
    const disk = createMemoryDisk({ clock });
    await writeFile(disk, 'old', pagesOf(1), true);
    clock.advance(OLD_ENOUGH_MS);
    await disk.move('old', 'new');
    const seen = endings(disk, namesOf);
    expect(new Set(seen)).toEqual(new Set(['old', 'new', '']));
    expect(seen.filter((names) => names === '').length).toBeLessThan(SEEDS.length / 8);
  });

  it('brings back what a move replaced', async () => {
    const clock = createMemoryClock();
    const disk = createMemoryDisk({ clock });
    await writeFile(disk, 'a', pagesOf(1), true);
    await writeFile(disk, 'b', pagesOf(2), true);
    clock.advance(OLD_ENOUGH_MS);
    await disk.move('a', 'b');
    const first = endings(disk, (end) => end.files().get('b')?.[0]);
    expect(new Set(first)).toEqual(new Set([1, 2]));
  });

  it('brings back a removed file, sometimes', async () => {
    const clock = createMemoryClock();
    const disk = createMemoryDisk({ clock });
    await writeFile(disk, 'f', pagesOf(1), true);
    clock.advance(OLD_ENOUGH_MS);
    await disk.remove('f');
    expect(new Set(endings(disk, namesOf))).toEqual(new Set(['', 'f']));
  });

  it('forgets a later change of names and keeps an earlier one, and the other way round', async () => {
    const disk = createMemoryDisk();
    await writeFile(disk, '1', pagesOf(1), true);
    await writeFile(disk, '2', pagesOf(2), true);
    expect(new Set(endings(disk, namesOf))).toEqual(new Set(['', '1', '2', '1 2']));
  });

  it('loses unflushed bytes: all, none, or some pages torn out of the middle, out of order', async () => {
    const clock = createMemoryClock();
    const disk = createMemoryDisk({ clock });
    await writeFile(disk, 'f', pagesOf(1, 1, 1), true);
    clock.advance(OLD_ENOUGH_MS);
    const file = await disk.open('f', { create: false });
    for (const page of [0, 1, 2]) await file.write(page * PAGE_BYTES, pagesOf(2));
    const seen = new Set(
      endings(disk, (end) => {
        const bytes = end.files().get('f') ?? new Uint8Array();
        return [0, 1, 2].map((page) => bytes[page * PAGE_BYTES]).join('');
      }),
    );
    expect(seen).toContain('111');
    expect(seen).toContain('222');
    // Written last and kept while earlier ones are lost: reordered.
    expect(seen).toContain('112');
    expect(seen).toContain('121');
  });

  it('leaves an unflushed append short, with a hole of zeros, or whole', async () => {
    const clock = createMemoryClock();
    const disk = createMemoryDisk({ clock });
    await writeFile(disk, 'f', pagesOf(1), true);
    clock.advance(OLD_ENOUGH_MS);
    const file = await disk.open('f', { create: false });
    await file.write(PAGE_BYTES, pagesOf(2, 3));
    const seen = new Set(
      endings(disk, (end) => {
        const bytes = end.files().get('f') ?? new Uint8Array();
        return Array.from(
          { length: bytes.length / PAGE_BYTES },
          (_, page) => bytes[page * PAGE_BYTES],
        ).join('');
      }),
    );
    expect(seen).toEqual(new Set(['1', '12', '10', '123', '120', '103', '100']));
  });

  it('forgets an unflushed truncation, sometimes', async () => {
    const clock = createMemoryClock();
    const disk = createMemoryDisk({ clock });
    await writeFile(disk, 'f', pagesOf(1, 1), true);
    clock.advance(OLD_ENOUGH_MS);
    const file = await disk.open('f', { create: false });
    await file.truncate(0);
    const sizes = endings(disk, (end) => end.files().get('f')?.length);
    expect(sizes).toContain(0);
    expect(sizes).toContain(2 * PAGE_BYTES);
  });

  it('flushing a file says nothing about its name, and a name nothing about its bytes', async () => {
    const disk = createMemoryDisk();
    await writeFile(disk, 'flushed', pagesOf(1), true);
    await writeFile(disk, 'unflushed', pagesOf(1), false);
    const seen = endings(disk, (end) => end.files());
    expect(seen.some((files) => !files.has('flushed'))).toBe(true);
    expect(seen.some((files) => files.get('unflushed')?.length === 0)).toBe(true);
    const present = seen.flatMap((files) => files.get('flushed') ?? []);
    expect(present.every((bytes) => bytes.length === PAGE_BYTES && bytes[0] === 1)).toBe(true);
  });

  it('names what it took, one line a loss', async () => {
    const disk = createMemoryDisk();
    await writeFile(disk, 'f', pagesOf(1), false);
    const losses = endings(disk, (end) => end.losses).flat();
    expect(losses).toContain('forgot create f');
    expect(losses).toContain('tore f: kept 0 of 1 unflushed pages, size 0 of 4096');
  });

  it('what one power cut left, the next one cannot take', async () => {
    const disk = createMemoryDisk();
    await writeFile(disk, 'f', pagesOf(1, 2), false);
    for (const seed of SEEDS) {
      const once = disk.survive('power-cut', { seed });
      const twice = once.survive('power-cut', { seed: seed + 1 });
      expect(twice.losses).toEqual([]);
      expect(namesOf(twice)).toBe(namesOf(once));
      expect(twice.files().get('f')?.join()).toBe(once.files().get('f')?.join());
    }
  });
});

describe('a crash of the process on the simulated disk', () => {
  it('keeps all that was written, flushed or not, and frees what was open', async () => {
    const disk = createMemoryDisk();
    const file = await disk.open('d/f', { create: true });
    await file.write(0, pagesOf(7));
    await disk.move('d/f', 'd/g').catch(() => undefined);
    const next = disk.survive('crash');
    expect(next.files()).toEqual(new Map([['d/f', pagesOf(7)]]));
    const again = await next.open('d/f', { create: false });
    expect(await again.size()).toBe(PAGE_BYTES);
    await expect(file.size()).rejects.toThrow('died');
  });

  it('leaves unflushed bytes unflushed: a power cut after it takes them', async () => {
    const disk = createMemoryDisk();
    await writeFile(disk, 'f', pagesOf(1), false);
    const next = disk.survive('crash');
    const sizes = endings(next, (end) => end.files().get('f')?.length ?? 'no name');
    expect(new Set(sizes)).toEqual(new Set([0, PAGE_BYTES, 'no name']));
  });
});
