import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import type { Bench, Measure } from './bench.ts';
import { BENCH_ORIGIN, launchOver } from './bench-browser.ts';
import { startHost } from '../e2e/host-process.ts';

/** Gzipped bytes of script that a first visit loads; of the page, and of the workers that it starts. */
export const firstPage: Bench = {
  name: 'first-page',
  run: async ({ root, say }) => {
    const { page, workers } = await visit();
    const sizeOf = async (path: string): Promise<number> => {
      const kibibytes = gzipSync(await readFile(join(root, 'dist', path))).length / 1024;
      say(`${kibibytes.toFixed(1).padStart(7)} KiB  ${path}`);
      return kibibytes;
    };
    const sum = async (paths: readonly string[]): Promise<number> => {
      let kibibytes = 0;
      for (const path of paths) kibibytes += await sizeOf(path);
      return kibibytes;
    };
    const measures: Measure[] = [
      {
        what: 'scripts of the first page, until its first view stands',
        value: await sum(page),
        unit: 'KiB gzip',
        aim: { atMost: 150 },
      },
      {
        what: 'scripts of the workers that it starts',
        value: await sum(workers),
        unit: 'KiB gzip',
      },
    ];
    return measures;
  },
};

interface Loaded {
  readonly page: readonly string[];
  readonly workers: readonly string[];
}

/** The scripts that a new visitor's browser asks for; what the service worker keeps for later is not among them. */
const visit = async (): Promise<Loaded> => {
  const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
  const host = await startHost();
  try {
    const browser = await launchOver(profile, host.url);
    const asked = new Set<string>();
    browser.context.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.serviceWorker() === null && pathname.endsWith('.js')) asked.add(pathname);
    });
    await browser.page.goto(`${BENCH_ORIGIN}/`);
    await browser.page.evaluate(() => window.hm.ready);
    await browser.page.waitForLoadState('networkidle');
    const ofPage = await browser.page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => !path.includes('.worker')),
    );
    await browser.close();
    return {
      page: [...asked].filter((path) => ofPage.includes(path)),
      workers: [...asked].filter((path) => !ofPage.includes(path)),
    };
  } finally {
    await host.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};
