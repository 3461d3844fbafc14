import { afterEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Journal } from '../../../src/core/journal/journal.ts';
import { openJournal } from '../../../src/core/journal/open-journal.ts';
import type { Disk } from '../../../src/core/storage/disk.ts';
import { RETRY_MS } from '../../../src/core/storage/reserve.ts';
import { createMemoryClock } from '../../../src/platform/memory/memory-clock.ts';
import { createOpfsPageDisk } from '../../../src/platform/opfs/opfs-page-disk.ts';
import { failureOf } from '../../contract/failure-of.ts';
import { createWorkerDisk } from './worker-disk.ts';

const MIB = 1024 * 1024;

/** The session that vitest opens for this page; its type leaves the protocol out. */
const session = () =>
  cdp() as unknown as { send(method: string, params: object): Promise<unknown> };

/** Lets the origin hold `freeBytes` more than it does now. */
const leaveRoomFor = async (freeBytes: number): Promise<void> => {
  const { usage = 0 } = await navigator.storage.estimate();
  const quotaSize = usage + freeBytes;
  await session().send('Storage.overrideQuotaForOrigin', {
    origin: location.origin,
    quotaSize,
  });
};

afterEach(() => session().send('Storage.overrideQuotaForOrigin', { origin: location.origin }));

const describeQuota = (name: string, createDisk: () => Promise<Disk>): void => {
  describe(`a full origin: ${name}`, () => {
    it('an append over the quota rejects quota-exceeded, and the flushed bytes before it stand', async () => {
      const disk = await createDisk();
      const file = await disk.open('f', { create: true });
      await file.write(0, new Uint8Array(MIB).fill(1));
      await file.flush();
      await leaveRoomFor(MIB);
      const append = file.write(MIB, new Uint8Array(8 * MIB).fill(2)).then(() => file.flush());
      expect(await failureOf(append)).toBe('quota-exceeded');
      await file.close();
      expect(await disk.size('f')).toBe(MIB);
      expect((await disk.read('f')).every((byte) => byte === 1)).toBe(true);
    });
  });
};

describeQuota('OPFS in a worker', () => Promise.resolve(createWorkerDisk()));
describeQuota('OPFS in a page', async () => {
  const origin = await navigator.storage.getDirectory();
  return createOpfsPageDisk(
    await origin.getDirectoryHandle(crypto.randomUUID(), { create: true }),
  );
});

describe('a full origin: what only a worker promises', () => {
  it('a write that begins inside the file and would pass the quota overwrites nothing', async () => {
    const disk = createWorkerDisk();
    const file = await disk.open('f', { create: true });
    await file.write(0, new Uint8Array(MIB).fill(1));
    await leaveRoomFor(MIB);
    const over = new Uint8Array(8 * MIB).fill(2);
    expect(await failureOf(file.write(MIB / 2, over))).toBe('quota-exceeded');
    expect(await failureOf(file.truncate(8 * MIB))).toBe('quota-exceeded');
    expect(await file.size()).toBe(MIB);
    expect((await file.read(0, MIB)).every((byte) => byte === 1)).toBe(true);
    await file.close();
  });
});

describe('a full origin: the journal', () => {
  const openOn = (disk: Disk, clock = createMemoryClock()): Promise<Journal> =>
    openJournal({ disk, directory: 'journal', clock, reserveBytes: 4 * MIB });
  const act = (n: number) => [{ n, bytes: new Uint8Array(MIB / 4) }];

  /** Appends from act `from` on until the origin refuses; the number of the act that it refused. */
  const appendUntilFull = async (journal: Journal, from: number): Promise<number> => {
    for (let n = from; ; n++) {
      try {
        await journal.append(act(n));
      } catch (error) {
        expect(error).toMatchObject({ type: 'quota-exceeded' });
        return n;
      }
    }
  };

  it('J25 takes acts into its reserve, refuses what is more, and keeps room again later', async () => {
    const disk = createWorkerDisk();
    const clock = createMemoryClock();
    const journal = await openOn(disk, clock);
    await journal.append(act(0));
    expect(await disk.size('journal/reserve')).toBe(4 * MIB);
    await leaveRoomFor(0);
    const refused = await appendUntilFull(journal, 1);
    expect(refused).toBeGreaterThan(8);
    expect(await disk.size('journal/reserve')).toBeNull();

    await session().send('Storage.overrideQuotaForOrigin', { origin: location.origin });
    clock.advance(RETRY_MS);
    await journal.append(act(refused));
    expect(await disk.size('journal/reserve')).toBe(4 * MIB);
    await journal.close();
    const again = await openOn(disk);
    const numbers: unknown[] = [];
    for await (const { entries } of again.replay(null)) numbers.push(entries[0]?.['n']);
    expect(numbers).toEqual(Array.from({ length: refused + 1 }, (_, n) => n));
    expect(again.damage).toEqual([]);
    await again.close();
  });
});
