import type { Page } from '@playwright/test';
import { WORDS } from './screen.ts';

/**
 * Texts that do not fit: cut by their box without saying so by an ellipsis, or beyond the window's edge;
 * and keys of words that were never written. What scrolls by itself is meant to be longer.
 */
export const misfits = (page: Page): Promise<readonly string[]> =>
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
        // What a file says of itself has names like keys.
        element.closest('.raw') === null &&
        !own.includes('.jpg') &&
        !own.includes('.yaml')
      )
        found.push(`a key: ${own}`);
    }
    if (document.documentElement.scrollWidth > innerWidth)
      found.push('the page scrolls sideways');
    return found;
  });

/** What the sample calls things: content, which keeps the language in which it was made. */
const contentWords = ({ sample }: typeof WORDS.en): readonly string[] => {
  const { collection, folders, titles, tags, album, artist } = sample;
  return wordsOf({ collection, folders, titles, tags, album, artist });
};

/** Texts and labels of the page that are English words of the catalogue and no French ones. */
export const englishTexts = async (page: Page): Promise<readonly string[]> => {
  const allowed = new Set([...wordsOf(WORDS.fr), ...contentWords(WORDS.en)]);
  const english = wordsOf(WORDS.en).filter((text) => !allowed.has(text) && text.length > 3);
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
