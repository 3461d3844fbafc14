import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../../src/core/journal/journal.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import { RETRY_MS } from '../../../../src/core/storage/reserve.ts';
import {
  act,
  appendActs,
  type Bench,
  createBench,
  range,
  replayNumbers,
} from './journal-kit.ts';

const QUOTA_BYTES = 100_000;
const RESERVE_BYTES = 10_000;
const FULL = { type: 'quota-exceeded' };

const createFullBench = () => createBench({ quotaBytes: QUOTA_BYTES });
const openWithReserve = ({ disk, clock }: Bench): Promise<Journal> =>
  openJournal({ disk, directory: 'journal', clock, reserveBytes: RESERVE_BYTES });

/** Takes what is free but `freeBytes`, as a large import does; the name of what holds it. */
const fill = async ({ disk }: Bench, freeBytes = 0): Promise<string> => {
  const path = `ballast-${disk.files().size}`;
  const file = await disk.open(path, { create: true });
  await file.write(0, new Uint8Array(QUOTA_BYTES - disk.usedBytes() - freeBytes));
  await file.close();
  return path;
};
const reserveSize = ({ disk }: Bench) => disk.size('journal/reserve');

/** Appends until the disk refuses; how many acts it took. */
const appendWhileThereIsRoom = async (journal: Journal, from: number): Promise<number> => {
  for (let n = from; ; n++) {
    try {
      await journal.append(act(n));
    } catch (error) {
      expect(error).toMatchObject(FULL);
      return n - from;
    }
  }
};

describe('the reserve of the journal', () => {
  it('J25 takes acts of a full disk until it is used up, and refuses whole ones then', async () => {
    const bench = createFullBench();
    const journal = await openWithReserve(bench);
    await appendActs(journal, 0, 3);
    expect(await reserveSize(bench)).toBe(RESERVE_BYTES);
    await fill(bench);
    const written = await appendWhileThereIsRoom(journal, 3);
    expect(written).toBeGreaterThan(40);
    expect(await reserveSize(bench)).toBeNull();
    expect(await replayNumbers(journal)).toEqual(range(0, 3 + written));
    await journal.close();
    const again = await openWithReserve(bench);
    expect(await replayNumbers(again)).toEqual(range(0, 3 + written));
    expect(again.damage).toEqual([]);
  });

  it('J25 serves the batch that found the disk full whole, each caller once', async () => {
    const bench = createFullBench();
    const journal = await openWithReserve(bench);
    await appendActs(journal, 0, 1);
    await fill(bench);
    const places = await Promise.all(range(1, 9).map((n) => journal.append(act(n))));
    expect(places.at(-1)).toEqual(journal.end());
    expect(await replayNumbers(journal)).toEqual(range(0, 9));
  });

  it('J25 serves a start that finds the disk full already', async () => {
    const bench = createFullBench();
    const before = await openWithReserve(bench);
    await appendActs(before, 0, 2);
    await fill(bench);
    await before.close();
    const journal = await openWithReserve(bench);
    await appendActs(journal, 2, 6);
    expect(await replayNumbers(journal)).toEqual(range(0, 6));
  });

  it('J25 is kept again once there is room, a minute after it was needed at the earliest', async () => {
    const bench = createFullBench();
    const journal = await openWithReserve(bench);
    await appendActs(journal, 0, 1);
    const ballast = await fill(bench);
    await appendActs(journal, 1, 2);
    await bench.disk.remove(ballast);
    bench.clock.advance(RETRY_MS - 1);
    await appendActs(journal, 2, 3);
    expect(await reserveSize(bench)).toBeNull();
    bench.clock.advance(1);
    await appendActs(journal, 3, 4);
    expect(await reserveSize(bench)).toBe(RESERVE_BYTES);
    await fill(bench);
    await appendActs(journal, 4, 8);
    expect(await replayNumbers(journal)).toEqual(range(0, 8));
  });

  it('J25 takes no room, and not a part of it, where there is too little', async () => {
    const bench = createFullBench();
    await fill(bench, RESERVE_BYTES - 1);
    const journal = await openWithReserve(bench);
    await appendActs(journal, 0, 5);
    expect(await reserveSize(bench)).toBeNull();
    expect(await replayNumbers(journal)).toEqual(range(0, 5));
    expect(await journal.makeRoom()).toBe(false);
  });

  it('J25 is handed to who else needs room for what was appended', async () => {
    const bench = createFullBench();
    const journal = await openWithReserve(bench);
    await appendActs(journal, 0, 1);
    await fill(bench);
    expect(await journal.makeRoom()).toBe(true);
    expect(bench.disk.usedBytes()).toBe(QUOTA_BYTES - RESERVE_BYTES);
    expect(await journal.makeRoom()).toBe(false);
  });

  it('J25 is not kept unless told, and counts as no segment', async () => {
    const bench = createFullBench();
    const plain = await openJournal({ ...bench, directory: 'journal' });
    await appendActs(plain, 0, 2);
    expect(await reserveSize(bench)).toBeNull();
    await fill(bench);
    await expect(plain.append(act(2))).rejects.toMatchObject(FULL);
  });
});
