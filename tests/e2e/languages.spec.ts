import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeScenes } from '../fixtures/e2e/drawn-scenes.ts';
import { writeOddFiles } from '../fixtures/e2e/odd-files.ts';
import { fillSampleLibrary } from '../fixtures/e2e/sample-library.ts';
import { openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { bringUp, type Language, SCREENS, WORDS } from './screens.ts';

const WIDTHS = [360, 768, 1280];

/**
 * Texts that do not fit: cut by their box without saying so by an ellipsis, or beyond the window's edge;
 * and keys of words that were never written. What scrolls by itself is meant to be longer.
 */
const misfits = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isHidden = (element: Element): boolean =>
      element.closest('[inert], [hidden], .visually-hidden') !== null ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const scrolls = (element: Element): boolean => {
      for (let at: Element | null = element; at !== null; at = at.parentElement)
        if (
          /auto|scroll/.test(getComputedStyle(at).overflowX) &&
          at.scrollWidth > at.clientWidth
        )
          return true;
      return false;
    };
    const found: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const own = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? '')
        .join(' ')
        .trim();
      if (own === '' || isHidden(element) || scrolls(element)) continue;
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
      if (clipPath !== 'none') continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right } = range.getBoundingClientRect();
      const isCut =
        element.scrollWidth > element.clientWidth + 1 &&
        overflowX !== 'visible' &&
        textOverflow !== 'ellipsis';
      const isOut = right > innerWidth + 1 || left < -1;
      if (isCut || (isOut && textOverflow !== 'ellipsis')) found.push(`does not fit: ${own}`);
      if (
        /^[a-z]+(\.[a-zA-Z-]+)+$/.test(own) &&
        !own.includes('.jpg') &&
        !own.includes('.yaml')
      )
        found.push(`a key: ${own}`);
    }
    if (document.documentElement.scrollWidth > innerWidth)
      found.push('the page scrolls sideways');
    return found;
  });

/** Texts and labels of the page that are English words of the catalogue and no French ones. */
const englishTexts = async (page: Page): Promise<readonly string[]> => {
  const french = new Set(wordsOf(WORDS.fr));
  const english = wordsOf(WORDS.en).filter((text) => !french.has(text) && text.length > 3);
  return page.evaluate((texts) => {
    const known = new Set(texts);
    const seen = [...document.body.querySelectorAll('*')].flatMap((element) => [
      element.getAttribute('aria-label') ?? '',
      element.getAttribute('placeholder') ?? '',
      element.getAttribute('title') ?? '',
      ...[...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? ''),
    ]);
    return [...new Set(seen.filter((text) => known.has(text)))];
  }, english);
};

/** Every text without placeholders, each plural form by itself. */
const wordsOf = (words: object): readonly string[] =>
  Object.values(words).flatMap((value: unknown) =>
    typeof value === 'string'
      ? value.split('|').map((form) => form.trim())
      : wordsOf(value as object),
  );

test('Each screen fits in both languages, from a small phone to a desktop, without a missing or foreign word', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  test.setTimeout(240_000);
  const { page } = await openBrowser();
  page.setDefaultTimeout(20_000);
  await openDrive(page, host.url);
  const folders = await writeScenes(join(profileDir, 'scenes'));
  await fillSampleLibrary(page, folders);
  const toImport = [
    ...(folders[0]?.files.slice(0, 2) ?? []),
    ...(await writeOddFiles(join(profileDir, 'odd'))),
  ];
  const found: string[] = [];
  for (const language of Object.keys(WORDS) as Language[]) {
    await page.evaluate((chosen) => localStorage.setItem('hm-language', chosen), language);
    for (const screen of SCREENS) {
      await page.setViewportSize({ width: WIDTHS[0] ?? 360, height: 740 });
      found.push(...(await bringUp(screen, { page, words: WORDS[language], toImport })));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 740 });
        const where = `${screen.name}, ${language}, ${width} px`;
        found.push(...(await misfits(page)).map((text) => `${where}: ${text}`));
      }
      if (language === 'fr')
        found.push(
          ...(await englishTexts(page)).map((text) => `${screen.name}: English: ${text}`),
        );
    }
    await expect(page.locator('html')).toHaveAttribute('lang', language);
  }
  expect(found).toEqual([]);
});
