import type { Page } from '@playwright/test';
import { dialog, type Screen, show, showItems, type Stage } from './screen.ts';

const COLLECTION = 'Outdoors';

/** Shows the menu of a collection in the tree, which lies over the screen on a phone. */
const openTreeMenu = async ({ page, words }: Stage): Promise<void> => {
  await showItems(page, `#/library/Sample/${COLLECTION}`);
  const tree = page.getByRole('tree');
  if (!(await tree.isVisible()))
    await page.getByRole('button', { name: words.nav.show }).click();
  await tree
    .getByRole('treeitem', { name: new RegExp(`^${COLLECTION}`) })
    .getByRole('button')
    .click();
  await page.getByRole('menu').waitFor();
};

/** Opens the dialog behind an entry of that menu. */
const byTreeMenu =
  (entry: (words: Stage['words']) => string) =>
  async (stage: Stage): Promise<void> => {
    await openTreeMenu(stage);
    await stage.page.getByRole('menuitem', { name: entry(stage.words), exact: true }).click();
    await dialog(stage.page).waitFor();
  };

const openPalette = async (page: Page, typed: string): Promise<void> => {
  await showItems(page, '#/library');
  await page.keyboard.press('Control+k');
  await dialog(page).getByRole('combobox').fill(typed);
  await dialog(page).getByRole('option').first().waitFor();
};

const byLine =
  (hash: string) =>
  async ({ page }: Stage): Promise<void> => {
    await show(page, hash);
    await page.locator('#content li').first().waitFor();
  };

/** What the frame holds, and the screens that are reached from it. */
export const FRAME_SCREENS: readonly Screen[] = [
  { name: 'tree-menu', open: openTreeMenu },
  { name: 'new-collection', open: byTreeMenu((words) => words.tree.addBelow) },
  { name: 'move-collection', open: byTreeMenu((words) => words.actions.moveTo) },
  { name: 'collection-dialog', open: byTreeMenu((words) => words.tree.edit) },
  { name: 'links-dialog', open: byTreeMenu((words) => words.links.open) },
  { name: 'export-dialog', open: byTreeMenu((words) => words.exports.menu) },
  { name: 'palette', open: ({ page }) => openPalette(page, '') },
  { name: 'palette-found', open: ({ page }) => openPalette(page, 'sea') },
  {
    name: 'keys',
    open: async ({ page }) => {
      await showItems(page, '#/library');
      await page.keyboard.press('?');
      await dialog(page).waitFor();
    },
  },
  { name: 'duplicates', open: byLine('#/duplicates') },
  { name: 'history', open: byLine('#/history') },
  { name: 'trash', open: byLine('#/trash') },
  {
    name: 'confirm-dialog',
    open: async ({ page, words }) => {
      await byLine('#/trash')({ page, words } as Stage);
      await page.getByRole('button', { name: words.trash.purgeAll }).click();
      await dialog(page).waitFor();
    },
  },
  { name: 'incoming', open: ({ page }) => show(page, '#/incoming') },
  {
    name: 'settings',
    open: async ({ page, words }) => {
      await show(page, '#/settings');
      await page.getByText(words.settings.parts.originals).waitFor();
    },
  },
  {
    name: 'settings-storage',
    open: async ({ page, words }) => {
      await show(page, '#/settings');
      await page.getByText(words.settings.parts.originals).waitFor();
      await page
        .getByRole('heading', { name: words.settings.storage })
        .evaluate((heading) => heading.scrollIntoView());
    },
  },
  {
    name: 'open-link',
    open: async ({ page }) => {
      await show(page, '#/open?uri=hm%3A%2F%2Flocal%2Fnowhere');
      await page.getByRole('alert').waitFor();
    },
  },
];
