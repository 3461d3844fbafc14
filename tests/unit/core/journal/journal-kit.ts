import { areBytesEqual } from '../../../../src/core/base/bytes.ts';
import { encodeCbor } from '../../../../src/core/base/cbor.ts';
import type { PlainObject } from '../../../../src/core/base/plain.ts';
import type {
  Journal,
  JournalPosition,
  JournalRecord,
} from '../../../../src/core/journal/journal.ts';
import { openJournal } from '../../../../src/core/journal/open-journal.ts';
import {
  createMemoryClock,
  type MemoryClock,
} from '../../../../src/platform/memory/memory-clock.ts';
import {
  createMemoryDisk,
  type MemoryDisk,
  type MemoryDiskOptions,
} from '../../../../src/platform/memory/memory-disk.ts';

/** A disk with its clock, as the tests of the journal use it. */
export interface Bench {
  readonly disk: MemoryDisk;
  readonly clock: MemoryClock;
}

/** An empty disk. */
export const createBench = (options: MemoryDiskOptions = {}): Bench => {
  const clock = createMemoryClock();
  return { clock, disk: createMemoryDisk({ clock, ...options }) };
};

/** Opens the journal of a bench. */
export const openOn = ({ disk, clock }: Bench): Promise<Journal> =>
  openJournal({ disk, directory: 'journal', clock });

/** Appends acts one after another, each with its number in each of its entries. */
export const appendActs = async (journal: Journal, from: number, to: number): Promise<void> => {
  for (let n = from; n < to; n++) await journal.append(act(n));
};

/** The entries of test act `n`: as many as n % 3 + 1. */
export const act = (n: number): readonly PlainObject[] =>
  Array.from({ length: (n % 3) + 1 }, (_, i) => ({ i, n, text: `act ${n}` }));

/** All that replay yields. */
export const replayAll = async (
  journal: Journal,
  from: JournalPosition | null = null,
): Promise<readonly JournalRecord[]> => {
  const records: JournalRecord[] = [];
  for await (const record of journal.replay(from)) records.push(record);
  return records;
};

/** The numbers of the test acts that replay yields, checked to be whole. */
export const replayNumbers = async (
  journal: Journal,
  from: JournalPosition | null = null,
): Promise<readonly number[]> => {
  const records = await replayAll(journal, from);
  return entriesToNumbers(records.flatMap(({ entries }) => entries));
};

/** The acts in `entries`, which hold whole ones only. */
export const entriesToNumbers = (entries: readonly PlainObject[]): readonly number[] => {
  const numbers: number[] = [];
  for (let at = 0; at < entries.length;) {
    const n = Number(entries[at]?.['n']);
    const whole = act(n);
    const got = JSON.stringify(entries.slice(at, at + whole.length));
    if (got !== JSON.stringify(whole)) throw new Error(`half an act: ${got}`);
    numbers.push(n);
    at += whole.length;
  }
  return numbers;
};

/** Whether entries with many bytes are equal: a hundred times quicker than looking at each byte by itself. */
export const areSame = (a: readonly PlainObject[], b: readonly PlainObject[]): boolean =>
  areBytesEqual(encodeCbor(a), encodeCbor(b));

/** Numbers from `from` up to, not including, `to`. */
export const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** A snapshot of the acts `[0, to)`, as compaction takes it. */
export async function* snapshotOf(to: number): AsyncGenerator<PlainObject> {
  for (const n of range(0, to)) {
    for (const entry of act(n)) yield await Promise.resolve(entry);
  }
}
