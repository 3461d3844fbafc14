import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FIREFOX_ABSENT, firefoxPath, launchFirefox } from './firefox-browser.ts';
import { startHost } from './host-process.ts';

test.skip(firefoxPath === null, FIREFOX_ABSENT);

test('Firefox opens the app without a breach of policy, and again with the host gone', async () => {
  const profileDir = await mkdtemp(join(tmpdir(), 'hm-firefox-'));
  const host = await startHost();
  const firefox = await launchFirefox(profileDir);
  const { page } = firefox;
  try {
    await page.goto(host.url);
    await page.waitForShown('#app:not(:empty)');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
      });
    });
    await host.stop();
    await page.reload();
    await page.waitForShown('#app:not(:empty)');
    expect(await firefox.faults()).toEqual([]);
  } finally {
    await firefox.close();
    await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
  }
});
