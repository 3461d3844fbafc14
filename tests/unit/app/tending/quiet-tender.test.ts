import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type QuietTask, createQuietTender } from '../../../../src/app/tending/quiet-tender.ts';

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

/** A tender that has begun, with a first stretch that is over at once. */
const begun = (tasks: readonly QuietTask[], isBusy = () => false) => {
  const onDefect = vi.fn();
  const tender = createQuietTender({ tasks, isBusy, onDefect, quietMs: 1_000 });
  void tender.begin(() => Promise.resolve({ isDone: true }));
  return { tender, onDefect };
};

it('A task is done when it is quiet, no longer than it is, and no more once all is done', async () => {
  const { signals, task } = slowTask();
  const { tender } = begun([task]);
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

it('Nothing is done before it begins; its first stretch comes at once, and stops like a task', async () => {
  const { signals, task } = slowTask();
  const first = slowTask();
  const tender = createQuietTender({
    tasks: [task],
    isBusy: () => false,
    onDefect: vi.fn(),
    quietMs: 1_000,
  });
  tender.active();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signals).toHaveLength(0);
  void tender.begin(first.task);
  await vi.advanceTimersByTimeAsync(30_000);
  expect([first.signals.length, signals.length]).toEqual([1, 0]);
  tender.active();
  expect(first.signals[0]?.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(999);
  expect(signals).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect([first.signals.length, signals.length]).toEqual([1, 1]);
});

it('The first stretch and all tasks wait for imports', async () => {
  const { signals, task } = slowTask();
  const stretch = vi.fn(() => Promise.resolve({ isDone: true }));
  let isImporting = true;
  const tender = createQuietTender({
    tasks: [task],
    isBusy: () => isImporting,
    onDefect: vi.fn(),
    quietMs: 1_000,
  });
  await tender.begin(stretch);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stretch).not.toHaveBeenCalled();
  expect(signals).toHaveLength(0);
  isImporting = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signals).toHaveLength(1);
});

it('A failure is told once, and nothing is tried until it is due again', async () => {
  const task = vi.fn(() => Promise.reject(new Error('full')));
  const { tender, onDefect } = begun([task]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(task).toHaveBeenCalledTimes(1);
  expect(onDefect).toHaveBeenCalledTimes(1);
  tender.due(task);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(task).toHaveBeenCalledTimes(2);
});

it('Tasks are done one after the other', async () => {
  const first = slowTask();
  const second = slowTask();
  const { tender } = begun([first.task, second.task]);
  for (const expected of [0, 0, 1]) {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(second.signals).toHaveLength(expected);
    tender.active();
  }
  expect(first.signals).toHaveLength(3);
});

it('A task that becomes due while it runs is done once more, and those that are done rest', async () => {
  const done = vi.fn(() => Promise.resolve({ isDone: true }));
  let end = (): void => undefined;
  const slow = vi.fn(
    () =>
      new Promise<{ isDone: boolean }>((resolve) => {
        end = () => resolve({ isDone: true });
      }),
  );
  const { tender } = begun([done, slow]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(slow).toHaveBeenCalledTimes(1);
  tender.due(slow);
  end();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(slow).toHaveBeenCalledTimes(2);
  end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(slow).toHaveBeenCalledTimes(2);
  expect(done).toHaveBeenCalledTimes(1);
});
