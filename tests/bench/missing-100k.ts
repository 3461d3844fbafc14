import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type {} from '../../src/app/api-types.ts';
import type { Bench } from './bench.ts';
import { measureOf } from './bench.ts';
import { BENCH_ORIGIN } from './bench-browser.ts';
import { withLab } from './lab-page.ts';
import { largeDrive } from './large-drive.ts';
import type {} from './lab/lab.ts';
import { withColdDrive } from './start-100k.ts';

/** How a large drive starts whose originals are gone, all of them: as after a browser cleared half of its storage. */
export const missing100k: Bench = {
  name: 'missing-100k',
  run: async (options) => {
    const { cache, items, say } = options;
    const { profile: whole } = await largeDrive(options);
    const directory = await mkdtemp(join(tmpdir(), 'hm-bench-missing-'));
    const profile = join(directory, 'profile');
    try {
      await cp(whole, profile, { recursive: true });
      await withLab(cache, profile, (page) =>
        page.evaluate(() => window.lab.removeOriginals()),
      );
      const start = await withColdDrive(profile, timeMissing);
      say(`start: ${JSON.stringify(start)}`);
      if (start.missing !== items) throw new Error(`${start.missing} of ${items} are missing`);
      const next = await withColdDrive(profile, timeMissing);
      say(`next start: ${JSON.stringify(next)}`);
      const name = 'large drive without originals';
      return [
        measureOf(`${name}: page opened to usable`, 's', [start.readyMs / 1000], { atMost: 1 }),
        measureOf(`${name}: page opened to all known to be missing`, 's', [
          start.checkedMs / 1000,
        ]),
        measureOf(`${name}: page opened to every source asked`, 's', [start.askedMs / 1000]),
        measureOf(`${name}: usable at the start after that`, 's', [next.readyMs / 1000], {
          atMost: 1,
        }),
        measureOf(`${name}: every source asked at the start after that`, 's', [
          next.askedMs / 1000,
        ]),
      ];
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

/** Milliseconds since the page was asked for. */
interface MissingStart {
  readonly readyMs: number;
  /** The look for every original has ended. */
  readonly checkedMs: number;
  /** All who may have good bytes were asked, and the report is there. */
  readonly askedMs: number;
  readonly missing: number;
}

const timeMissing = async (page: Page): Promise<MissingStart> => {
  await page.goto(`${BENCH_ORIGIN}/`);
  return page.evaluate(async () => {
    const { hm } = window;
    await hm.ready;
    const readyMs = performance.now();
    const before = (await hm.integrity.lastReport())?.startedAt;
    let checkedMs = NaN;
    return new Promise<MissingStart>((resolve) => {
      hm.on('status', (status) => {
        if ('checked' in status) checkedMs = performance.now();
        const askedMs = performance.now();
        void hm.integrity.lastReport().then((report) => {
          if (report === null || report.startedAt === before) return;
          resolve({ readyMs, checkedMs, askedMs, missing: report.missing });
        });
      });
    });
  });
};
