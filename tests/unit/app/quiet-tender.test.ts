import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type QuietTask, createQuietTender } from '../../../src/app/quiet-tender.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A task that goes on until it is stopped, and is done at its third call. */
const slowTask = () => {
  const signals: AbortSignal[] = [];
  const task: QuietTask = (signal) => {
    signals.push(signal);
    if (signals.length === 3) return Promise.resolve({ isDone: true });
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ isDone: false }));
    });
  };
  return { signals, task };
};

const never = () => false;
const options = { quietMs: 1_000 };

it('A task is done when it is quiet, no longer than it is, and no more once all is done', async () => {
  const { signals, task } = slowTask();
  const tender = createQuietTender([task], never, vi.fn(), options);
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

it('A task waits for imports', async () => {
  const { signals, task } = slowTask();
  let isImporting = true;
  createQuietTender([task], () => isImporting, vi.fn(), options);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(signals).toHaveLength(0);
  isImporting = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toHaveLength(1);
});

it('A failure is told once, and nothing is tried until the next start', async () => {
  const told = vi.fn();
  const task = vi.fn(() => Promise.reject(new Error('full')));
  createQuietTender([task], never, told, options);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(task).toHaveBeenCalledTimes(1);
  expect(told).toHaveBeenCalledTimes(1);
});

it('Tasks are done one after the other', async () => {
  const first = slowTask();
  const second = slowTask();
  const tender = createQuietTender([first.task, second.task], never, vi.fn(), options);
  for (const expected of [0, 0, 1]) {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(second.signals).toHaveLength(expected);
    tender.active();
  }
  expect(first.signals).toHaveLength(3);
});
