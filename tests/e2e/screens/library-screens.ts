import type { Page } from '@playwright/test';
import { chooseFiles } from '../drive-page.ts';
import { dialog, items, type Screen, show, showItems, type Stage } from './screen.ts';

const OUTDOORS = '#/library/Sample/Outdoors';

const focusFirst = async (page: Page): Promise<void> => {
  await showItems(page, '#/library');
  await items(page).first().focus();
};

/** Opens a dialog by a key of the grid. */
const byKey =
  (key: string) =>
  async ({ page }: Stage): Promise<void> => {
    await focusFirst(page);
    await page.keyboard.press(key);
    await dialog(page).waitFor();
  };

const openSelection = async (page: Page): Promise<void> => {
  await focusFirst(page);
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('x');
  await page.getByRole('toolbar').waitFor();
};

/** Files that are dragged over the window, as the browser would tell of them. */
const dragFilesOver = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'dragged.jpg'));
    document
      .querySelector('#content')
      ?.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true }));
  });

/** Imports files as a person does who pastes them. */
const pasteFiles = async (page: Page, paths: readonly string[]): Promise<void> => {
  const input = await chooseFiles(page, paths);
  await input.evaluate((chosen) => {
    const clipboardData = new DataTransfer();
    for (const file of chosen.files ?? []) clipboardData.items.add(file);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    chosen.remove();
  });
};

/** The library in its shapes, what is done to a selection, and how things come in. */
export const LIBRARY_SCREENS: readonly Screen[] = [
  { name: 'library', open: ({ page }) => showItems(page, '#/library') },
  { name: 'sample', open: ({ page }) => showItems(page, '#/library/Sample') },
  {
    name: 'collection',
    open: async ({ page }) => {
      await showItems(page, OUTDOORS);
      await page.locator('.about').waitFor();
    },
  },
  {
    name: 'empty-collection',
    open: async ({ page, words }) => {
      await show(page, '#/library/Empty shelf');
      await page.getByText(words.empty.collectionText).waitFor();
    },
  },
  { name: 'favourites', open: ({ page }) => showItems(page, '#/favourites') },
  {
    name: 'list',
    lasts: true,
    isWideOnly: true,
    open: async ({ page, words }) => {
      await showItems(page, '#/library');
      await page.getByRole('button', { name: words.library.view.list, exact: true }).click();
      await page.locator('#content .item[role=row]').first().waitFor();
    },
  },
  {
    name: 'scrubber',
    lasts: true,
    open: async ({ page, words }) => {
      await showItems(page, '#/library');
      const larger = page.getByRole('button', { name: words.library.larger });
      // A phone has no such button, and needs none.
      while ((await larger.isVisible()) && (await larger.isEnabled())) await larger.click();
      const scrubber = page.getByRole('slider', { name: words.library.timeline });
      await scrubber.focus();
      await page.keyboard.press('PageDown');
    },
  },
  { name: 'selection', open: ({ page }) => openSelection(page) },
  {
    name: 'rating-menu',
    isWideOnly: true,
    open: async ({ page, words }) => {
      await openSelection(page);
      await page.getByRole('button', { name: words.actions.rate }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  { name: 'tags-dialog', open: byKey('t') },
  { name: 'edit-dialog', open: byKey('e') },
  { name: 'collect-dialog', open: byKey('l') },
  { name: 'date-dialog', open: byKey('g') },
  {
    name: 'import-menu',
    open: async ({ page, words }) => {
      await showItems(page, '#/library');
      await page.getByRole('button', { name: words.actions.import, exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'drop',
    lasts: true,
    open: async ({ page, words }) => {
      await showItems(page, '#/library');
      await dragFilesOver(page);
      await page.getByText(words.drop.stays).waitFor();
    },
  },
  {
    name: 'imports',
    lasts: true,
    open: async ({ page, drive }) => {
      await showItems(page, '#/library');
      const before = await page.evaluate(
        async () => (await window.hm.drive.imports.list()).length,
      );
      await pasteFiles(page, drive.toImport);
      // Those before it are done already: the drawer shows all of this one once nothing goes on.
      await page.waitForFunction(async (known) => {
        const jobs = await window.hm.drive.imports.list();
        return jobs.length > known && jobs.every(({ state }) => state === 'done');
      }, before);
      await page.locator('.drawer article').nth(before).waitFor();
      await page.locator('.drawer [role=progressbar]').waitFor({ state: 'detached' });
    },
  },
];
