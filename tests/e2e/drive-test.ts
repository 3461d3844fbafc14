import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { launchDrive, type DriveBrowser } from './drive-browser.ts';
import { untilControlled } from './controlled-page.ts';
import { openDrive } from './drive-page.ts';
import { startHost, type HostProcess } from './host-process.ts';

interface DriveFixtures {
  /**
   * Whether nobody has been at the host's app with the test's profile. Usually somebody has, and left with an
   * empty drive: a first visit takes a browser three seconds of work, which few tests are about.
   */
  readonly isFirstVisit: boolean;
  /** A directory for a browser profile, removed after the test. */
  readonly profileDir: string;
  /**
   * Starts Chromium over the test's profile; again after a kill or close, with what was stored. Every
   * fault that is left in any of them when the test ends fails it.
   */
  readonly openBrowser: (args?: readonly string[]) => Promise<DriveBrowser>;
}
interface DriveWorkerFixtures {
  readonly host: HostProcess;
  /** A profile with which the host's app was opened once, until it was kept for offline use. */
  readonly visitedProfile: string;
}

/** Playwright's `test`, with the built host, a profile of its own, and no fault forgiven. */
export const test = base.extend<DriveFixtures, DriveWorkerFixtures>({
  host: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from this pattern.
    async ({}, use) => {
      const host = await startHost();
      await use(host);
      await host.stop();
    },
    { scope: 'worker' },
  ],
  visitedProfile: [
    async ({ host }, use) => {
      const directory = await mkdtemp(join(tmpdir(), 'hm-profile-'));
      const browser = await launchDrive(directory);
      await openDrive(browser.page, host.url);
      await untilControlled(browser.page);
      await browser.close();
      await use(directory);
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],
  isFirstVisit: [false, { option: true }],
  profileDir: async ({ isFirstVisit, visitedProfile }, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'hm-profile-'));
    if (!isFirstVisit) await cp(visitedProfile, directory, { recursive: true });
    await use(directory);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  },
  openBrowser: async ({ profileDir }, use) => {
    const opened: DriveBrowser[] = [];
    await use(async (args) => {
      const browser = await launchDrive(profileDir, args);
      opened.push(browser);
      return browser;
    });
    for (const browser of opened) await browser.close();
    expect(
      opened.flatMap(({ faults }) => faults),
      'page errors and policy breaches',
    ).toEqual([]);
  },
});

export { expect };
