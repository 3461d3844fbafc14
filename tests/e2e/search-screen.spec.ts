import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { importFromDisk, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

/** So many pictures: the first 8 in Trips/Lake, 5 of them tagged "blue" and 2 of those with 4 stars; 6 in Archive. */
const IN_LAKE = 8;
const IN_ARCHIVE = 6;
const ALL = IN_LAKE + IN_ARCHIVE;
const BLUE = 5;
const RATED = 2;

const fill = async (page: Page, url: string, directory: string): Promise<void> => {
  const photos = await writePhotos(join(directory, 'photos'), { count: ALL, seed: 20261121 });
  await openDrive(page, url);
  const lake = await importFromDisk(page, 'Trips/Lake', photos.slice(0, IN_LAKE));
  await importFromDisk(page, 'Archive', photos.slice(IN_LAKE));
  await page.evaluate(
    async ([ids, blue, rated]) => {
      await window.hm.drive.updateMedia(ids.slice(0, blue), { tags: ['blue'] });
      await window.hm.drive.updateMedia(ids.slice(0, rated), { rating: 4 });
    },
    [[...lake.added], BLUE, RATED] as const,
  );
};

const field = (page: Page) => page.getByRole('combobox', { name: 'Search the drive' });
const filters = (page: Page) => page.getByRole('group', { name: 'Filters' });
const found = (page: Page) =>
  page
    .getByRole('listbox', { name: /^Media in (Search|Blue ones|Best blue)$/ })
    .getByRole('option');
const expectFound = (page: Page, count: number) => expect(found(page)).toHaveCount(count);

test('search by mouse: types, filters, saves, changes and removes', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);

  await field(page).click();
  await field(page).fill('photo');
  await expectFound(page, ALL);
  await expect(page).toHaveURL(/#\/search\?q=photo$/);
  await expect(page.getByText(`${ALL} items`)).toBeVisible();

  await filters(page).getByRole('button', { name: 'Tag' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'blue' }).click();
  await expectFound(page, BLUE);
  await filters(page).getByRole('button', { name: 'Rating' }).click();
  await page.getByRole('menuitemcheckbox', { name: '4 stars or more' }).click();
  await expectFound(page, RATED);

  await test.step('the address carries it all: reload, back and forward', async () => {
    await expect(page).toHaveURL(/q=photo&tag=blue&rating=4/);
    await page.reload();
    await expectFound(page, RATED);
    await expect(field(page)).toHaveValue('photo');
    await page.goBack();
    await expectFound(page, BLUE);
    await page.goBack();
    await expectFound(page, ALL);
    await page.goForward();
    await expectFound(page, BLUE);
  });

  await test.step('a search is saved, opened from the side bar, and changed', async () => {
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Blue ones');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const saved = page.getByRole('region', { name: 'Saved searches' });
    await expect(saved.getByRole('link', { name: 'Blue ones' })).toBeVisible();
    await expect(page.getByRole('tree').getByText('Blue ones')).toHaveCount(0);
    await page.getByRole('link', { name: /^Favourites/ }).click();
    await saved.getByRole('link', { name: 'Blue ones' }).click();
    await expectFound(page, BLUE);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Blue ones');

    await filters(page).getByRole('button', { name: 'Rating' }).click();
    await page.getByRole('menuitemcheckbox', { name: '4 stars or more' }).click();
    await page.getByRole('button', { name: 'Update “Blue ones”' }).click();
    await expect(page.getByRole('button', { name: 'Update “Blue ones”' })).toHaveCount(0);
    const query = await page.evaluate(
      async () => (await window.hm.search.saved.list())[0]?.query,
    );
    expect(query).toMatchObject({ text: 'photo', tags: ['blue'], rating: 4 });
  });

  await test.step('it is renamed and removed as a collection is', async () => {
    await page.getByRole('link', { name: 'Blue ones' }).hover();
    await page.getByRole('button', { name: 'Actions for Blue ones' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Best blue');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Best blue' }).hover();
    await page.getByRole('button', { name: 'Actions for Best blue' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await expect(page.getByRole('region', { name: 'Saved searches' })).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('link', { name: 'Best blue' })).toBeVisible();
  });

  await test.step('a saved search over a tag that is gone says so', async () => {
    await page.evaluate(async () => {
      const { items } = await window.hm.drive.listMedia('', {
        recursive: true,
        tags: ['blue'],
      });
      await window.hm.drive.updateMedia(
        items.map(({ id }) => id),
        { tags: [] },
      );
    });
    await page.getByRole('link', { name: /^All media/ }).click();
    await page.getByRole('link', { name: 'Best blue' }).click();
    await expect(page.getByText('Nothing bears the tag “blue” any more.')).toBeVisible();
    await page.getByRole('button', { name: /^Without blue: 2 items/ }).click();
    await expectFound(page, RATED);
  });
});

test('search by keys alone, in the same grid and viewer as the library', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  const press = (key: string) => page.keyboard.press(key);

  await press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('bl');
  const suggestion = page.getByRole('option', { name: 'blue' });
  await expect(suggestion).toBeVisible();
  await press('ArrowDown');
  await expect(suggestion).toHaveAttribute('aria-selected', 'true');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', 'search-line-0');
  await press('Enter');
  await expect(field(page)).toHaveValue('blue');
  await expectFound(page, BLUE);

  await test.step('Enter goes on to the results, which open, walk and close', async () => {
    await press('Enter');
    await expect(found(page).first()).toBeFocused();
    await press('Enter');
    await expect(page.getByRole('dialog', { name: /^Photo 1 of 5/ })).toBeVisible();
    await press('ArrowRight');
    await expect(page.getByRole('dialog', { name: /^Photo 2 of 5/ })).toBeVisible();
    await press('Escape');
    await expect(found(page).nth(1)).toBeFocused();
    await expect(page).toHaveURL(/#\/search\?q=blue$/);
  });

  await test.step('Enter right behind the last letter goes on to the results when they come', async () => {
    await press('/');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('photo');
    await press('Enter');
    await expect(found(page).first()).toBeFocused();
    await expectFound(page, ALL);
    await press('/');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('blue');
    await press('Enter');
    await expect(found(page).first()).toBeFocused();
    await expectFound(page, BLUE);
  });

  await test.step('Backspace in the empty field takes the last chip away', async () => {
    await filters(page).getByRole('button', { name: 'Kind' }).focus();
    await press('Enter');
    await expect(page.getByRole('menuitemcheckbox', { name: 'Films' })).toBeVisible();
    await expect(page.locator('[role=menu]:focus, [role=menu] :focus')).toHaveCount(1);
    await page.keyboard.type('Films');
    await press('Enter');
    await expect(page.getByText('The filters leave nothing.')).toBeVisible();
    await press('/');
    await expect(field(page)).toBeFocused();
    await press('Backspace');
    await expect(page.getByText('Nothing found.')).toBeVisible();
    await press('Backspace');
    await expect(page.getByText('What are you looking for?')).toBeVisible();
  });

  await test.step('Escape closes the list, then leaves the field', async () => {
    await page.keyboard.type('ph');
    await expectFound(page, ALL);
    await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
    await press('Escape');
    await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
    await press('Escape');
    await expect(field(page)).not.toBeFocused();
  });
});

test('whatever is searched for is harmless', async ({ host, openBrowser, profileDir }) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  for (const text of ['.*', '(?:[a-z]+', '\\', '🌊👨‍👩‍👧', 'שלום עולם', '"', '<b>x</b>', '%zz']) {
    await field(page).fill(text);
    await expect(page.getByText(`Nothing found for “${text}”.`)).toBeVisible();
  }
  await field(page).fill('x'.repeat(10_000));
  await expect(page.getByText('Only the first 500 characters are searched for.')).toBeVisible();
  await expect(field(page)).toHaveValue('x'.repeat(500));
  await page.goto(
    `${host.url}#/search?kind=ghost&from=2024-13-99&rating=9&min=-1&tag=&in=nowhere`,
  );
  await expect(page.getByText('There is no collection “nowhere” any more.')).toBeVisible();
  await page.goto(`${host.url}#/search?q=photo`);
  await expectFound(page, ALL);
});

test('palette and keyboard sheet by keys alone', async ({ host, openBrowser, profileDir }) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const active = palette.locator('[role="option"][aria-selected="true"]');
  const run = async (typed: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(typed);
  };

  await run('gofav');
  await expect(active).toContainText('Go to favourites');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/favourites$/);
  await expect(palette).toHaveCount(0);

  await test.step('what was chosen last stands first', async () => {
    await page.keyboard.press('Control+k');
    await expect(active).toContainText('Go to favourites');
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
  });

  await test.step('goes to collections and to media', async () => {
    await run('lake');
    await expect(active).toContainText('Trips/Lake');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/library\/Trips\/Lake$/);
    await expect(palette).toHaveCount(0);
    await run('photo-003');
    const hit = palette.getByRole('option', { name: 'photo-003.jpg' });
    await expect(hit).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await expect(hit).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: /^Photo 1 of/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('speaks French and puts on the dark theme', async () => {
    await run('dark');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(palette).toHaveCount(0);
    await run('français');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Raccourcis clavier' })).toBeVisible();
    await expect(page.getByText('Suppr').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
