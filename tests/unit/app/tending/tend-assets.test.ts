import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAssetTender } from '../../../../src/app/tending/tend-assets.ts';
import type { AssetTending } from '../../../../src/core/assets/asset-store.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

const DONE: AssetTending = { isDone: true, retryAtMs: null };

/** A tender whose tending answers one of `answers` after the other, the last again and again. */
const tenderOf = (...answers: readonly AssetTending[]) => {
  const state = { isBusy: false, signals: [] as AbortSignal[] };
  const tender = createAssetTender({
    tend: (signal) => {
      const answer = answers[Math.min(state.signals.length, answers.length - 1)] ?? DONE;
      state.signals.push(signal);
      return Promise.resolve(answer);
    },
    isBusy: () => state.isBusy,
    nowMs: Date.now,
    onDefect: (error) => {
      throw error;
    },
  });
  return { state, tender };
};

it('A10 Parts are looked for once soon after the start, and when something is due', async () => {
  const { state, tender } = tenderOf(DONE);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(state.signals).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(state.signals).toHaveLength(1);
  tender.due();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.signals).toHaveLength(2);
});

it('A10 A drive that works for a person goes first', async () => {
  const { state } = tenderOf(DONE);
  state.isBusy = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.signals).toHaveLength(0);
  state.isBusy = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state.signals).toHaveLength(1);
});

it('A5 A host that failed is asked again when its rest is over', async () => {
  const { state } = tenderOf({ isDone: false, retryAtMs: 100_000 }, DONE);
  await vi.advanceTimersByTimeAsync(99_900);
  expect(state.signals).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(state.signals).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(state.signals).toHaveLength(2);
});

it('A4 What stops to save power, or misses what became due, goes on', async () => {
  const signals: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const tender = createAssetTender({
    tend: (signal) => {
      signals.push(signal);
      return new Promise((resolve) => {
        ends.push(() => resolve(DONE));
        signal.addEventListener('abort', () => resolve({ isDone: false, retryAtMs: null }));
      });
    },
    isBusy: () => false,
    nowMs: Date.now,
    onDefect: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(5_000);
  tender.rest();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  tender.due();
  expect(signals).toHaveLength(2);
  ends[1]?.();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(signals).toHaveLength(3);
});
