import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Bench, BenchOptions, Measure } from './bench.ts';
import { measureOf, quantile } from './bench.ts';
import { BENCH_ORIGIN, launchOver } from './bench-browser.ts';
import { memoryOf } from './browser-processes.ts';
import { largeDrive } from './large-drive.ts';
import { installWatch, type Watched, watched } from './page-watch.ts';
import { startHost } from '../e2e/host-process.ts';

const MB = 1e6;

/** Whether a person who uses a large drive ever waits: frames, long tasks and blank cells of all that hands do. */
export const scroll100k: Bench = {
  name: 'scroll-100k',
  run: async (options) => {
    const { profile: kept } = await largeDrive(options);
    // What is edited here is undone, but stays in the journal.
    const profile = `${kept}.edited`;
    await rm(profile, { recursive: true, force: true });
    await cp(kept, profile, { recursive: true });
    // Else the disk writes the copy while it is measured, and whatever the drive flushes waits for that.
    await promisify(execFile)('sync');
    const host = await startHost();
    const browser = await launchOver(profile, host.url);
    try {
      const { page } = browser;
      page.setDefaultTimeout(STEP_TIMEOUT_MS);
      await installWatch(page);
      await page.goto(`${BENCH_ORIGIN}/`);
      await page.locator('[data-index] img').first().waitFor();
      await searchIsReady(page);
      const seen: Seen[] = [];
      for (const { what, isScrolling, act } of STEPS) {
        const startMs = performance.now();
        const did = await watched(page, () => act(page, options));
        const step = { what, isScrolling, tookMs: performance.now() - startMs, ...did };
        for (const line of linesOf(step)) options.say(line);
        seen.push(step);
      }
      const { renderers } = await memoryOf(profile);
      return measuresOf(seen, renderers);
    } finally {
      await browser.close();
      await host.stop();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** What was seen of one step. */
interface Seen extends Watched {
  readonly what: string;
  readonly isScrolling: boolean;
  readonly tookMs: number;
}

/** Something that a person does; it ends when its outcome is on the screen. */
interface Step {
  readonly what: string;
  readonly isScrolling: boolean;
  readonly act: (page: Page, options: BenchOptions) => Promise<void>;
}

/** Places that the scrubber is dragged to, far from one another. */
const SCRUBS = 20;
const STEP_TIMEOUT_MS = 900_000;
const TAG = 'bench';
/** Of the made items' titles: one bears the word whole, thousands begin like it. */
const WORDS = ['family', 'Kyoto', 'IMG_0001'];

const STEPS: readonly Step[] = [
  { what: 'wheel, slowly', isScrolling: true, act: (page) => wheel(page, 60, 100, 30) },
  { what: 'wheel, fast', isScrolling: true, act: (page) => wheel(page, 60, 1_200, 16) },
  { what: 'scrubber, dragged', isScrolling: true, act: (page) => scrub(page) },
  { what: 'Page Down, End, Home', isScrolling: true, act: (page) => pages(page) },
  {
    what: 'all selected',
    isScrolling: false,
    act: (page, { items }) => selectAll(page, items),
  },
  { what: 'selection let go', isScrolling: false, act: (page) => letGo(page) },
  { what: 'searched while typing', isScrolling: false, act: (page) => search(page) },
  { what: 'one tagged', isScrolling: false, act: (page) => tagOne(page) },
  { what: 'all tagged', isScrolling: false, act: (page, { items }) => tagAll(page, items) },
  { what: 'that undone', isScrolling: false, act: (page) => undo(page) },
  { what: 'the other undone', isScrolling: false, act: (page) => undo(page) },
];

/**
 * The waits below are the pace of a hand: what is measured is what the page does meanwhile. Nothing waits for a result
 * by them.
 */
const HAND_MS = { scrub: 100, page: 120, end: 300 } as const;

/** The index is loaded some seconds after the start; a first question waits for it. */
const searchIsReady = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.hm.search.query('x', { limit: 1 }));

const wheel = async (
  page: Page,
  turns: number,
  stepPx: number,
  everyMs: number,
): Promise<void> => {
  await page.mouse.move(600, 450);
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, stepPx);
    // The pace of a hand.
    await page.waitForTimeout(everyMs);
  }
};

const scrub = async (page: Page): Promise<void> => {
  const box = await page.getByRole('slider').boundingBox();
  if (box === null) throw new Error('The grid shows no scrubber.');
  const x = box.x + box.width / 2;
  const at = (share: number): Promise<void> =>
    page.mouse.move(x, box.y + 16 + share * (box.height - 32));
  await at(0.05);
  await page.mouse.down();
  for (let step = 0; step < SCRUBS; step++) {
    await at(0.05 + (0.9 * ((step * 7) % SCRUBS)) / SCRUBS);
    await page.waitForTimeout(HAND_MS.scrub);
  }
  await page.mouse.up();
};

