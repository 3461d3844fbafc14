import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createParityTender } from '../../../src/app/tend-parity.ts';
import type { ParityReport } from '../../../src/core/integrity/parity-keeper.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const REPORT: ParityReport = { made: 0, remade: 0, removed: 0, damaged: [], undone: null };
const options = { quietMs: 1_000 };

/** Settles until it is stopped; at the second call it has nothing left to do. */
const slowSettling = () => {
  const signals: AbortSignal[] = [];
  const settle = ({ signal }: { readonly signal: AbortSignal }): Promise<ParityReport> => {
    signals.push(signal);
    if (signals.length > 1) return Promise.resolve(REPORT);
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ ...REPORT, undone: 'stopped' }));
    });
  };
  return { signals, settle };
};

it('P5: parity is made when it is quiet, stops for a person, goes on, and rests until something changes', async () => {
  const { signals, settle } = slowSettling();
  const tender = createParityTender(settle, () => false, vi.fn(), options);
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
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signals).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
  tender.changed();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toHaveLength(3);
});

it('P5: parity waits for imports', async () => {
  const settle = vi.fn(() => Promise.resolve(REPORT));
  let isImporting = true;
  createParityTender(settle, () => isImporting, vi.fn(), options);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(settle).not.toHaveBeenCalled();
  isImporting = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(settle).toHaveBeenCalledOnce();
});

it('P5: a failure is told once, and nothing is tried until something changes', async () => {
  const told = vi.fn();
  const settle = vi.fn(() => Promise.reject(new Error('full')));
  const tender = createParityTender(settle, () => false, told, options);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(settle).toHaveBeenCalledTimes(1);
  expect(told).toHaveBeenCalledTimes(1);
  tender.changed();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(settle).toHaveBeenCalledTimes(2);
});
