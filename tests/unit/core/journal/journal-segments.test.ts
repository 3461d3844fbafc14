import { describe, expect, it } from 'vitest';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import type { Journal } from '../../../../src/core/journal/journal.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import {
  act,
  appendActs,
  createBench,
  openOn,
  range,
  replayAll,
  replayNumbers,
  snapshotOf,
  type Bench,
} from './journal-kit.ts';

const SEGMENT_BYTES = 500;

/** The journal of a bench on a disk that copies a file to flush it. */
const openShort = ({ disk, clock }: Bench): Promise<Journal> =>
  openJournal({ disk, directory: 'journal', clock, segmentBytes: SEGMENT_BYTES });

/** Sizes of the segments that hold anything, oldest first. */
const sizesOf = async ({ disk }: Bench): Promise<readonly number[]> => {
  const names = (await disk.list('journal')).map(({ name }) => name).sort();
  const sizes = await Promise.all(names.map((name) => disk.size(`journal/${name}`)));
  return sizes.filter((size) => size !== null && size > 0) as number[];
};

describe('a journal in short segments', () => {
  it('J26 goes on in the next segment, and what a flush copies stays short', async () => {
    const bench = createBench();
    const journal = await openShort(bench);
    const places = [];
    for (const n of range(0, 60)) places.push(await journal.append(act(n)));
    const sizes = await sizesOf(bench);
    expect(sizes.length).toBeGreaterThan(5);
    const longestAct = 300;
    expect(Math.max(...sizes)).toBeLessThan(SEGMENT_BYTES + longestAct);
    expect(journal.sizeBytes()).toBe(sizes.reduce((sum, size) => sum + size, 0));
    const records = await replayAll(journal);
    expect(records.map(({ position }) => position)).toEqual(places);
    for (const [i, position] of places.entries()) {
      expect(journal.holds(position)).toBe(true);
      expect(await replayNumbers(journal, position)).toEqual(range(i + 1, 60));
    }
  });

  it('J26 is the same journal to a start that knows nothing of it, and the other way round', async () => {
    const bench = createBench();
    const short = await openShort(bench);
    await appendActs(short, 0, 30);
    const checkpoint = short.checkpoint();
    await short.close();
    const { disk, clock } = bench;
    const long = await openJournal({ disk, directory: 'journal', clock, checkpoint });
    expect(long.damage).toEqual([]);
    await appendActs(long, 30, 60);
    expect(await replayNumbers(long)).toEqual(range(0, 60));
    await long.close();
    const again = await openShort(bench);
    await appendActs(again, 60, 62);
    expect(await replayNumbers(again)).toEqual(range(0, 62));
    expect(again.damage).toEqual([]);
  });

  it('J26 compacts all of them into one, and goes on behind it', async () => {
    const bench = createBench();
    const journal = await openShort(bench);
    await appendActs(journal, 0, 30);
    bench.clock.advance(60_000);
    const position = await journal.compact(snapshotOf(30));
    await appendActs(journal, 30, 35);
    expect(await replayNumbers(journal, position)).toEqual(range(30, 35));
    bench.clock.advance(60_000);
    await appendActs(journal, 35, 36);
    await journal.close();
    expect((await sizesOf(bench)).length).toBeLessThan(5);
    expect(await replayNumbers(await openOn(bench))).toEqual(range(0, 36));
  });

  /** A journal whose segment is full, on a disk that refuses to open the next one once. */
  const openRefused = async (bench: Bench): Promise<Journal> => {
    let refusals = 1;
    const open: typeof bench.disk.open = (path, options) => {
      if (path.endsWith('2.log') && refusals-- > 0)
        throw new HmError('quota-exceeded', 'The disk is full.');
      return bench.disk.open(path, options);
    };
    const journal = await openJournal({
      ...{ disk: { ...bench.disk, open }, directory: 'journal' },
      ...{ clock: bench.clock, segmentBytes: SEGMENT_BYTES },
    });
    while (journal.end().offset < SEGMENT_BYTES) await journal.append(act(2));
    refusals = 1;
    return journal;
  };

  it('J26 stays in its segment where the disk refuses another one', async () => {
    const bench = createBench();
    const journal = await openRefused(bench);
    const { segment } = await journal.append(act(1));
    expect(segment).toBe(1);
    expect((await journal.append(act(0))).segment).toBe(2);
    await journal.close();
    expect((await replayNumbers(await openOn(bench))).slice(-2)).toEqual([1, 0]);
  });

  it('J26 leaves no segment behind that could not be cut back after a failed write', async () => {
    const bench = createBench();
    const journal = await openRefused(bench);
    const acts = await replayNumbers(journal);
    const { operations } = bench.disk;
    const broken = new HmError('io-failed', 'The disk does not answer.');
    // The act is written, its flush fails, and so does cutting it off.
    for (const n of [2, 3]) operations.failAt(operations.count() + n, broken);
    await expect(journal.append(act(0))).rejects.toBe(broken);
    await journal.append(act(1));
    await journal.close();
    expect(await replayNumbers(await openOn(bench))).toEqual([...acts, 1]);
  });

  it('J26 keeps every answered act through a crash at every operation', async () => {
    const kinds = new Set<string>();
    for (let dieAt = 1; dieAt < 80; dieAt++) {
      const bench = createBench();
      await (await openShort(bench)).close();
      const first = bench.disk.operations.count();
      bench.disk.operations.crashAt(first + dieAt);
      const answered = await appendUntilDeath(bench);
      for (const line of bench.disk.operations.trace().slice(first))
        kinds.add(line.split(' ')[1] ?? '');
      const after = { ...bench, disk: bench.disk.survive('crash', { seed: dieAt }) };
      const again = await openShort(after);
      const numbers = await replayNumbers(again);
      // The act that it died in may be there, or not: nobody was answered for it.
      expect([answered, answered + 1].map((end) => range(0, end))).toContainEqual(numbers);
      expect(again.damage.filter(({ isTail }) => !isTail)).toEqual([]);
      await again.append(act(numbers.length));
      expect(await replayNumbers(again)).toEqual(range(0, numbers.length + 1));
    }
    for (const kind of ['create', 'write', 'truncate', 'flush']) expect(kinds).toContain(kind);
  });
});

/** Appends one act after another until the process dies; how many were answered. */
const appendUntilDeath = async (bench: Bench): Promise<number> => {
  let answered = 0;
  try {
    const journal = await openShort(bench);
    for (; answered < 40; answered++) await journal.append(act(answered));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SimulatedCrash') throw error;
  }
  return answered;
};
