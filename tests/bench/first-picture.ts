import type { Page } from '@playwright/test';
import type { Bench, BenchOptions, Measure } from './bench.ts';
import { measureOf } from './bench.ts';
import { BENCH_ORIGIN, launchOver, openApp } from './bench-browser.ts';
import { largeDrive } from './large-drive.ts';
import { startHost } from '../e2e/host-process.ts';

/** How soon the first picture of a library is on the screen: a browser that just started, and a reload. */
export const firstPicture: Bench = {
  name: 'first-picture',
  run: async (options) => {
    const measures: Measure[] = [];
    for (const items of [options.listed, options.items]) {
      const { profile } = await largeDrive({ ...options, items });
      const times = await timeRounds(profile, options);
      options.say(`${items} items: ${JSON.stringify(times)}`);
      const of = (name: 'coldMs' | 'warmMs') => times.map((time) => time[name]);
      measures.push(
        measureOf(`${items} items: page opened to first picture, cold`, 'ms', of('coldMs')),
        measureOf(`${items} items: page opened to first picture, warm`, 'ms', of('warmMs')),
      );
    }
    return measures;
  },
};

interface Times {
  readonly coldMs: number;
  readonly warmMs: number;
}

const timeRounds = async (
  profile: string,
  { rounds }: BenchOptions,
): Promise<readonly Times[]> => {
  const host = await startHost();
  try {
    const times: Times[] = [];
    for (let round = 0; round < rounds; round++) {
      const browser = await launchOver(profile, host.url);
      try {
        await browser.page.addInitScript(watchPictures);
        await browser.page.goto(`${BENCH_ORIGIN}/`);
        const coldMs = await firstPictureMs(browser.page);
        // The app is kept for offline now, and what the first screen needs was read.
        await openApp(browser.page);
        await firstPictureMs(browser.page);
        await browser.page.reload();
        times.push({ coldMs, warmMs: await firstPictureMs(browser.page) });
      } finally {
        await browser.close();
      }
    }
    return times;
  } finally {
    await host.stop();
  }
};

declare global {
  interface Window {
    /** Milliseconds from the page being asked for to the frame that shows the first decoded thumbnail. */
    benchPictureMs: Promise<number>;
  }
}

const firstPictureMs = (page: Page): Promise<number> =>
  page.evaluate(() => window.benchPictureMs);

/** Runs in the page before the app: the first thumbnail that is decoded, and the frame after it. */
const watchPictures = (): void => {
  window.benchPictureMs = new Promise((resolve) => {
    const onLoad = ({ target }: Event): void => {
      if (!(target instanceof HTMLImageElement) || target.closest('[data-index]') === null)
        return;
      document.removeEventListener('load', onLoad, true);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    };
    // Loads do not bubble, but are seen on the way down.
    document.addEventListener('load', onLoad, true);
  });
};
