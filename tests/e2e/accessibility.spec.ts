import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { writeScenes } from '../fixtures/e2e/drawn-scenes.ts';
import { writeOddFiles } from '../fixtures/e2e/odd-files.ts';
import { fillSampleLibrary } from '../fixtures/e2e/sample-library.ts';
import { openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { bringUp, DESKTOP, PHONE, SCREENS, WORDS } from './screens.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What axe finds wrong, a line each. */
const violations = async (page: Page, where: string, onlyColours = false) => {
  // What is still fading in has no colour of its own yet.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  );
  // A name may say more than the text in it ('Home, 9 items'); menus and bars that float lie in no landmark.
  const axe = new AxeBuilder({ page }).exclude('[data-reka-popper-content-wrapper]');
  const found = await (
    onlyColours
      ? axe.withRules(['color-contrast'])
      : axe.withTags(RULES).disableRules(['label-content-name-mismatch', 'region'])
  ).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${where}: ${id} ${target.join(' ')} ${failureSummary}`,
    ),
  );
};

// The two looks share nothing, so they may be looked at beside each other.
test.describe.configure({ mode: 'parallel' });

/** Fills a drive, brings up each screen, and lets `look` say what it finds there. */
const lookAtAll = async (
  page: Page,
  profileDir: string,
  look: (where: string) => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const folders = await writeScenes(join(profileDir, 'scenes'));
  await fillSampleLibrary(page, folders);
  const toImport = [
    ...(folders[0]?.files.slice(0, 2) ?? []),
    ...(await writeOddFiles(join(profileDir, 'odd'))),
  ];
  const found: string[] = [];
  for (const screen of SCREENS) {
    found.push(...(await bringUp(screen, { page, words: WORDS.en, toImport })));
    found.push(...(await look(screen.name)));
  }
  return found;
};

test('Each screen and dialog passes axe on a desktop, its colours dark as well', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  test.setTimeout(240_000);
  page.setDefaultTimeout(20_000);
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await openDrive(page, host.url);
  await page.locator('#content').waitFor();
  const atFirst = await violations(page, 'first run');
  const found = await lookAtAll(page, profileDir, async (where) => {
    const light = await violations(page, where);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await violations(page, `${where}, dark`, true);
    await page.emulateMedia({ colorScheme: 'light' });
    return [...light, ...dark];
  });
  expect([...atFirst, ...found]).toEqual([]);
});

test('Each screen and dialog passes axe on a phone, in the dark', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  test.setTimeout(240_000);
  page.setDefaultTimeout(20_000);
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await openDrive(page, host.url);
  const found = await lookAtAll(page, profileDir, async (where) => {
    await page.setViewportSize(PHONE);
    const seen = await violations(page, where);
    await page.setViewportSize(DESKTOP);
    return seen;
  });
  expect(found).toEqual([]);
});
