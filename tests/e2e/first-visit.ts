import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { sample } from '../../src/ui/locales/en/sample.ts';
import { openDrive } from './drive-page.ts';

/** Gzipped KiB of script that a new visitor's page may ask for until its first view stands. */
export const FIRST_PAGE_KIB_MAX = 150;

/** A script that was asked for, '/assets/index-CmMQrl2-.js', and its size, gzipped. */
export interface AskedScript {
  readonly path: string;
  readonly kibibytes: number;
}

/** What a first visit asked for; what the service worker fetches to keep is not among it. */
export interface FirstVisit {
  readonly page: readonly AskedScript[];
  readonly workers: readonly AskedScript[];
}

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Opens the built app over an empty profile, and sees what is asked for until all that it shows by itself is there. */
export const visitFirst = async (page: Page, url: string): Promise<FirstVisit> => {
  const asked = new Set<string>();
  page.context().on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.serviceWorker() === null && pathname.endsWith('.js')) asked.add(pathname);
  });
  await openDrive(page, url);
  // The last that the empty library shows.
  await page.getByRole('button', { name: sample.sample.offer }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState('networkidle');
  const ofPage = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => !path.includes('.worker')),
  );
  const sized = (paths: readonly string[]) => Promise.all(paths.map(sizeOf));
  return {
    page: await sized([...asked].filter((path) => ofPage.includes(path))),
    workers: await sized([...asked].filter((path) => !ofPage.includes(path))),
  };
};

const sizeOf = async (path: string): Promise<AskedScript> => ({
  path,
  kibibytes: gzipSync(await readFile(DIST + path)).length / 1024,
});

/** KiB of all. */
export const sumOf = (scripts: readonly AskedScript[]): number =>
  scripts.reduce((sum, { kibibytes }) => sum + kibibytes, 0);

/** One line for each, the largest first. */
export const listOf = (scripts: readonly AskedScript[]): string =>
  scripts
    .toSorted((a, b) => b.kibibytes - a.kibibytes)
    .map(({ path, kibibytes }) => `${kibibytes.toFixed(1).padStart(7)} KiB  ${path}`)
    .join('\n');
