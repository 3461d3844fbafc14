import { dialog, type Screen, show, showItems } from './screen.ts';

/** Searching: the field, its answers, its filters, and what is kept of them. */
export const SEARCH_SCREENS: readonly Screen[] = [
  {
    name: 'search-start',
    open: async ({ page, words }) => {
      await show(page, '#/search');
      await page.getByText(words.search.startTitle).waitFor();
    },
  },
  {
    name: 'suggestions',
    open: async ({ page, words }) => {
      await showItems(page, '#/library');
      await page.keyboard.press('/');
      await page.getByRole('combobox', { name: words.search.label }).fill('la');
      await page.locator('#search-lines [role=option]').first().waitFor();
    },
  },
  {
    name: 'search',
    open: ({ page }) => showItems(page, '#/search?q=landscape&tag=winter trip'),
  },
  {
    name: 'facet-menu',
    open: async ({ page, words }) => {
      await showItems(page, '#/search?q=landscape');
      await page.getByRole('button', { name: words.search.facets.kind, exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'days-dialog',
    open: async ({ page, words }) => {
      await showItems(page, '#/search?q=landscape');
      await page.getByRole('button', { name: words.search.facets.date, exact: true }).click();
      await page.getByRole('menuitem', { name: words.search.chooseDays }).click();
      await dialog(page).waitFor();
    },
  },
  {
    name: 'saved-search',
    open: async ({ page, drive }) => showItems(page, drive.savedSearch),
  },
  {
    name: 'nothing-found',
    open: async ({ page, words }) => {
      await show(page, '#/search?q=zeppelin');
      await page.getByText(words.search.nothingText).waitFor();
    },
  },
  {
    name: 'filtered-out',
    open: async ({ page, words }) => {
      await show(page, '#/search?q=northern&kind=video');
      await page.getByText(words.search.filteredOut).waitFor();
    },
  },
];
