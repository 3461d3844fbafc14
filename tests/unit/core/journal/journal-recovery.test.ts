import { beforeAll, describe, expect, it } from 'vitest';
import type { Journal } from '../../../../src/core/journal/journal.ts';
import {
  act,
  appendActs,
  areSame,
  createBench,
  openOn,
  range,
  replayAll,
  replayNumbers,
  type Bench,
} from './journal-kit.ts';

const SEGMENT = 'journal/00000001.log';

/** A bench whose first segment holds `bytes`. */
const benchWith = async (bytes: Uint8Array): Promise<Bench> => {
  const bench = createBench();
  const file = await bench.disk.open(SEGMENT, { create: true });
  await file.write(0, bytes);
  await file.flush();
  await file.close();
  return bench;
};

/** The numbers of the acts that are left of `bytes`, and the journal that read them. */
const readBack = async (bytes: Uint8Array): Promise<readonly [readonly number[], Journal]> => {
  const journal = await openOn(await benchWith(bytes));
  return [await replayNumbers(journal), journal];
};

describe('recovering the journal', () => {
  let log: Uint8Array;
  const ends: number[] = [];

  beforeAll(async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    for (const n of range(0, 6)) ends.push((await journal.append(act(n))).offset);
    await journal.close();
    log = await bench.disk.read(SEGMENT);
  });

  it('J8 finds, wherever the log is cut, the acts that are whole, and goes on behind them', async () => {
    for (let cut = 0; cut <= log.length; cut++) {
      const [numbers, journal] = await readBack(log.slice(0, cut));
      const whole = range(0, ends.filter((end) => end <= cut).length);
      expect(numbers).toEqual(whole);
      expect(journal.damage).toEqual([]);
      expect(journal.end().offset).toBe(ends[whole.length - 1] ?? 0);
      await journal.append(act(7));
      expect(await replayNumbers(journal)).toEqual([...whole, 7]);
    }
  });

  it('J9 tells of every byte that changed, and loses no other act for it', async () => {
    for (let at = 0; at < log.length; at++) {
      const flipped = log.with(at, (log[at] ?? 0) ^ 0x41);
      const [numbers, journal] = await readBack(new Uint8Array(flipped));
      const hurt = ends.findIndex((end) => end > at);
      expect(numbers).toEqual(range(0, 6).filter((n) => n !== hurt));
      const [damage] = journal.damage;
      expect(journal.damage).toHaveLength(1);
      expect(damage?.offset).toBe(ends[hurt - 1] ?? 0);
      expect((damage?.offset ?? 0) + (damage?.lengthBytes ?? 0)).toBe(ends[hurt]);
      expect(damage?.isTail).toBe(hurt === 5);
    }
  });

  it('J9 goes on behind damage at the end without writing over it', async () => {
    const bench = await benchWith(new Uint8Array(log.with(log.length - 1, 0)));
    const journal = await openOn(bench);
    await journal.append(act(8));
    await journal.close();
    const again = await openOn(bench);
    expect(await replayNumbers(again)).toEqual([0, 1, 2, 3, 4, 8]);
    expect(again.damage).toHaveLength(1);
  });

  it('J9 finds no act in bytes that were only quoted: a frame counts in its own place alone', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    await journal.append([{ quoted: log }]);
    await appendActs(journal, 0, 1);
    await journal.close();
    const bytes = await bench.disk.read(SEGMENT);
    const [numbers, again] = await readBack(new Uint8Array(bytes.with(0, 0)));
    expect(numbers).toEqual([0]);
    expect(again.damage).toHaveLength(1);
  });

  it('J10 drops an act of many frames whole where one of them is damaged or missing', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    await appendActs(journal, 0, 1);
    const start = journal.end().offset;
    const end = await journal.append([{ bytes: new Uint8Array(3_000_000) }]);
    await appendActs(journal, 1, 2);
    await journal.close();
    const bytes = await bench.disk.read(SEGMENT);
    for (const at of [start + 5, start + 500_000, start + 1_200_000, end.offset - 1]) {
      const [numbers, again] = await readBack(new Uint8Array(bytes.with(at, 0xee)));
      expect(numbers).toEqual([0, 1]);
      const lost = again.damage.reduce((sum, damage) => sum + damage.lengthBytes, 0);
      expect(lost).toBe(end.offset - start);
    }
    const [numbers, again] = await readBack(bytes.slice(0, end.offset - 10));
    expect(numbers).toEqual([0]);
    expect(again.end().offset).toBe(start);
  });

  it('J11 never throws for a file that holds anything at all', async () => {
    for (const length of [1, 27, 28, 29, 5000, 200_000]) {
      const noise = new Uint8Array(length).map((_, i) => (i * 7919) % 256);
      const [numbers, journal] = await readBack(noise);
      expect(numbers).toEqual([]);
      await journal.append(act(0));
      expect(await replayNumbers(journal)).toEqual([0]);
    }
  });

  it('J12 tells of a segment whose name was forgotten', async () => {
    const bench = createBench();
    const journal = await openOn(bench);
    await appendActs(journal, 0, 3);
    await journal.close();
    await bench.disk.remove(SEGMENT);
    const again = await openOn(bench);
    expect(again.damage).toEqual([{ segment: 1, offset: 0, lengthBytes: 0, isTail: false }]);
  });

  it('J13 keeps every answered act through a crash or a power cut at every operation', async () => {
    for (let dieAt = 1; dieAt < 60; dieAt++) {
      const bench = createBench();
      await (await openOn(bench)).close();
      bench.clock.advance(120_000);
      const answered = await workUntilDeath(bench, bench.disk.operations.count() + dieAt);
      for (const seed of range(1, 6)) {
        for (const ending of ['crash', 'power-cut'] as const) {
          const after = { ...bench, disk: bench.disk.survive(ending, { seed }) };
          const journal = await openOn(after);
          const numbers = await replayNumbers(journal);
          expect(numbers).toEqual(expect.arrayContaining([...answered]));
          // What a start has shown must not be lost by a power cut right after it.
          const later = {
            ...after,
            disk: after.disk.survive('power-cut', { seed: seed + 100 }),
          };
          expect(await replayNumbers(await openOn(later))).toEqual(numbers);
        }
      }
    }
  });

  it('J13 shows all or nothing of a large act, whichever of its writes the process dies at', async () => {
    const entries = range(0, 3_000).map((i) => ({ i, bytes: new Uint8Array(700).fill(i) }));
    let whole = 0;
    for (let dieAt = 1; dieAt < 7; dieAt++) {
      const bench = createBench();
      const journal = await openOn(bench);
      await appendActs(journal, 0, 2);
      bench.clock.advance(120_000);
      bench.disk.operations.crashAt(bench.disk.operations.count() + dieAt);
      const [large] = await Promise.allSettled([journal.append(entries)]);
      for (const [seed, ending] of range(1, 5).flatMap((n) => [
        [n, 'crash' as const] as const,
        [n, 'power-cut' as const] as const,
      ])) {
        const after = { ...bench, disk: bench.disk.survive(ending, { seed }) };
        const [first, second, third, ...more] = await replayAll(await openOn(after));
        expect([first?.entries, second?.entries]).toEqual([act(0), act(1)]);
        expect(more).toEqual([]);
        if (third !== undefined) expect(areSame(third.entries, entries)).toBe(true);
        if (large.status === 'fulfilled') expect(third).toBeDefined();
        if (third !== undefined) whole++;
      }
    }
    expect(whole).toBeGreaterThan(0);
  });
});

/** Appends in rounds of five calls until the process dies; the numbers that were answered. */
const workUntilDeath = async (bench: Bench, dieAt: number): Promise<readonly number[]> => {
  const answered: number[] = [];
  bench.disk.operations.crashAt(dieAt);
  try {
    const journal = await openOn(bench);
    for (let round = 0; round < 20; round++) {
      const calls = range(round * 5, round * 5 + 5).map(async (n) => {
        await journal.append(act(n));
        answered.push(n);
      });
      const ends = await Promise.allSettled(calls);
      if (ends.some((end) => end.status === 'rejected')) break;
    }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SimulatedCrash') throw error;
  }
  return answered;
};
