import { describe, expect, it } from 'vitest';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
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

const SETTLED_MS = 60_000;

/** A journal of `acts` acts whose next segment is old enough to be used. */
const openSettled = async (bench: Bench, acts: number) => {
  const journal = await openOn(bench);
  await appendActs(journal, 0, acts);
  bench.clock.advance(SETTLED_MS);
  return journal;
};

const names = async ({ disk }: Bench): Promise<readonly string[]> =>
  (await disk.list('journal')).map(({ name }) => name).sort();

describe('compacting the journal', () => {
  it('J14 replays the snapshot and what was appended behind it, now and after a start', async () => {
    const bench = createBench();
    const journal = await openSettled(bench, 10);
    const position = await journal.compact(snapshotOf(8));
    expect(journal.end()).toEqual(position);
    expect(journal.liveBytes()).toBe(position.offset);
    await appendActs(journal, 20, 23);
    const expected = [...range(0, 8), ...range(20, 23)];
    expect(await replayNumbers(journal)).toEqual(expected);
    expect(await replayNumbers(journal, position)).toEqual(range(20, 23));
    await journal.close();
    const again = await openOn(bench);
    expect(await replayNumbers(again)).toEqual(expected);
    expect(await replayNumbers(again, position)).toEqual(range(20, 23));
    expect(again.liveBytes()).toBe(position.offset);
    expect(again.sizeBytes()).toBe(again.end().offset);
    expect(again.damage).toEqual([]);
  });

  it('J14 takes snapshots of any size, none and many acts included', async () => {
    const bench = createBench();
    const journal = await openSettled(bench, 2);
    await journal.compact(snapshotOf(0));
    expect(await replayNumbers(journal)).toEqual([]);
    bench.clock.advance(SETTLED_MS);
    await journal.compact(snapshotOf(1000));
    expect(await replayNumbers(journal)).toEqual(range(0, 1000));
  });

  it('J15 goes on behind the snapshot for one who had read all before it', async () => {
    const bench = createBench();
    const journal = await openSettled(bench, 5);
    const before = journal.end();
    await journal.compact(snapshotOf(5));
    await appendActs(journal, 5, 7);
    expect(journal.holds(before)).toBe(true);
    expect(await replayNumbers(journal, before)).toEqual([5, 6]);
    const early = { segment: before.segment, offset: 0 };
    expect(journal.holds(early)).toBe(false);
    expect(await replayNumbers(journal, early)).toEqual(range(0, 7));
  });

  it('J16 waits until the name of the next segment cannot be forgotten', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    await appendActs(journal, 0, 3);
    bench.clock.advance(SETTLED_MS - 1);
    await expect(journal.compact(snapshotOf(3))).rejects.toMatchObject({
      type: 'too-early',
      facts: { waitMs: 1 },
    });
    bench.clock.advance(1);
    await journal.compact(snapshotOf(3));
    await expect(journal.compact(snapshotOf(3))).rejects.toMatchObject({ type: 'too-early' });
  });

  it('J17 keeps the old segments until the new one is settled, or until the next start', async () => {
    const bench = createBench();
    const journal = await openSettled(bench, 3);
    await journal.compact(snapshotOf(3));
    await appendActs(journal, 3, 4);
    expect(await names(bench)).toEqual(['00000001.log', '00000002.log', '00000003.log']);
    bench.clock.advance(SETTLED_MS);
    await appendActs(journal, 4, 5);
    expect(await names(bench)).toEqual(['00000002.log', '00000003.log']);
    await journal.compact(snapshotOf(5));
    await journal.close();
    expect(await names(bench)).toContain('00000002.log');
    await (await openOn(bench)).close();
    expect(await names(bench)).toEqual(['00000003.log', '00000004.log']);
  });

  it('J18 keeps acts that had no answer when it began, and makes later ones wait', async () => {
    const bench = createBench();
    const journal = await openSettled(bench, 3);
    const inFlight = journal.append(act(3));
    const waiting = journal.append(act(4));
    const compacted = journal.compact(snapshotOf(3));
    const later = journal.append(act(5));
    await Promise.all([inFlight, waiting, compacted, later]);
    expect(await replayNumbers(journal)).toEqual(range(0, 6));
    await journal.close();
    expect(await replayNumbers(await openOn(bench))).toEqual(range(0, 6));
  });

  it.each(['in the middle', 'at the flush'])(
    'J19 goes on as it was where the snapshot fails %s',
    async (where) => {
      const bench = createBench();
      const journal = await openSettled(bench, 3);
      const { operations } = bench.disk;
      const full = new HmError('quota-exceeded', 'The disk is full.');
      // Emptying the next segment takes two operations, the snapshot and its end one each.
      operations.failAt(operations.count() + (where === 'at the flush' ? 5 : 3), full);
      const compacting = journal.compact(snapshotOf(3));
      const later = journal.append(act(3));
      await expect(compacting).rejects.toBe(full);
      await later;
      expect(await replayNumbers(journal)).toEqual(range(0, 4));
      await journal.compact(snapshotOf(4));
      await journal.close();
      expect(await replayNumbers(await openOn(bench))).toEqual(range(0, 4));
    },
  );

  it('J19 goes on as it was where the one who gives the snapshot fails', async () => {
    const journal = await openSettled(createBench(), 3);
    const broken = new Error('no such table');
    async function* failing(): AsyncGenerator<PlainObject> {
      yield* snapshotOf(2);
      throw await Promise.resolve(broken);
    }
    await expect(journal.compact(failing())).rejects.toBe(broken);
    await appendActs(journal, 3, 4);
    expect(await replayNumbers(journal)).toEqual(range(0, 4));
  });

  it('J20 does not take a whole snapshot that the log went on without', async () => {
    const bench = createBench();
    const journal = await openSettled(bench, 3);
    const { operations } = bench.disk;
    const broken = new HmError('io-failed', 'The disk does not answer.');
    // The flush of the snapshot fails, and emptying the segment afterwards does too.
    for (const n of [5, 6]) operations.failAt(operations.count() + n, broken);
    await expect(journal.compact(snapshotOf(3))).rejects.toBe(broken);
    await appendActs(journal, 3, 6);
    await journal.close();
    const again = await openOn(bench);
    expect(await replayNumbers(again)).toEqual(range(0, 6));
    expect(again.damage).toEqual([]);
    expect(await bench.disk.size('journal/00000002.log')).toBe(0);
  });

  it('J21 tells of damage in a snapshot, and loses no more than it hit', async () => {
    const bench = createBench();
    const journal = await openSettled(bench, 3);
    await journal.compact(snapshotOf(3));
    await appendActs(journal, 3, 5);
    bench.clock.advance(SETTLED_MS);
    await appendActs(journal, 5, 6);
    await journal.close();
    const file = await bench.disk.open('journal/00000002.log', { create: false });
    await file.write(40, new Uint8Array([0xee]));
    await file.close();
    const again = await openOn(bench);
    expect(await replayNumbers(again)).toEqual(range(3, 6));
    expect(again.damage).toHaveLength(1);
    expect(again.damage[0]?.offset).toBe(0);
  });

  it('J22 finds everything after a crash or a power cut at each operation of a compaction', async () => {
    const cases = new Set<string>();
    for (let dieAt = 1; dieAt < 40; dieAt++) {
      const bench = createBench();
      const journal = await openSettled(bench, 6);
      const first = bench.disk.operations.count();
      bench.disk.operations.crashAt(first + dieAt);
      const answered = await compactUntilDeath(journal, bench);
      for (const line of bench.disk.operations.trace().slice(first)) {
        cases.add(line.replace(/^\d+ (\S+ \S+).*$/, '$1'));
      }
      for (const seed of range(1, 12)) {
        for (const ending of ['crash', 'power-cut'] as const) {
          const after = { ...bench, disk: bench.disk.survive(ending, { seed }) };
          const again = await openOn(after);
          const numbers = await replayNumbers(again);
          expect(new Set(numbers)).toEqual(new Set([...numbers, ...range(0, 6), ...answered]));
          expect(again.damage.filter((damage) => !damage.isTail)).toEqual([]);
          await again.append(act(50));
          const later = {
            ...after,
            disk: after.disk.survive('power-cut', { seed: seed + 50 }),
          };
          expect(await replayNumbers(await openOn(later))).toEqual([...numbers, 50]);
        }
      }
    }
    for (const kind of ['write', 'flush', 'create', 'remove', 'truncate']) {
      expect([...cases].some((line) => line.startsWith(kind))).toBe(true);
    }
  });
});

/** Compacts twice with acts before, between and behind, until the process dies; the acts answered. */
const compactUntilDeath = async (
  journal: Awaited<ReturnType<typeof openOn>>,
  bench: Bench,
): Promise<readonly number[]> => {
  const answered: number[] = [];
  const append = async (n: number): Promise<void> => {
    await journal.append(act(n));
    answered.push(n);
  };
  const settle = (): Promise<void> => {
    bench.clock.advance(SETTLED_MS);
    return Promise.resolve();
  };
  const steps = [
    () => Promise.all([append(6), journal.compact(snapshotOf(6)), append(7)]),
    () => append(8),
    settle,
    () => append(9),
    () => journal.compact(snapshotOf(10)),
    () => append(10),
    settle,
    () => append(11),
  ];
  try {
    for (const step of steps) await step();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SimulatedCrash') throw error;
  }
  return answered;
};
