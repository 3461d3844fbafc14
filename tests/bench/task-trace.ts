import type { CDPSession, Page } from '@playwright/test';

/** The longest task of a thread, in milliseconds: as it was waited for, and of CPU time. */
export interface LongestTask {
  readonly ms: number;
  /** Hardly depends on what else the machine does. */
  readonly cpuMs: number;
  /** Where in the browser that of the most CPU time was posted: 'SendBeginMainFrame', a message of a worker, …. */
  readonly from: string;
}

/** What was traced of the browser while something was done. */
export interface TaskTrace {
  /**
   * The thread of the page, without the browser's own housekeeping. The trace itself has tasks there that no
   * page could tell of: those that take longer than `mostMs`, the longest that the page's own observer saw,
   * do not count. Of a worker the trace tells nothing: where nobody waits, its messages to itself are one task.
   */
  readonly page: (mostMs: number) => LongestTask;
  /** What the browser does there for itself, once a minute and whatever the page does. */
  readonly housekeeping: LongestTask;
}

/** Has the tasks of every thread, with their CPU time and where they come from. */
const CATEGORY = 'toplevel';
const TASK = 'ThreadControllerImpl::RunTask';
/** The allocator gives memory back that was freed. */
const HOUSEKEEPING = 'base/allocator/partition_alloc_support.cc';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, of the clock and of the CPU. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly src_file?: string;
    readonly src_func?: string;
  };
}

/** Runs `act`, and tells the longest tasks meanwhile. */
export const traced = async (page: Page, act: () => Promise<unknown>): Promise<TaskTrace> => {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[])
      if (event.name === TASK || event.name === 'thread_name') events.push(event);
  });
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
  const tasks = events.filter(
    ({ name, pid, tid }) => name === TASK && threads.get(`${pid} ${tid}`) === 'CrRendererMain',
  );
  const isHousekeeping = ({ args }: TraceEvent): boolean => args?.src_file === HOUSEKEEPING;
  const work = tasks.filter((task) => !isHousekeeping(task));
  return {
    page: (mostMs) => longestOf(work.filter(({ dur = 0 }) => dur / 1_000 <= mostMs)),
    housekeeping: longestOf(tasks.filter(isHousekeeping)),
  };
};

/** Of zeros where there is none. */
const longestOf = (tasks: readonly TraceEvent[]): LongestTask => {
  let longest: LongestTask = { ms: 0, cpuMs: 0, from: '' };
  for (const { dur = 0, tdur = 0, args } of tasks) {
    // The CPU clock of a virtual machine's thread jumps: it told up to 47 ms more than the wall clock did.
    const cpuMs = Math.min(dur, tdur) / 1_000;
    const isLongest = cpuMs > longest.cpuMs;
    longest = {
      ms: Math.max(longest.ms, dur / 1_000),
      cpuMs: isLongest ? cpuMs : longest.cpuMs,
      from: isLongest ? (args?.src_func ?? '') : longest.from,
    };
  }
  return longest;
};

const endTracing = async (session: CDPSession): Promise<void> => {
  const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await ended;
  await session.detach();
};
