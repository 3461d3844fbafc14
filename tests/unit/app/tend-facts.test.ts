import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFactsTender } from '../../../src/app/tend-facts.ts';
import type { Drive } from '../../../src/core/drive/drive.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A drive that looks until it is stopped, and has found everything at its third call. */
const slowDrive = () => {
  const signals: AbortSignal[] = [];
  const relearn: Drive['relearn'] = (_engine, signal) => {
    signals.push(signal);
    const told = { looked: 1, learnt: 0 };
    if (signals.length === 3) return Promise.resolve({ ...told, isDone: true });
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ ...told, isDone: false }));
    });
  };
  return { signals, relearn };
};

const never = () => false;
const options = { quietMs: 1_000, engine: 'Chromium 156' };

it('Facts are looked for when it is quiet, no longer than it is, and no more when all are found', async () => {
  const { signals, relearn } = slowDrive();
  const tender = createFactsTender(relearn, never, vi.fn(), options);
  await vi.advanceTimersByTimeAsync(900);
  tender.active();
  await vi.advanceTimersByTimeAsync(900);
  expect(signals).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(100);
  expect(signals).toHaveLength(1);
  tender.active();
  expect(signals[0]?.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toHaveLength(2);
  tender.active();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toHaveLength(3);
  tender.active();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signals).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
});

it('Facts wait for imports', async () => {
  const { signals, relearn } = slowDrive();
  let isImporting = true;
  createFactsTender(relearn, () => isImporting, vi.fn(), options);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(signals).toHaveLength(0);
  isImporting = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toHaveLength(1);
});

it('A failure is told once, and nothing is tried until the next start', async () => {
  const told = vi.fn();
  const relearn = vi.fn(() => Promise.reject(new Error('full')));
  createFactsTender(relearn, never, told, options);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(relearn).toHaveBeenCalledTimes(1);
  expect(told).toHaveBeenCalledTimes(1);
});
