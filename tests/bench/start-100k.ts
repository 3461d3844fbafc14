import type { Page } from '@playwright/test';
import type { Bench, Measure } from './bench.ts';
import { measureOf } from './bench.ts';
import { BENCH_ORIGIN, launchOver } from './bench-browser.ts';
import { saySteps } from './ingest-steps.ts';
import { withLab } from './lab-page.ts';
import { largeDrive } from './large-drive.ts';
import { startHost } from '../e2e/host-process.ts';

/** How soon a large drive may be used after its browser was started, and knows that all originals are here. */
export const start100k: Bench = {
  name: 'start-100k',
  run: async (options) => {
    const { cache, items, rounds, say } = options;
    const { profile, measured } = await largeDrive(options);
    say(`drive of ${items} items, filled in ${Math.round(measured.filledMs / 1000)} s`);
    saySteps(
      say,
      await withLab(cache, profile, (page) => page.evaluate(() => window.lab.timeOpen())),
    );
    const starts: Start[] = [];
    for (let round = 1; round <= rounds; round++) {
      const start = await withColdDrive(profile, timeStart);
      if (start.checked !== items || start.missing !== 0)
        throw new Error(`${start.checked} of ${items} checked, ${start.missing} missing`);
      say(`start ${round}: ${JSON.stringify(start)}`);
      starts.push(start);
    }
    const rebuild = await withColdDrive(profile, timeRebuild);
    say(`rebuild: ${JSON.stringify(rebuild)}`);
    const after = await withColdDrive(profile, timeStart);
    say(`start after it: ${JSON.stringify(after)}`);
    return measuresOf(starts, rebuild, after);
  },
};

const measuresOf = (
  starts: readonly Start[],
  rebuild: Rebuild,
  after: Start,
): readonly Measure[] => [
  measureOf('large drive: page opened to usable', 's', seconds(starts, 'readyMs'), {
    atMost: 1,
  }),
  measureOf('large drive: of that, opening the drive itself', 's', seconds(starts, 'tookMs')),
  measureOf(
    'large drive: page opened to first 200 rows of a collection',
    's',
    seconds(starts, 'rowsMs'),
  ),
  measureOf(
    'large drive: page opened to presence of all checked',
    's',
    seconds(starts, 'checkedMs'),
    { atMost: 10 },
  ),
  measureOf('large drive: catalogue rebuilt from the journal', 's', [rebuild.tookMs / 1000]),
  measureOf('large drive: usable at the start after that', 's', [after.readyMs / 1000]),
];

const seconds = (starts: readonly Start[], name: keyof Start): readonly number[] =>
  starts.map((start) => start[name] / 1000);

/** The app in a new browser over the profile, its page opened by `act`. */
export const withColdDrive = async <T>(
  profile: string,
  act: (page: Page) => Promise<T>,
): Promise<T> => {
  const host = await startHost();
  const browser = await launchOver(profile, host.url);
  try {
    await browser.page.addInitScript(watchStart);
    return await act(browser.page);
  } finally {
    await browser.close();
    await host.stop();
  }
};

/** Milliseconds since the page was asked for. */
interface Start {
  readonly readyMs: number;
  /** What the drive says of itself. */
  readonly tookMs: number;
  readonly rowsMs: number;
  readonly checkedMs: number;
  readonly checked: number;
  readonly missing: number;
}

/** Runs in the page before the app: listens from the moment at which there is something to listen to. */
const watchStart = (): void => {
  let resolveCheck: (check: object) => void;
  const check = new Promise<object>((resolve) => (resolveCheck = resolve));
  Object.assign(window, { benchCheck: check });
  Object.defineProperty(window, 'hm', {
    configurable: true,
    set: (hm: Window['hm']) => {
      Object.defineProperty(window, 'hm', { value: hm });
      void hm.ready.then(() => Object.assign(window, { benchReadyMs: performance.now() }));
      hm.on('status', (status) => {
        if ('checked' in status) resolveCheck({ ...status, checkedMs: performance.now() });
      });
    },
  });
};

const timeStart = async (page: Page): Promise<Start> => {
  await page.goto(`${BENCH_ORIGIN}/`);
  return page.evaluate(async () => {
    const { tookMs } = await window.hm.ready;
    await window.hm.drive.listMedia('shelf-3', { limit: 200 });
    const rowsMs = performance.now();
    const watched = window as unknown as {
      readonly benchReadyMs: number;
      readonly benchCheck: Promise<{ checkedMs: number; checked: number; missing: number }>;
    };
    const { checkedMs, checked, missing } = await watched.benchCheck;
    return { readyMs: watched.benchReadyMs, tookMs, rowsMs, checkedMs, checked, missing };
  });
};

interface Rebuild {
  readonly tookMs: number;
  readonly acts: number;
  readonly entries: number;
}

const timeRebuild = async (page: Page): Promise<Rebuild> => {
  await page.goto(`${BENCH_ORIGIN}/`);
  return page.evaluate(async () => {
    const { tookMs, acts, entries } = await window.hm.integrity.rebuildCatalog();
    return { tookMs, acts, entries };
  });
};
