import type { Page } from '@playwright/test';
import { type LongestTask, traced } from './task-trace.ts';

/** What a page did while something was done to it. */
export interface Watched {
  /** Milliseconds from each animation frame to the next. */
  readonly framesMs: readonly number[];
  readonly longTasks: readonly LongTask[];
  /** The longest task of the page's thread, with its CPU time. */
  readonly longestTask: LongestTask;
  /** The longest that the browser did on that thread for itself. */
  readonly housekeeping: LongestTask;
  /** The longest that another call waited for the drive's answer meanwhile, in milliseconds. */
  readonly longestAnswerMs: number;
  /** Stretches in which a cell in view showed nothing of its item, in milliseconds. */
  readonly blanksMs: readonly number[];
  /** JavaScript's heap of the page at the end, in bytes; without that of its workers. */
  readonly heapBytes: number;
}

/** Shorter tasks the browser's observer does not tell of. */
const LONG_TASK_MS = 50;

type InPage = Pick<Watched, 'framesMs' | 'longTasks' | 'blanksMs' | 'longestAnswerMs'>;

/** A task of the page's own thread of more than 50 ms. */
export interface LongTask {
  readonly ms: number;
  /** What ran in it: 'onScroll (index-1a2b.js) 48 ms', …; empty where it was none of the page's scripts. */
  readonly scripts: readonly string[];
}

declare global {
  interface Window {
    benchWatch: { start(): void; stop(): InPage };
  }
}

/** Must be called before the page is opened; costs the page about a millisecond a frame. */
export const installWatch = async (page: Page): Promise<void> => {
  await page.addInitScript(watchInPage);
};

/** Watches the page while `act` runs, and until it has drawn what came of it. */
export const watched = async (page: Page, act: () => Promise<unknown>): Promise<Watched> => {
  await page.evaluate(() => window.benchWatch.start());
  const trace = await traced(page, async () => {
    await act();
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  });
  const seen = await page.evaluate(() => window.benchWatch.stop());
  const longestMs = Math.max(LONG_TASK_MS, ...seen.longTasks.map(({ ms }) => ms));
  return {
    ...seen,
    longestTask: trace.page(longestMs + 1),
    housekeeping: trace.housekeeping,
    heapBytes: await heapOf(page),
  };
};

const heapOf = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
};

/** Runs in the page before the app. */
const watchInPage = (): void => {
  interface Script {
    readonly duration: number;
    readonly sourceURL: string;
    readonly sourceFunctionName: string;
    readonly invoker: string;
  }
  type Frame = PerformanceEntry & { readonly scripts: readonly Script[] };
  const tasks: PerformanceEntry[] = [];
  const slowFrames: Frame[] = [];
  const blankSince = new Map<string, number>();
  let framesMs: number[] = [];
  let blanksMs: number[] = [];
  let longestAnswerMs = 0;
  let startedMs = 0;
  let lastMs = 0;
  let isOn = false;

  const taskWatch = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  const frameWatch = new PerformanceObserver((list) =>
    slowFrames.push(...(list.getEntries() as Frame[])),
  );
  taskWatch.observe({ type: 'longtask' });
  frameWatch.observe({ type: 'long-animation-frame' });

  /** Cells in view that show neither picture nor placeholder nor colour, and 'gap' where the rows do not fill the view. */
  const blanksNow = (): Set<string> => {
    const blank = new Set<string>();
    const scroller = document.querySelector('.scroller');
    if (scroller === null) return blank;
    const view = scroller.getBoundingClientRect();
    let topPx = Infinity;
    let bottomPx = -Infinity;
    for (const item of scroller.querySelectorAll<HTMLElement>('[data-index]')) {
      const { top, bottom } = item.getBoundingClientRect();
      topPx = Math.min(topPx, top);
      bottomPx = Math.max(bottomPx, bottom);
      if (bottom <= view.top || top >= view.bottom) continue;
      const drawn = item.querySelector('canvas');
      const isShown =
        item.querySelector('img') !== null ||
        (drawn !== null ? drawn.width > 1 : hasTextOrColour(item));
      if (!isShown) blank.add(item.dataset['index'] ?? '');
    }
    const headingPx = 80;
    const isFilled = topPx <= view.top + headingPx && bottomPx >= view.bottom - headingPx;
    const isAtEnd = scroller.scrollTop + view.height >= scroller.scrollHeight - headingPx;
    if (!isFilled && !isAtEnd && topPx < Infinity) blank.add('gap');
    return blank;
  };
  const hasTextOrColour = (item: HTMLElement): boolean =>
    item.querySelector<HTMLElement>('.coming')?.style.backgroundColor !== '';

  const look = (nowMs: number): void => {
    if (!isOn) return;
    const blank = blanksNow();
    for (const [key, sinceMs] of blankSince) {
      if (blank.has(key)) continue;
      blanksMs.push(nowMs - sinceMs);
      blankSince.delete(key);
    }
    for (const key of blank) if (!blankSince.has(key)) blankSince.set(key, nowMs);
  };

  // In a task of its own behind the frame: what it reads is laid out by then, and it counts to no task of the app.
  const behindFrame = new MessageChannel();
  behindFrame.port1.onmessage = ({ data }: MessageEvent<number>) => look(data);
  const onFrame = (nowMs: number): void => {
    if (!isOn) return;
    framesMs.push(nowMs - lastMs);
    lastMs = nowMs;
    behindFrame.port2.postMessage(nowMs);
    requestAnimationFrame(onFrame);
  };

  /** Asks the drive for something small, again and again, at the pace of a screen that looks after itself. */
  const ask = async (): Promise<void> => {
    while (isOn) {
      const askedMs = performance.now();
      await window.hm.drive.getCollection('');
      longestAnswerMs = Math.max(longestAnswerMs, performance.now() - askedMs);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const scriptsAt = ({ startTime, duration }: PerformanceEntry): string[] =>
    slowFrames
      .filter(
        (frame) =>
          frame.startTime < startTime + duration &&
          frame.startTime + frame.duration > startTime,
      )
      .flatMap(({ scripts }) => scripts)
      .filter((script) => script.duration >= 5)
      .map(
        ({ duration: ms, sourceURL, sourceFunctionName, invoker }) =>
          `${sourceFunctionName || invoker} (${sourceURL.split('/').at(-1) ?? ''}) ${Math.round(ms)} ms`,
      );

  window.benchWatch = {
    start: () => {
      framesMs = [];
      blanksMs = [];
      blankSince.clear();
      startedMs = performance.now();
      longestAnswerMs = 0;
      isOn = true;
      void ask();
      requestAnimationFrame((nowMs) => {
        lastMs = nowMs;
        requestAnimationFrame(onFrame);
      });
    },
    stop: () => {
      isOn = false;
      tasks.push(...taskWatch.takeRecords());
      slowFrames.push(...(frameWatch.takeRecords() as Frame[]));
      for (const sinceMs of blankSince.values()) blanksMs.push(lastMs - sinceMs);
      const longTasks = tasks
        .filter(({ startTime }) => startTime >= startedMs)
        .map((task) => ({ ms: task.duration, scripts: scriptsAt(task) }));
      return { framesMs, longTasks, blanksMs, longestAnswerMs };
    },
  };
};
