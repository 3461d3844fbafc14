import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { chooseFiles, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

/** Chromium's own pickers cannot be driven; without them the app falls back to an input, as in Firefox. */
const withoutPickers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showDirectoryPicker'])
      Object.defineProperty(window, name, { value: undefined });
  });

/** Drops files of this machine's disk on the window, as a person does from a file manager. */
const dropOn = async (page: Page, paths: readonly string[]): Promise<void> => {
  const input = await chooseFiles(page, paths);
  await input.evaluate((made) => {
    const dataTransfer = new DataTransfer();
    for (const file of made.files ?? []) dataTransfer.items.add(file);
    const target = document.querySelector('main');
    for (const type of ['dragenter', 'dragover', 'drop'])
      target?.dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }),
      );
  });
};

/** The cells of the grid. */
const itemsOf = (page: Page) =>
  page.getByRole('listbox', { name: /^Media in/ }).getByRole('option');

/** How many of the pictures in the grid are drawn. */
const drawnPictures = (page: Page): Promise<number> =>
  itemsOf(page)
    .locator('img')
    .evaluateAll(
      (images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length,
    );

test('The first run: a folder is chosen, arrives, and is looked through by keys alone', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const folder = join(profileDir, 'holiday');
  await writePhotos(folder, { count: 6, seed: 1 });
  const { page } = await openBrowser();
  await withoutPickers(page);
  await openDrive(page, host.url);

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('main').getByRole('button', { name: 'Choose a folder' }).press('Enter');
  await (await chooser).setFiles(folder);
  const drawer = page.getByRole('region', { name: 'Imports' });
  await expect(drawer).toContainText('6 added');
  await expect(itemsOf(page)).toHaveCount(6);
  await expect.poll(() => drawnPictures(page)).toBe(6);
  await expect(page.getByRole('treeitem', { name: 'holiday, 6 items' })).toBeVisible();

  await itemsOf(page).first().focus();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog');
  await expect(viewer).toContainText('1 of 6');
  await expect(viewer).toContainText('photo-005.jpg');
  await expect.poll(() => widestPicture(page)).toBe(640);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(viewer).toContainText('photo-003.jpg');
  await page.keyboard.press('ArrowLeft');
  await expect(viewer).toContainText('2 of 6');
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(itemsOf(page).nth(1)).toBeFocused();
});

/** Pixels across of the widest picture in the viewer: the original's, once it is shown. */
const widestPicture = (page: Page): Promise<number> =>
  page
    .getByRole('dialog')
    .locator('img')
    .evaluateAll((images) =>
      Math.max(0, ...images.map((image) => (image as HTMLImageElement).naturalWidth)),
    );

test('Dropped photos are put into a new collection, removed, and brought back by Ctrl+Z', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const paths = await writePhotos(join(profileDir, 'drop'), { count: 5, seed: 2 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await dropOn(page, paths);
  await expect(itemsOf(page)).toHaveCount(5);

  await page.getByRole('button', { name: 'New collection', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Best');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: 'Best, 0 items' })).toBeVisible();

  await page.getByRole('link', { name: /All media/ }).click();
  await itemsOf(page).nth(0).focus();
  await page.keyboard.press('x');
  await itemsOf(page).nth(1).locator('.tick').click();
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText('2 selected');
  await bar.getByRole('button', { name: 'Move to…' }).click();
  await page.getByLabel('Find a collection').fill('Best');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treeitem', { name: 'Best, 2 items' })).toBeVisible();

  await page.getByRole('treeitem', { name: /^Best/ }).click();
  await expect(itemsOf(page)).toHaveCount(2);
  await itemsOf(page).first().focus();
  await page.keyboard.press('Delete');
  await expect(itemsOf(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(itemsOf(page)).toHaveCount(2);
  await page.keyboard.press('Control+Shift+Z');
  await expect(itemsOf(page)).toHaveCount(1);

  await page.getByRole('link', { name: 'Trash' }).click();
  const removed = page.getByRole('list', { name: 'Removed things' }).getByRole('listitem');
  await expect(removed).toHaveCount(1);
  await removed.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('treeitem', { name: 'Best, 2 items' })).toBeVisible();
});

test('What is in the drive already is said to be a duplicate, and where it is', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const paths = await writePhotos(join(profileDir, 'twice'), { count: 2, seed: 3 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await page.evaluate(() => window.hm.drive.createCollection('here'));
  await page.getByRole('treeitem', { name: /^here/ }).click();
  await dropOn(page, paths);
  await expect(itemsOf(page)).toHaveCount(2);
  await dropOn(page, paths);
  const drawer = page.getByRole('region', { name: 'Imports' });
  await drawer.getByText('2 already here').click();
  await expect(drawer).toContainText('photo-000.jpg: already in here');
  await expect(itemsOf(page)).toHaveCount(2);
});
