import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { Bench, Measure } from './bench.ts';
import { BENCH_ORIGIN, launchOver } from './bench-browser.ts';
import { startHost } from '../e2e/host-process.ts';

/** The screens by their addresses; what a screen opens beyond itself comes when it is asked for. */
const ROUTES = [
  '/library',
  '/favourites',
  '/search?q=sea',
  '/albums',
  '/duplicates',
  '/history',
  '/trash',
  '/settings',
] as const;

/** Gzipped script that each screen needs when it is the first that is opened, and beyond what the library has. */
export const routes: Bench = {
  name: 'routes',
  run: async ({ root, say }) => {
    const measures: Measure[] = [];
    let library: ReadonlySet<string> = new Set();
    for (const route of ROUTES) {
      const scripts = await scriptsOf(route);
      if (route === '/library') library = scripts;
      const sizes = await Promise.all(
        [...scripts].map(async (path) => ({
          path,
          kibibytes: gzipSync(await readFile(join(root, 'dist', path))).length / 1024,
        })),
      );
      const sum = (of: typeof sizes): number =>
        of.reduce((total, { kibibytes }) => total + kibibytes, 0);
      const more = sizes.filter(({ path }) => !library.has(path));
      for (const { path, kibibytes } of more)
        say(`${kibibytes.toFixed(1).padStart(7)} KiB  ${route}  ${path}`);
      measures.push(
        { what: `scripts of ${route}, opened first`, value: sum(sizes), unit: 'KiB gzip' },
        ...(route === '/library'
          ? []
          : [{ what: `of that, not of the library`, value: sum(more), unit: 'KiB gzip' }]),
      );
    }
    return measures;
  },
};

/** The paths of all scripts that the page asks for in a new browser until nothing more comes; without workers. */
const scriptsOf = async (route: string): Promise<ReadonlySet<string>> => {
  const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
  const host = await startHost();
  try {
    const browser = await launchOver(profile, host.url);
    try {
      await browser.page.goto(`${BENCH_ORIGIN}/#${route}`);
      await browser.page.evaluate(() => window.hm.ready);
      await browser.page.waitForLoadState('networkidle');
      return await scriptPaths(browser.page);
    } finally {
      await browser.close();
    }
  } finally {
    await host.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};

const scriptPaths = async (page: Page): Promise<ReadonlySet<string>> =>
  new Set(
    await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.endsWith('.js') && !path.includes('.worker')),
    ),
  );
