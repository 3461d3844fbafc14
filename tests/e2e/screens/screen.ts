import type { Locator, Page } from '@playwright/test';
import { en as firstEnglish } from '../../../src/ui/locales/en.ts';
import { health as englishHealth } from '../../../src/ui/locales/en/health.ts';
import { fr as firstFrench } from '../../../src/ui/locales/fr.ts';
import { health as frenchHealth } from '../../../src/ui/locales/fr/health.ts';
import { withFrenchSpaces } from '../../../src/ui/locales/french-spaces.ts';
import { untilReady } from '../drive-page.ts';
import type { PreparedDrive } from './prepared-drive.ts';

const en = { ...firstEnglish, ...englishHealth };
const fr: typeof en = { ...firstFrench, ...withFrenchSpaces(frenchHealth) };

/** The words of the languages that the screens speak. */
export const WORDS = { en, fr };
export type Language = keyof typeof WORDS;

/** Themes and sizes in which people see the screens. */
export const THEMES = ['light', 'dark'] as const;
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** What a screen needs to be brought up, in any language. */
export interface EmptyStage {
  readonly page: Page;
  readonly words: typeof en;
}
/** The same, in a drive that holds something. */
export interface Stage extends EmptyStage {
  readonly drive: PreparedDrive;
}

/** A screen, a dialog or a menu. */
export interface Screen<On extends EmptyStage = Stage> {
  /** In `kebab-case`; pictures of it are called so. */
  readonly name: string;
  /** What it leaves behind goes only by a reload: music, a drawer, a choice that is remembered. */
  readonly lasts?: boolean;
  /** A phone has another way to it, or none. */
  readonly isWideOnly?: boolean;
  open(stage: On): Promise<void>;
}

/** Shows an address of the app, within the page. */
export const show = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator('#content').waitFor();
};

export const items = (page: Page): Locator => page.locator('#content [role=option]');
export const dialog = (page: Page): Locator => page.locator('dialog[open]');
export const viewer = (page: Page): Locator => page.locator('#overlays [role=dialog]');

/** Shows a listing, once its first item is there. */
export const showItems = async (page: Page, hash: string): Promise<void> => {
  await show(page, hash);
  await items(page).first().waitFor();
};

/** What lies above a screen and goes by Escape. */
const FLOATING = 'dialog[open], #overlays [role=dialog], [role=menu]';

/** Leaves whatever is open, for a screen that has nothing in common with any other. */
const leave = async (page: Page): Promise<void> => {
  const floating = page.locator(FLOATING).first();
  for (let layer = 0; layer < 4 && (await floating.isVisible()); layer++)
    await page.keyboard.press('Escape');
  const besideTree = page.locator('.shade');
  if (await besideTree.isVisible()) await besideTree.click({ position: { x: 340, y: 400 } });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await show(page, '#/open');
  await page.locator('#content input').waitFor();
};

/** Starts the app again, so that nothing but the language and the drive is left of what was before. */
export const startAnew = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage))
      if (key !== 'hm-language' && key !== 'hm-sample') localStorage.removeItem(key);
    // What an import has open goes too, even while it runs.
    sessionStorage.setItem('hm-imports-open', 'false');
    history.replaceState(null, '', '/#/open');
  });
  await page.reload();
  await untilReady(page);
  await page.locator('#content').waitFor();
};

/**
 * Brings a screen up, lets `look` say what it finds there, and leaves it again. What keeps it from being
 * brought up is a finding.
 */
export const visit = async <On extends EmptyStage>(
  screen: Screen<On>,
  stage: On,
  look: () => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const { page } = stage;
  try {
    await screen.open(stage);
    return await look();
  } catch (error) {
    return [`${screen.name}: ${String(error)}`];
  } finally {
    if (screen.lasts === true) await startAnew(page);
    else await leave(page);
  }
};
