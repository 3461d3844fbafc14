import type { Locator, Page } from '@playwright/test';
import { en } from '../../src/ui/locales/en.ts';
import { fr } from '../../src/ui/locales/fr.ts';
import { chooseFiles, untilReady } from './drive-page.ts';

/** The words of the languages that the screens speak. */
export const WORDS = { en, fr };
export type Language = keyof typeof WORDS;

/** What a screen needs to be brought up, in any language. */
export interface Stage {
  readonly page: Page;
  readonly words: typeof en;
  /** Files that are not in the drive yet, and some that are or cannot be. */
  readonly toImport: readonly string[];
}

/** A screen or dialog, brought up in a drive that holds the sample library. */
export interface Screen {
  readonly name: string;
  open(stage: Stage): Promise<void>;
}

const items = (page: Page): Locator => page.locator('[role=option]');

/** Shows an address of the app from its start, so that nothing of the screen before is left. */
export const goTo = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => {
    for (const key of Object.keys(localStorage))
      if (key !== 'hm-language') localStorage.removeItem(key);
    history.replaceState(null, '', to);
  }, `/${hash}`);
  await page.reload();
  await untilReady(page);
  await page.locator('#content').waitFor();
};

const openLibrary = async (page: Page): Promise<void> => {
  await goTo(page, '#/library');
  await items(page).first().waitFor();
};

const focusFirst = async (page: Page): Promise<void> => {
  await openLibrary(page);
  await items(page).first().focus();
};

const openSelection = async (page: Page): Promise<void> => {
  await focusFirst(page);
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('x');
  await page.getByRole('toolbar').waitFor();
};

const openViewer = async (page: Page): Promise<void> => {
  await focusFirst(page);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').locator('img').first().waitFor();
};

/** Every screen and dialog that a drive with the sample library can show. */
export const SCREENS: readonly Screen[] = [
  { name: 'library', open: ({ page }) => openLibrary(page) },
  {
    name: 'collection',
    open: async ({ page }) => {
      await goTo(page, '#/library/Travel/Lisbon');
      await items(page).first().waitFor();
    },
  },
  { name: 'selection', open: ({ page }) => openSelection(page) },
  {
    name: 'tags-dialog',
    open: async ({ page, words }) => {
      await openSelection(page);
      await page.getByRole('button', { name: words.actions.tag }).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'import-menu',
    open: async ({ page, words }) => {
      await openLibrary(page);
      await page.getByRole('button', { name: words.actions.import, exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  { name: 'favourites', open: ({ page }) => goTo(page, '#/favourites') },
  { name: 'viewer', open: ({ page }) => openViewer(page) },
  {
    name: 'info',
    open: async ({ page }) => {
      await openViewer(page);
      await page.keyboard.press('i');
      await page.locator('dl').first().waitFor();
    },
  },
  {
    name: 'trash',
    open: async ({ page }) => {
      await goTo(page, '#/trash');
      await page.locator('#content li').first().waitFor();
    },
  },
  {
    name: 'confirm-dialog',
    open: async ({ page, words }) => {
      await goTo(page, '#/trash');
      await page.getByRole('button', { name: words.trash.purgeAll }).click();
      await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor();
    },
  },
  {
    name: 'search',
    open: async ({ page }) => {
      await goTo(page, '#/search?q=lake');
      await items(page).first().waitFor();
    },
  },
  { name: 'nothing-found', open: ({ page }) => goTo(page, '#/search?q=zeppelin') },
  {
    name: 'palette',
    open: async ({ page }) => {
      await openLibrary(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'keys',
    open: async ({ page }) => {
      await openLibrary(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'duplicates', open: ({ page }) => goTo(page, '#/duplicates') },
  { name: 'incoming', open: ({ page }) => goTo(page, '#/incoming') },
  { name: 'history', open: ({ page }) => goTo(page, '#/history') },
  { name: 'settings', open: ({ page }) => goTo(page, '#/settings') },
  {
    name: 'open-link',
    open: ({ page }) => goTo(page, '#/open?uri=hm%3A%2F%2Flocal%2Fnowhere'),
  },
  {
    name: 'imports',
    open: async ({ page, words, toImport }) => {
      await openLibrary(page);
      const input = await chooseFiles(page, toImport);
      await input.evaluate((chosen) => {
        const clipboardData = new DataTransfer();
        for (const file of chosen.files ?? []) clipboardData.items.add(file);
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true }),
        );
      });
      await page.getByText(words.imports.states.done).first().waitFor();
    },
  },
];

/** Themes and sizes in which people see the screens. */
export const THEMES = ['light', 'dark'] as const;
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** Brings a screen up; what keeps it from that, as a line. */
export const bringUp = async (
  { name, open }: Screen,
  stage: Stage,
): Promise<readonly string[]> => {
  try {
    await open(stage);
    return [];
  } catch (error) {
    return [`${name}: ${String(error)}`];
  }
};
