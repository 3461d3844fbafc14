import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type TendingParts, startTending } from '../../../../src/app/tending/tending.ts';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import type { ParityReport } from '../../../../src/core/integrity/parity-keeper.ts';
import { NO_TALLY } from '../../../../src/core/integrity/verify-tally.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const UNDONE: ParityReport = { made: 0, remade: 0, removed: 0, damaged: [], undone: null };

/** Resolves with `stopped` once `signal` aborts. */
const until = <T>(signal: AbortSignal, stopped: T): Promise<T> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(stopped)));

/** A drive whose bytes take for ever to read and whose parity takes for ever to make. */
const startedDrive = (
  given: Partial<TendingParts> = {},
  onSuspect: (hash: BlobHash) => void = () => undefined,
) => {
  const reads: { readonly untilMs: number; readonly signal: AbortSignal }[] = [];
  const settlings: AbortSignal[] = [];
  const isRead = { value: false };
  const noted = { value: false };
  /** Looks at the catalogue: at its keys, or at the records of the last so many milliseconds. */
  const looks: (number | 'keys')[] = [];
  const drive: TendingParts['drive'] = {
    startup: {
      ...{ tookMs: 0, replayed: 0, settled: 0, checked: 0, repaired: 0, missing: 0 },
      degraded: [],
    },
    integrity: {
      settings: () =>
        Promise.resolve({ parityPercent: 10, deepCheckBudgetMs: 10_000, verifiedForDays: 30 }),
      presence: () => Promise.resolve({ checked: 1, missing: 0, orphans: 0 }),
      healMissing: () => Promise.resolve(NO_TALLY),
      suspect: (hash) => {
        onSuspect(hash);
        return Promise.resolve(false);
      },
      readOn: (untilMs, signal) => {
        reads.push({ untilMs, signal });
        return isRead.value
          ? Promise.resolve({ isDone: true })
          : until(signal, { isDone: false });
      },
    } as Partial<TendingParts['drive']['integrity']> as TendingParts['drive']['integrity'],
    search: { tend: () => Promise.resolve() } as TendingParts['drive']['search'],
    trash: {
      purgeExpired: () => Promise.resolve(),
      collect: () => Promise.resolve(),
    } as unknown as TendingParts['drive']['trash'],
    repairs: {
      expire: () => Promise.resolve(0),
    } as Partial<TendingParts['drive']['repairs']> as TendingParts['drive']['repairs'],
    healed: (task) => task(),
    noteMended: () => Promise.resolve(void (noted.value = true)),
    checkCatalog: () => Promise.resolve(void looks.push('keys')),
    readCatalog: ({ nowMs, sinceMs, signal }) => {
      looks.push(nowMs - sinceMs);
      return Promise.resolve({ isDone: !signal.aborted });
    },
    mendJournal: () => Promise.resolve({ damaged: 0, mended: 0 }),
    compact: () => Promise.resolve(false),
  };
  const onDefect = vi.fn();
  const tending = startTending({
    drive,
    settleParity: ({ signal } = {}) => {
      if (signal !== undefined) settlings.push(signal);
      return signal === undefined
        ? Promise.resolve(UNDONE)
        : until(signal, { ...UNDONE, undone: 'stopped' });
    },
    isWorking: () => false,
    heavyParts: {
      relearn: () => Promise.resolve({ looked: 0, learnt: 0, isDone: true }),
      tend: () => Promise.resolve({ isDone: true, retryAtMs: null }),
    },
    emit: vi.fn(),
    nowMs: () => Date.now(),
    onDefect,
    ...given,
  });
  return { tending, reads, looks, noted, settlings, isRead, onDefect };
};

const startsOf = async () => {
  const world = startedDrive();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(world.reads).toHaveLength(1);
  return world;
};

it("V3: a start's stretch ends as soon as anybody asks, and reading goes on when it is quiet", async () => {
  const beganMs = Date.now();
  const { tending, reads, onDefect } = await startsOf();
  expect(reads[0]?.untilMs).toBe(beganMs + 1_500 + 10_000);
  tending.asked('drive.listMedia');
  expect(reads[0]?.signal.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(reads).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(reads).toHaveLength(2);
  expect(reads[1]?.untilMs).toBe(Infinity);
  expect(onDefect).not.toHaveBeenCalled();
});

it('V15: a start writes down what it made good', async () => {
  const { noted } = startedDrive();
  expect(noted.value).toBe(false);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(noted.value).toBe(true);
});

it('D52: a start looks for every record of the catalogue; all are read when it is quiet, once', async () => {
  const { looks, isRead } = startedDrive();
  isRead.value = true;
  await vi.advanceTimersByTimeAsync(1_500);
  expect(looks).toEqual(['keys']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks).toEqual(['keys', 30 * 86_400_000]);
});

it('V3: a screen that only looks on stops nothing', async () => {
  const { tending, reads } = await startsOf();
  tending.asked('runtime.metrics');
  tending.asked('integrity.lastReport');
  expect(reads[0]?.signal.aborted).toBe(false);
});

it('V3: a battery that is to be spared stops what is under way, and keeps all from going on', async () => {
  const { tending, reads } = await startsOf();
  tending.savePower(true);
  expect(reads[0]?.signal.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toHaveLength(1);
  tending.savePower(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reads).toHaveLength(2);
});

it('V3: a drive that starts on a low battery reads nothing until it is charged', async () => {
  const { tending, reads } = startedDrive();
  tending.savePower(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toHaveLength(0);
  tending.savePower(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reads).toHaveLength(1);
});

it('P5: parity is made when all is read, stops for a person, and again when items change', async () => {
  const { tending, settlings, isRead } = startedDrive();
  isRead.value = true;
  await vi.advanceTimersByTimeAsync(1_500 + 5_000);
  expect(settlings).toHaveLength(1);
  tending.asked('drive.listMedia');
  expect(settlings[0]?.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(settlings).toHaveLength(2);
});

it('P5: parity rests once it is made, until items change or another share is wanted', async () => {
  const settle = vi.fn(() => Promise.resolve(UNDONE));
  const { tending, isRead } = startedDrive({ settleParity: settle });
  isRead.value = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(settle).toHaveBeenCalledTimes(1);
  tending.changed();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(settle).toHaveBeenCalledTimes(2);
  tending.parityChanged();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(settle).toHaveBeenCalledTimes(3);
});

it('A11: once items changed it is looked whether one lacks a part that has come', async () => {
  const looks: AbortSignal[] = [];
  const { tending, isRead } = startedDrive({
    settleParity: () => Promise.resolve(UNDONE),
    heavyParts: {
      relearn: (signal) => {
        looks.push(signal);
        return Promise.resolve({ looked: 0, learnt: 0, isDone: true });
      },
      tend: () => Promise.resolve({ isDone: true, retryAtMs: null }),
    },
  });
  isRead.value = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(looks).toHaveLength(1);
  tending.changed();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(looks).toHaveLength(2);
});

it('P2: a blob of which no parity could be made is looked at there and then', async () => {
  const suspected: string[] = [];
  const damaged = ['ab'.repeat(32) as BlobHash];
  const world = startedDrive(
    { settleParity: () => Promise.resolve({ ...UNDONE, damaged }) },
    (hash) => suspected.push(hash),
  );
  world.isRead.value = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(suspected).toEqual(damaged);
});
