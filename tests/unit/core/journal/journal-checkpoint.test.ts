import { describe, expect, it } from 'vitest';
import type { Disk } from '../../../../src/core/storage/disk.ts';
import type { JournalCheckpoint } from '../../../../src/core/journal/journal.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import {
  act,
  appendActs,
  createBench,
  openOn,
  range,
  replayNumbers,
  snapshotOf,
  type Bench,
} from './journal-kit.ts';

const SEGMENT = 'journal/00000001.log';

/** A journal of 40 acts, what it said after 30 of them, and where that was. */
const journalOf40 = async () => {
  const bench = createBench();
  const journal = await openOn(bench);
  await appendActs(journal, 0, 30);
  const checkpoint = journal.checkpoint();
  const markedEnd = journal.end().offset;
  await appendActs(journal, 30, 40);
  await journal.close();
  return { bench, checkpoint, markedEnd };
};

/** The disk, telling from which offsets its bytes are read. */
const watchReads = (disk: Disk, reads: number[]): Disk => ({
  ...disk,
  read: (path, start = 0, end) => {
    reads.push(start);
    return disk.read(path, start, end);
  },
});

const openFrom = (
  { disk, clock }: Bench,
  checkpoint: JournalCheckpoint,
  reads: number[] = [],
) => openJournal({ disk: watchReads(disk, reads), directory: 'journal', clock, checkpoint });

const flipByte = async ({ disk }: Bench, at: number): Promise<void> => {
  const file = await disk.open(SEGMENT, { create: false });
  const [byte = 0] = await file.read(at, 1);
  await file.write(at, new Uint8Array([byte ^ 0x41]));
  await file.close();
};

describe('a journal that is opened with a checkpoint', () => {
  it('J23 reads only what lies behind it, and is the same journal', async () => {
    const { bench, checkpoint, markedEnd } = await journalOf40();
    const reads: number[] = [];
    const journal = await openFrom(bench, checkpoint, reads);
    expect(Math.min(...reads)).toBe(markedEnd);
    expect(await replayNumbers(journal)).toEqual(range(0, 40));
    await journal.append(act(40));
    await journal.close();
    expect(await replayNumbers(await openOn(bench))).toEqual(range(0, 41));
  });

  it('J23 cuts off what a crash left behind it, wherever the log was cut', async () => {
    const { bench, checkpoint, markedEnd } = await journalOf40();
    const log = await bench.disk.read(SEGMENT);
    for (let cut = markedEnd; cut <= log.length; cut++) {
      const cutBench = createBench();
      const file = await cutBench.disk.open(SEGMENT, { create: true });
      await file.write(0, log.slice(0, cut));
      await file.close();
      const fast = await openFrom(cutBench, checkpoint);
      const numbers = await replayNumbers(fast);
      await fast.close();
      expect(await replayNumbers(await openOn(cutBench))).toEqual(numbers);
    }
  });

  it('J23 is not believed where the log is shorter than it was', async () => {
    const { bench, checkpoint, markedEnd } = await journalOf40();
    const file = await bench.disk.open(SEGMENT, { create: false });
    await file.truncate(markedEnd - 1);
    await file.close();
    const reads: number[] = [];
    const journal = await openFrom(bench, checkpoint, reads);
    expect(reads).toContain(0);
    expect(await replayNumbers(journal)).toEqual(range(0, 29));
  });

  it('J23 is not believed after a compaction that it knows nothing of', async () => {
    const { bench, checkpoint } = await journalOf40();
    const journal = await openOn(bench);
    bench.clock.advance(120_000);
    await journal.compact(snapshotOf(40));
    await journal.close();
    expect(await replayNumbers(await openFrom(bench, checkpoint))).toEqual(range(0, 40));
  });

  it('J23 of a compacted journal goes on behind the snapshot', async () => {
    const { bench } = await journalOf40();
    const journal = await openOn(bench);
    bench.clock.advance(120_000);
    await journal.compact(snapshotOf(40));
    const checkpoint = journal.checkpoint();
    await appendActs(journal, 40, 45);
    await journal.close();
    bench.clock.advance(120_000);
    const reopened = await openFrom(bench, checkpoint);
    expect(await replayNumbers(reopened)).toEqual(range(0, 45));
    expect(reopened.liveBytes()).toBeGreaterThan(0);
  });

  it('J24 damage before it is found by a check, not by the start', async () => {
    const { bench, checkpoint, markedEnd } = await journalOf40();
    await flipByte(bench, Math.floor(markedEnd / 2));
    const journal = await openFrom(bench, checkpoint);
    expect(journal.damage).toEqual([]);
    expect(await journal.check()).toHaveLength(1);
  });

  it('J2 a place at which damage begins is a place: nothing before it is replayed again', async () => {
    const { bench, markedEnd } = await journalOf40();
    const position = { segment: 1, offset: markedEnd };
    await flipByte(bench, markedEnd + 20);
    const journal = await openOn(bench);
    expect(await replayNumbers(journal, position)).toEqual(range(31, 40));
  });

  it('J24 damage behind it is found by the start', async () => {
    const { bench, checkpoint, markedEnd } = await journalOf40();
    await flipByte(bench, markedEnd + 20);
    const journal = await openFrom(bench, checkpoint);
    expect(journal.damage).toHaveLength(1);
  });
});
