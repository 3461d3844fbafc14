import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
// For the type of `window.hm`.
import type {} from '../../src/app/api-types.ts';
import {
  activate,
  describePage,
  FIREFOX_ABSENT,
  firefoxPath,
  launchFirefox,
} from './firefox-browser.ts';
import { startHost } from './host-process.ts';

test.skip(firefoxPath === null, FIREFOX_ABSENT);
test.setTimeout(180_000);

/** Shows an address and resolves once what `selector` names is there. */
const show = async (page: Page, hash: string, selector: string): Promise<void> => {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.waitForSelector(selector, { visible: true });
};

const press = async (page: Page, ...keys: readonly ('Control' | 'k' | 'i' | '/')[]) => {
  for (const key of keys) await page.keyboard.down(key);
  for (const key of keys.toReversed()) await page.keyboard.up(key);
};

/** What the element with the focus is called. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

const walkThroughScreens = async (page: Page): Promise<void> => {
  await show(page, '#/duplicates', '#content li label');
  await show(page, '#/history', '#content li');
  await show(page, '#/settings', '#content .legend');
  await show(page, '#/albums', '#content li a');
  await activate(page, '#content li a');
  await page.waitForSelector('#content ol li');
  await activate(page, '#content .primary');
  await page.waitForSelector('.player');
  await page.waitForFunction(() => navigator.mediaSession.playbackState === 'playing');
};

test('Firefox makes the sample and shows it on every screen, by keys', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hm-firefox-'));
  const host = await startHost();
  const firefox = await launchFirefox(directory);
  const { page } = firefox;
  page.setDefaultTimeout(60_000);
  try {
    await page.goto(host.url);
    await page.waitForSelector('.offer button', { visible: true });
    await activate(page, '.offer button');
    await page.waitForSelector('.banner');
    await page.waitForSelector('#content [role=option] img');

    // The viewer, its panel, and back to the item that was looked at last.
    await page.focus('#content [role=option]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#overlays [role=dialog] img');
    const first = await page.$eval('#overlays [role=dialog]', (one) => one.ariaLabel);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (before) => document.querySelector('#overlays [role=dialog]')?.ariaLabel !== before,
      {},
      first,
    );
    await page.keyboard.press('i');
    await page.waitForSelector('#overlays dl');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#overlays [role=dialog]', { hidden: true });
    await expect.poll(() => focused(page)).toMatch(/^Photo 2 of 18/);
    await page.keyboard.press('Delete');
    await expect.poll(() => focused(page)).toMatch(/^Photo 2 of 17/);

    await press(page, '/');
    await page.keyboard.type('northern');
    await page.waitForFunction(
      () => document.querySelectorAll('#content [role=option]').length === 1,
    );
    // The suggestions go first, then the field.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await press(page, 'Control', 'k');
    await page.waitForSelector('dialog[open] [role=combobox]');
    await page.keyboard.type('trash');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#content li button');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id ?? null))
      .toBe('content');
    await walkThroughScreens(page);

    const zip = await page.evaluate(async () => {
      const archive = await window.hm.drive.exportCollection('Sample', { as: 'zip' });
      return { magic: await archive.slice(0, 2).text(), bytes: archive.size };
    });
    expect(zip.magic).toBe('PK');
    expect(zip.bytes).toBeGreaterThan(1_000_000);
    expect(firefox.faults).toEqual([]);
  } catch (error) {
    throw new Error(`The page: ${await describePage(page)}`, { cause: error });
  } finally {
    await firefox.close();
    await host.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
});
