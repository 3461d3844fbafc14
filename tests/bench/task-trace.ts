import type { CDPSession, Page } from '@playwright/test';

/** The longest task of a thread, in milliseconds: as they were waited for, and of CPU time. */
export interface LongestTask {
  readonly ms: number;
  /** Hardly depends on what else the machine does. */
  readonly cpuMs: number;
}

/** What was traced of the browser while something was done. */
export interface TaskTrace {
  /**
   * The thread of the page. The trace itself has tasks there that no page could tell of: those that take
   * longer than `mostMs`, the longest that the page's own observer saw, do not count. Of a worker the trace
   * tells nothing: where nobody waits, its messages to itself are one task.
   */
  readonly page: (mostMs: number) => LongestTask;
}

/** Has nearly nothing but the tasks of every thread, with their CPU time. */
const CATEGORY = 'disabled-by-default-lighthouse';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, of the clock and of the CPU. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Runs `act`, and tells the longest tasks meanwhile. */
export const traced = async (page: Page, act: () => Promise<unknown>): Promise<TaskTrace> => {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  );
  await session.send('Tracing.start', { traceConfig: { includedCategories: [CATEGORY] } });
  try {
    await act();
  } finally {
    await endTracing(session);
  }
  const threads = new Map(
    events
      .filter(({ name }) => name === 'thread_name')
      .map(({ pid, tid, args }) => [`${pid} ${tid}`, args?.name ?? '']),
  );
  const longestTask = (mostMs: number): LongestTask => {
    const tasks = events.filter(
      ({ ph, pid, tid, dur = 0 }) =>
        ph === 'X' &&
        dur / 1_000 <= mostMs &&
        threads.get(`${pid} ${tid}`) === 'CrRendererMain',
    );
    return {
      ms: largest(tasks.map(({ dur = 0 }) => dur)) / 1_000,
      cpuMs: largest(tasks.map(({ tdur = 0 }) => tdur)) / 1_000,
    };
  };
  return { page: longestTask };
};

/** 0 of none; a trace has too many events for arguments of a call. */
const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);

const endTracing = async (session: CDPSession): Promise<void> => {
  const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await ended;
  await session.detach();
};
