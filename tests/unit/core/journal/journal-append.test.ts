import { describe, expect, it } from 'vitest';
import { HmError } from '../../../../src/core/base/hm-error.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import {
  act,
  appendActs,
  areSame,
  createBench,
  openOn,
  range,
  replayAll,
  replayNumbers,
} from './journal-kit.ts';

describe('appending to the journal', () => {
  it('J1 yields every act whole, in order, with the place behind it', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    const places = [];
    for (const n of range(0, 20)) places.push(await journal.append(act(n)));
    const records = await replayAll(journal);
    expect(records.map(({ entries }) => entries)).toEqual(range(0, 20).map(act));
    expect(records.map(({ position }) => position)).toEqual(places);
    expect(journal.end()).toEqual(places.at(-1));
    await journal.close();
    expect(await replayNumbers(await openOn(bench))).toEqual(range(0, 20));
  });

  it('J1 goes on behind any place that replay or append gave', async () => {
    const journal = await openOn(createBench());
    await appendActs(journal, 0, 10);
    const records = await replayAll(journal);
    for (const [i, { position }] of records.entries()) {
      expect(journal.holds(position)).toBe(true);
      expect(await replayNumbers(journal, position)).toEqual(range(i + 1, 10));
    }
  });

  it('J2 starts over from a place that it does not know', async () => {
    const journal = await openOn(createBench());
    await appendActs(journal, 0, 5);
    for (const place of [
      { segment: 7, offset: 0 },
      { segment: 1, offset: 1e9 },
    ]) {
      expect(journal.holds(place)).toBe(false);
      expect(await replayNumbers(journal, place)).toEqual(range(0, 5));
    }
    expect(await replayNumbers(journal, { segment: 1, offset: 3 })).toEqual(range(0, 5));
  });

  it('J3 keeps an act of many frames as one', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    const sizes = [700_000, 1_048_576, 2_500_000];
    const large = sizes.map((size) => ({ bytes: new Uint8Array(size).map((_, i) => i % 251) }));
    await journal.append([{ n: 'before' }]);
    await journal.append(large);
    await journal.append([{ n: 'behind' }]);
    await journal.close();
    const [before, middle, behind] = await replayAll(await openOn(bench));
    expect([before?.entries, behind?.entries]).toEqual([[{ n: 'before' }], [{ n: 'behind' }]]);
    expect(areSame(middle?.entries ?? [], large)).toBe(true);
  });

  it('J27 lets others work while a large act is encoded and written, and answers it after one flush', async () => {
    const bench = createBench();
    const { operations } = bench.disk;
    const breaths: number[] = [];
    const journal = await openJournal({
      ...bench,
      directory: 'journal',
      breathe: () => {
        breaths.push(operations.count());
        return Promise.resolve();
      },
    });
    await journal.append(act(0));
    expect(breaths).toEqual([]);
    const start = operations.count();
    const before = flushes(operations.trace());
    const end = journal.end();
    const entries = range(0, 5_000).map((n) => ({ n, bytes: new Uint8Array(700).fill(n) }));
    const large = journal.append(entries);
    const behind = journal.append(act(1));
    expect(journal.end()).toEqual(end);
    await Promise.all([large, behind]);
    const encoding = breaths.filter((count) => count === start);
    expect(encoding.length).toBeGreaterThanOrEqual(50);
    // 3.6 MB are four writes, each of at most one full frame, with a breath before the next one.
    expect(new Set(breaths.filter((count) => count > start)).size).toBe(3);
    expect(flushes(operations.trace()) - before).toBe(1);
    const [, whole, last] = await replayAll(journal);
    expect(areSame(whole?.entries ?? [], entries)).toBe(true);
    expect(last?.entries).toEqual(act(1));
  });

  it('J27 answers the others of a batch in which one act cannot be encoded', async () => {
    const journal = await openOn(createBench());
    const first = journal.append(act(0));
    const bad = journal.append([
      ...range(0, 200).map((n) => ({ n })),
      { n: undefined as never },
    ]);
    const behind = journal.append(act(1));
    await expect(bad).rejects.toThrow(RangeError);
    await Promise.all([first, behind]);
    expect(await replayNumbers(journal)).toEqual([0, 1]);
  });

  it('J4 writes calls that come during a flush together: 100 of them take 2 flushes', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    const before = flushes(bench.disk.operations.trace());
    await Promise.all(range(0, 100).map((n) => journal.append(act(n))));
    expect(flushes(bench.disk.operations.trace()) - before).toBe(2);
    expect(await replayNumbers(journal)).toEqual(range(0, 100));
  });

  it('J4 answers only once the act is flushed', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    bench.clock.advance(120_000);
    const answered: number[] = [];
    const calls = range(0, 30).map(async (n) => {
      await journal.append(act(n));
      answered.push(n);
    });
    bench.disk.operations.crashAt(bench.disk.operations.count() + 4);
    await Promise.allSettled(calls);
    expect(answered).toEqual([0]);
    for (const seed of range(1, 20)) {
      const after = { ...bench, disk: bench.disk.survive('power-cut', { seed }) };
      expect(await replayNumbers(await openOn(after))).toContain(0);
    }
  });

  it('J5 takes entries as they are when it is called', async () => {
    const journal = await openOn(createBench());
    const entry = { n: 1 };
    const call = journal.append([entry]);
    entry.n = 2;
    await call;
    expect((await replayAll(journal))[0]?.entries).toEqual([{ n: 1 }]);
  });

  it('J6 rejects the callers of a batch that finds the disk full, and goes on', async () => {
    const bench = createBench({ quotaBytes: 20_000 });
    const journal = await openOn(bench);
    await appendActs(journal, 0, 5);
    const place = journal.end();
    const bytes = new Uint8Array(30_000);
    await expect(journal.append([{ bytes }])).rejects.toMatchObject({ type: 'quota-exceeded' });
    expect(journal.end()).toEqual(place);
    await appendActs(journal, 5, 9);
    expect(await replayNumbers(journal)).toEqual(range(0, 9));
    await journal.close();
    const again = await openOn(bench);
    expect(await replayNumbers(again)).toEqual(range(0, 9));
    expect(again.damage).toEqual([]);
  });

  it.each(['write', 'flush', 'truncate'])(
    'J6 acknowledges nothing of a batch whose %s fails, and keeps nothing of it',
    async (kind) => {
      const bench = createBench();
      const journal = await openOn(bench);
      await appendActs(journal, 0, 3);
      const { operations } = bench.disk;
      const full = new HmError('quota-exceeded', 'The disk is full.');
      const next = operations.count() + 1;
      operations.failAt(kind === 'flush' ? next + 1 : next, full);
      if (kind === 'truncate') operations.failAt(next + 1, full);
      await expect(journal.append(act(99))).rejects.toBe(full);
      await appendActs(journal, 3, 6);
      await journal.close();
      const again = await openOn(bench);
      expect(await replayNumbers(again)).toEqual(range(0, 6));
      expect(again.damage).toEqual([]);
    },
  );

  it.each([0, 1, 2, 3, 4])(
    'J6 keeps nothing of a large act that the disk refuses at its write %i',
    async (nth) => {
      const bench = createBench();
      const journal = await openOn(bench);
      await appendActs(journal, 0, 3);
      const { operations } = bench.disk;
      const full = new HmError('quota-exceeded', 'The disk is full.');
      operations.failAt(operations.count() + 1 + nth, full);
      const entries = range(0, 5_000).map((n) => ({ n, bytes: new Uint8Array(700) }));
      await expect(journal.append(entries)).rejects.toBe(full);
      await appendActs(journal, 3, 6);
      await journal.close();
      const again = await openOn(bench);
      expect(await replayNumbers(again)).toEqual(range(0, 6));
      expect(again.damage).toEqual([]);
    },
  );

  it('J6 fails on while the disk cannot be written, and works once it can', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    await appendActs(journal, 0, 2);
    const { operations } = bench.disk;
    const broken = new HmError('io-failed', 'The disk does not answer.');
    // The write of the first call fails, and cutting back after it and before the second one.
    for (const n of range(1, 4)) operations.failAt(operations.count() + n, broken);
    await expect(journal.append(act(90))).rejects.toBe(broken);
    await expect(journal.append(act(91))).rejects.toMatchObject({ type: 'io-failed' });
    await journal.append(act(2));
    expect(await replayNumbers(journal)).toEqual(range(0, 3));
  });

  it('J7 writes what was called before the close, and nothing that comes after', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    const calls = range(0, 10).map((n) => journal.append(act(n)));
    const closing = journal.close();
    await expect(journal.append(act(10))).rejects.toMatchObject({ type: 'closed' });
    await Promise.all([...calls, closing]);
    expect(await replayNumbers(await openOn(bench))).toEqual(range(0, 10));
  });
});

const flushes = (trace: readonly string[]): number =>
  trace.filter((line) => line.includes(' flush ')).length;
