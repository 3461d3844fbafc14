import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeOddFiles } from '../fixtures/e2e/odd-files.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { EMPTY_SCREENS, SCREENS } from './screens/all-screens.ts';
import { violations } from './screens/axe.ts';
import { englishTexts, misfits } from './screens/fit.ts';
import { prepareDrive } from './screens/prepared-drive.ts';
import {
  DESKTOP,
  type EmptyStage,
  type Language,
  PHONE,
  type Screen,
  startAnew,
  visit,
  WORDS,
} from './screens/screen.ts';

const TABLET = { width: 768, height: 800 };
const SMALL_PHONE = { width: 360, height: 740 };

const SETTLING_MS = 2_000;

/** What does not fit once the new width is laid out, which a worker does. */
const fit = async (page: Page, where: string): Promise<readonly string[]> => {
  const deadlineMs = performance.now() + SETTLING_MS;
  let lines = await misfits(page);
  while (lines.length > 0 && performance.now() < deadlineMs) lines = await misfits(page);
  return lines.map((line) => `${where}, ${page.viewportSize()?.width ?? 0} px: ${line}`);
};

/** A screen from a desktop down to a phone: what axe and the eye would find, light and dark. */
const lookInEnglish = async (page: Page, where: string): Promise<readonly string[]> => {
  const found = [...(await violations(page, where)), ...(await fit(page, where))];
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await violations(page, `${where}, dark`, 'colours')));
  await page.setViewportSize(TABLET);
  found.push(...(await fit(page, where)));
  await page.setViewportSize(PHONE);
  found.push(...(await violations(page, `${where}, phone, dark`)));
  await page.setViewportSize(SMALL_PHONE);
  found.push(...(await fit(page, where)));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(DESKTOP);
  return found;
};

/** The same from a phone up, in words that are longer. */
const lookInFrench = async (page: Page, where: string): Promise<readonly string[]> => {
  const name = `${where}, fr`;
  const found: string[] = [];
  for (const size of [SMALL_PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    found.push(...(await fit(page, name)));
  }
  found.push(...(await englishTexts(page)).map((text) => `${where}: English: ${text}`));
  return found;
};

const LOOKS = { en: lookInEnglish, fr: lookInFrench };

test('Each screen, dialog and menu passes axe, light and dark, and fits in both languages from a small phone to a desktop', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  test.setTimeout(400_000);
  const { page } = await openBrowser();
  page.setDefaultTimeout(20_000);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await openDrive(page, host.url);
  const found: string[] = [];
  const visitAll = async <More extends object>(
    language: Language,
    screens: readonly Screen<EmptyStage & More>[],
    more: More,
  ): Promise<void> => {
    const stage = { page, words: WORDS[language], ...more };
    await page.setViewportSize(DESKTOP);
    await page.evaluate((chosen) => localStorage.setItem('hm-language', chosen), language);
    await startAnew(page);
    for (const screen of screens) {
      found.push(...(await visit(screen, stage, () => LOOKS[language](page, screen.name))));
    }
    await expect(page.locator('html')).toHaveAttribute('lang', language);
  };

  for (const language of ['fr', 'en'] as const) await visitAll(language, EMPTY_SCREENS, {});
  await page.goto(`${host.url}#/library`);
  const drive = await prepareDrive(page, [
    ...(await writePhotos(join(profileDir, 'photos'), { count: 3, seed: 41 })),
    ...(await writeOddFiles(join(profileDir, 'odd'))),
  ]);
  for (const language of ['en', 'fr'] as const) await visitAll(language, SCREENS, { drive });
  expect(found).toEqual([]);
});