const pages = async (page: Page): Promise<void> => {
  await page.locator('[data-index]').first().focus();
  await page.keyboard.press('Home');
  for (let press = 0; press < 20; press++) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(HAND_MS.page);
  }
  for (const key of ['End', 'Home', 'End', 'Home']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(HAND_MS.end);
  }
};

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selection' });

/** The first press selects the day, the second everything. */
const selectAll = async (page: Page, items: number): Promise<void> => {
  await page.locator('[data-index]').first().focus();
  await page.keyboard.press('Control+a');
  await bar(page).waitFor();
  await page.keyboard.press('Control+a');
  await bar(page)
    .getByText(`${items.toLocaleString('en')} selected`)
    .waitFor();
};

const letGo = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await bar(page).waitFor({ state: 'detached' });
};

const search = async (page: Page): Promise<void> => {
  const field = page.getByRole('combobox', { name: 'Search' });
  await field.focus();
  for (const word of WORDS) {
    await page.keyboard.type(word, { delay: 90 });
    await page.waitForFunction(
      () =>
        location.hash.startsWith('#/search') &&
        document.querySelector('[data-index="0"] canvas') !== null,
    );
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Backspace');
  }
  await page.goto(`${BENCH_ORIGIN}/#/library`);
  await page.getByRole('slider').waitFor();
};

const tag = async (page: Page): Promise<void> => {
  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Tags' }).focus();
  await page.keyboard.type(TAG);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

const tagOne = async (page: Page): Promise<void> => {
  const first = page.locator('[data-index="0"]');
  await first.focus();
  await page.keyboard.press('x');
  await bar(page).waitFor();
  await tag(page);
  await letGo(page);
};

const tagAll = async (page: Page, items: number): Promise<void> => {
  await page.locator('[data-index="0"]').focus();
  await selectAll(page, items);
  await tag(page);
  await letGo(page);
};

const undo = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+z');
  await page
    .getByText(/^Undone/)
    .last()
    .waitFor();
};

const LONGEST_TASK_MS = 50;
const LONGEST_BLANK_MS = 100;

const measuresOf = (seen: readonly Seen[], rendererMegabytes: number): readonly Measure[] => [
  ...seen.filter(({ isScrolling }) => isScrolling).flatMap(framesOf),
  measureOf(
    'large drive: longest blank cell while scrolling',
    'ms',
    [longest(seen.flatMap(({ blanksMs }) => blanksMs))],
    { atMost: LONGEST_BLANK_MS },
  ),
  ...seen.map(({ what, longestTask }) =>
    measureOf(`large drive: ${what}, longest task by CPU time`, 'ms', [longestTask.cpuMs], {
      atMost: LONGEST_TASK_MS,
    }),
  ),
  ...seen.map(({ what, longTasks }) =>
    measureOf(`large drive: ${what}, longest task by the clock`, 'ms', [
      longest(longTasks.map(({ ms }) => ms)),
    ]),
  ),
  ...seen.map(({ what, longestAnswerMs }) =>
    measureOf(`large drive: ${what}, longest wait of another call`, 'ms', [longestAnswerMs]),
  ),
  ...seen
    .filter(({ isScrolling }) => !isScrolling)
    .map(({ what, tookMs }) => measureOf(`large drive: ${what}, took`, 'ms', [tookMs])),
  measureOf('large drive: heap of the page', 'MB', [
    longest(seen.map(({ heapBytes }) => heapBytes)) / MB,
  ]),
  measureOf('large drive: memory of the page and its workers', 'MB', [rendererMegabytes]),
];

const framesOf = ({ what, framesMs }: Seen): readonly Measure[] => [
  measureOf(`large drive: ${what}, frame p50`, 'ms', [quantile(framesMs, 0.5)]),
  measureOf(`large drive: ${what}, frame p99`, 'ms', [quantile(framesMs, 0.99)]),
];

/** 0 of none: the observers tell only of tasks above 50 ms. */
const longest = (values: readonly number[]): number => Math.max(0, ...values);

/** So many of the longest tasks are told with what ran in them. */
const TOLD = 4;

const linesOf = (step: Seen): readonly string[] => {
  const {
    what,
    tookMs,
    framesMs,
    longTasks,
    blanksMs,
    longestTask,
    housekeeping,
    longestAnswerMs,
  } = step;
  const late = blanksMs.filter((ms) => ms > LONGEST_BLANK_MS).length;
  const worst = [...longTasks].sort((a, b) => b.ms - a.ms).slice(0, TOLD);
  return [
    `${what}: ${Math.round(tookMs)} ms, ${framesMs.length} frames, ${longTasks.length} long tasks, ` +
      `${late} blank cells above ${LONGEST_BLANK_MS} ms; longest task by CPU time ` +
      `${Math.round(longestTask.cpuMs)} ms (${longestTask.from}), of the browser's housekeeping ` +
      `${Math.round(housekeeping.cpuMs)} of ${Math.round(housekeeping.ms)} ms; longest wait of another call ${Math.round(longestAnswerMs)} ms`,
    ...worst.map(({ ms, scripts }) => `  ${Math.round(ms)} ms: ${scripts.join(', ')}`),
  ];
};
