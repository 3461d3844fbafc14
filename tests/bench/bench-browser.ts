import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import type {} from '../../src/app/api-types.ts';
import { startHost } from '../e2e/host-process.ts';

/** The same origin in every run, so that a filled profile can be used again whatever port is free. */
export const BENCH_ORIGIN = 'http://bench.localhost';

/** One run of Chromium over a profile. */
export interface BenchBrowser {
  readonly context: BrowserContext;
  /** The first page, blank. */
  readonly page: Page;
  close(): Promise<void>;
}

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium over `profile`; requests to `BENCH_ORIGIN` go to the server at `url`. A service worker that
 * an earlier run left there goes, since it would answer with the build of that time.
 */
export const launchOver = async (
  profile: string,
  url: string,
  moreArgs: readonly string[] = [],
): Promise<BenchBrowser> => {
  await rm(join(profile, 'Default', 'Service Worker'), { recursive: true, force: true });
  const executablePath = process.env['HM_CHROMIUM'] ?? '/usr/bin/chromium';
  const rule = `--host-resolver-rules=MAP bench.localhost ${new URL(url).host}`;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...ARGS, ...moreArgs, rule],
    headless: true,
    viewport: { width: 1280, height: 800 },
  });
  context.setDefaultTimeout(0);
  context.setDefaultNavigationTimeout(0);
  context.on('weberror', (fault) => console.error('page:', fault.error()));
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page, close: () => context.close() };
};

/** The built app in its own Chromium over `profile`, ready to be used; ended when `act` has ended. */
export const withDrive = async <T>(
  profile: string,
  act: (page: Page, browser: BenchBrowser) => Promise<T>,
): Promise<T> => {
  const host = await startHost();
  try {
    const browser = await launchOver(profile, host.url);
    try {
      await openApp(browser.page);
      return await act(browser.page, browser);
    } finally {
      await browser.close();
    }
  } finally {
    await host.stop();
  }
};

/** Opens the app, and waits until the drive may be used and the app is kept for offline. */
export const openApp = async (page: Page): Promise<void> => {
  await page.goto(`${BENCH_ORIGIN}/`);
  await page.evaluate(async () => {
    await window.hm.ready;
    await navigator.serviceWorker.ready;
  });
};

/** Lets the page pick files as a person would, so that they are real files on a disk. */
export const pickFiles = async (page: Page, paths: readonly string[]): Promise<void> => {
  await page.evaluate(() => {
    document.querySelector('#bench-files')?.remove();
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.id = 'bench-files';
    input.hidden = true;
    document.body.append(input);
  });
  await page.setInputFiles('#bench-files', [...paths]);
};

/** Imports what was picked last; milliseconds from the call to the report, and the report's numbers. */
export const importPicked = (
  page: Page,
  path: string,
): Promise<{ readonly tookMs: number; readonly added: readonly string[] }> =>
  page.evaluate(async (collection) => {
    const input = document.querySelector<HTMLInputElement>('#bench-files');
    const files = [...(input?.files ?? [])];
    const startMs = performance.now();
    const report = await window.hm.drive.importMedia(collection, files);
    const tookMs = performance.now() - startMs;
    if (report.added.length !== files.length)
      throw new Error(
        `Of ${files.length} files ${report.added.length} were added: ${JSON.stringify(report.failed)}`,
      );
    return { tookMs, added: report.added };
  }, path);
