import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { BENCH_ORIGIN, launchOver } from './bench-browser.ts';
import {
  FIRST_PAGE_KIB_MAX,
  listOf,
  sumOf,
  visitFirst,
  type FirstVisit,
} from '../e2e/first-visit.ts';
import { startHost } from '../e2e/host-process.ts';

/** Gzipped bytes of script that a first visit loads; of the page, and of the workers that it starts. */
export const firstPage: Bench = {
  name: 'first-page',
  run: async ({ say }) => {
    const { page, workers } = await visit();
    say(listOf([...page, ...workers]));
    return [
      {
        what: 'scripts of the first page, until its first view stands',
        value: sumOf(page),
        unit: 'KiB gzip',
        aim: { atMost: FIRST_PAGE_KIB_MAX },
      },
      {
        what: 'scripts of the workers that it starts',
        value: sumOf(workers),
        unit: 'KiB gzip',
      },
    ];
  },
};

/** What a new visitor's browser asks for. */
const visit = async (): Promise<FirstVisit> => {
  const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
  const host = await startHost();
  try {
    const browser = await launchOver(profile, host.url);
    const visited = await visitFirst(browser.page, `${BENCH_ORIGIN}/`);
    await browser.close();
    return visited;
  } finally {
    await host.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};
