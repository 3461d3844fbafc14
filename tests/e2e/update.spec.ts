import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { untilControlled } from './controlled-page.ts';
import { chooseFiles, listAll, openDrive, untilReady } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { startHost } from './host-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Resolves once the browser's own look for a new version, which follows a first visit, is over: one that the
 * host's end cuts short holds up every later one in Chromium 156.
 */
const untilLooked = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });

test('A new version waits, across a reload too, until it is told to take over', async ({
  openBrowser,
}) => {
  const copy = await mkdtemp(join(tmpdir(), 'hm-update-'));
  for (const part of ['dist', 'dist-server', 'package.json']) {
    await cp(join(ROOT, part), join(copy, part), { recursive: true });
  }
  const main = join(copy, 'dist-server', 'main.js');
  const before = await startHost(0, main);
  const { page } = await openBrowser();
  await page.goto(before.url);
  await untilControlled(page);
  await untilLooked(page);
  await before.stop();
  await appendFile(join(copy, 'dist', 'service.worker.js'), '\n// the next version\n');
  const after = await startHost(Number(new URL(before.url).port), main);

  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (!installing) return;
    await new Promise<void>((resolve) => {
      installing.addEventListener('statechange', () => {
        if (installing.state === 'installed') resolve();
      });
    });
  });
  await page.reload();
  const waiting = await page.evaluate(async () => {
    const { waiting, active } = await navigator.serviceWorker.ready;
    return {
      waits: waiting !== null,
      isOldActive: active === navigator.serviceWorker.controller,
    };
  });
  expect(waiting).toEqual({ waits: true, isOldActive: true });

  const reloaded = page.waitForEvent('load');
  await page.evaluate(async () => {
    const { waiting } = await navigator.serviceWorker.ready;
    waiting?.postMessage({ type: 'SKIP_WAITING' });
  });
  await reloaded;
  const waitsStill = await page.evaluate(
    async () => (await navigator.serviceWorker.ready).waiting !== null,
  );
  expect(waitsStill).toBe(false);
  await after.stop();
  await rm(copy, { recursive: true });
});

test('A new version waits while an import runs, and then takes all tabs along', async ({
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), {
    count: 40,
    seed: 24,
    width: 1600,
    height: 1200,
  });
  const copy = await mkdtemp(join(tmpdir(), 'hm-update-'));
  for (const part of ['dist', 'dist-server', 'package.json'])
    await cp(join(ROOT, part), join(copy, part), { recursive: true });
  const host = await startHost(0, join(copy, 'dist-server', 'main.js'));
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  await untilLooked(page);
  await host.stop();
  await appendFile(join(copy, 'dist', 'service.worker.js'), '\n// the next version\n');
  const after = await startHost(
    Number(new URL(host.url).port),
    join(copy, 'dist-server', 'main.js'),
  );
  const other = await context.newPage();
  await openDrive(other, host.url);
  // The browser looks for a new version whenever a tab loads.
  await page.bringToFront();
  const notice = page.getByRole('status').filter({ hasText: 'A new version is ready.' });
  await expect(notice).toBeVisible();

  const input = await chooseFiles(page, photos);
  await input.evaluate(async (made) => {
    const told = Object.assign(window, {
      told: new Set<string>(),
      titles: new Set<string>(),
      whenDone: window.hm.drive.importMedia('', [...(made.files ?? [])]),
    });
    new MutationObserver(() => {
      for (const one of document.querySelectorAll('[role=status]'))
        told.told.add(one.textContent);
      told.titles.add(document.title);
    }).observe(document, { childList: true, subtree: true, characterData: true });
    for (;;) {
      const jobs = await window.hm.drive.imports.list();
      if (jobs.some(({ state }) => state === 'running')) break;
    }
    const button = [...document.querySelectorAll<HTMLElement>('[role=status] button')].find(
      (one) => /Reload to update|Update now/.test(one.textContent),
    );
    button?.click();
  });
  const question = page.getByRole('dialog', { name: 'Update while an import runs?' });
  await expect(question).toContainText('The import stops and goes on after the reload.');
  await question.getByRole('button', { name: 'Cancel' }).press('Enter');

  await page.evaluate(() => (window as unknown as { whenDone: Promise<unknown> }).whenDone);
  await expect(notice.getByRole('button', { name: 'Reload to update' })).toBeVisible();
  const seen = await page.evaluate(() => {
    const { told, titles } = window as unknown as { told: Set<string>; titles: Set<string> };
    return { told: [...told].join('\n'), titles: [...titles].join('\n') };
  });
  expect(seen.told).toContain('It waits until your import is done.');
  expect(seen.titles).toMatch(/^\d+ % – .*HM Drive$/m);
  await expect.poll(() => page.title()).not.toContain('%');

  for (const tab of [page, other])
    await tab.evaluate(() => Object.assign(window, { isOld: true }));
  await Promise.all([
    page.waitForEvent('load'),
    other.waitForEvent('load'),
    notice.getByRole('button', { name: 'Reload to update' }).click(),
  ]);
  for (const tab of [page, other])
    expect(await tab.evaluate(() => 'isOld' in window)).toBe(false);
  await untilReady(page);
  expect((await listAll(page)).total).toBe(40);
  await expect(notice).toBeHidden();
  await after.stop();
  await rm(copy, { recursive: true });
});
