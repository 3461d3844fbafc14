import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
// For the type of `window.hm`.
import type {} from '../../src/app/api-types.ts';
import { FIREFOX_ABSENT, firefoxPath, launchFirefox } from './firefox-browser.ts';
import type { FirefoxPage } from './firefox-page.ts';
import { startHost } from './host-process.ts';

test.skip(firefoxPath === null, FIREFOX_ABSENT);
test.setTimeout(180_000);

/** Shows an address and resolves once what `selector` names is there. */
const show = async (page: FirefoxPage, hash: string, selector: string): Promise<void> => {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.waitForShown(selector);
};

/** What the element with the focus is called. */
const focused = (page: FirefoxPage): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

const walkThroughScreens = async (page: FirefoxPage): Promise<void> => {
  await show(page, '#/duplicates', '#content li label');
  await show(page, '#/history', '#content li');
  await show(page, '#/settings', '#content .legend');
  await show(page, '#/albums', '#content li a');
  await page.activate('#content li a');
  await page.waitForShown('#content ol li');
  await page.activate('#content .primary');
  await page.waitForShown('.player');
  await page.waitFor(() => navigator.mediaSession.playbackState === 'playing');
};

test('Firefox makes the sample and shows it on every screen, by keys', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hm-firefox-'));
  const host = await startHost();
  const firefox = await launchFirefox(directory);
  const { page } = firefox;
  try {
    await page.goto(host.url);
    await page.waitForShown('.offer button');
    await page.activate('.offer button');
    await page.waitForShown('.banner');
    await page.waitForShown('#content [role=option] img');

    // The viewer, its panel, and back to the item that was looked at last.
    await page.focus('#content [role=option]');
    await page.press('Enter');
    await page.waitForShown('#overlays [role=dialog] img');
    const shown = () => document.querySelector('#overlays [role=dialog]')?.ariaLabel ?? null;
    const first = await page.evaluate(shown);
    await page.press('ArrowRight');
    await page.waitFor(
      (before) => document.querySelector('#overlays [role=dialog]')?.ariaLabel !== before,
      first,
    );
    await page.press('i');
    await page.waitForShown('#overlays dl');
    await page.press('Escape');
    await page.waitForGone('#overlays [role=dialog]');
    await expect.poll(() => focused(page)).toMatch(/^Photo 2 of 18/);
    await page.press('Delete');
    await expect.poll(() => focused(page)).toMatch(/^Photo 2 of 17/);

    await page.press('/');
    await page.type('northern');
    await page.waitFor(() => document.querySelectorAll('#content [role=option]').length === 1);
    // The suggestions go first, then the field.
    await page.press('Escape');
    await page.press('Escape');
    await page.press('Control', 'k');
    await page.waitForShown('dialog[open] [role=combobox]');
    await page.type('trash');
    await page.press('Enter');
    await page.waitForShown('#content li button');
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
    expect(await firefox.faults()).toEqual([]);
  } catch (error) {
    throw new Error(`The page: ${await page.describe()}`, { cause: error });
  } finally {
    await firefox.close();
    await host.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
});
