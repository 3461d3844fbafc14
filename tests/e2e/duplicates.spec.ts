import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeAlikePhotos } from '../fixtures/e2e/alike-photos.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

const groupsOf = (page: Page) =>
  page.getByRole('list', { name: 'Duplicates' }).getByRole('listitem');

/** Ids of a group as names, the one to keep first. */
const groupNames = (page: Page, by: 'essence' | 'similar') =>
  page.evaluate(async (kind) => {
    const groups = await window.hm.drive.duplicates({ by: kind });
    return Promise.all(
      groups.map(async ({ ids, distance, kind: found }) => {
        const items = await Promise.all(ids.map((id) => window.hm.drive.getMedia(id)));
        return { names: items.map(({ name }) => name), distance, found };
      }),
    );
  }, by);

test('The same picture with other metadata, and in another size and format, is found, told apart from others, merged and undone', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const paths = await writeAlikePhotos(join(profileDir, 'alike'));
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  const { failed } = await importFromDisk(page, 'trips', paths);
  expect(failed).toEqual([]);
  expect(await groupNames(page, 'essence')).toEqual([
    { names: ['harbour-retagged.jpg', 'harbour.jpg'], distance: 0, found: 'essence' },
  ]);
  const alike = await groupNames(page, 'similar');
  expect(alike.map(({ names }) => names).sort()).toEqual([
    ['harbour-retagged.jpg', 'harbour.jpg'],
    ['lake.jpg', 'lake-small.webp'],
  ]);

  await page.getByRole('link', { name: 'Duplicates' }).click();
  await expect(groupsOf(page)).toHaveCount(2);
  const same = groupsOf(page).filter({ hasText: 'Same picture, other metadata' });
  const looks = groupsOf(page).filter({ hasText: 'Look alike' });
  await expect(looks).toContainText('960 × 720');
  await expect(looks).toContainText('480 × 360');

  // Another one is kept than was suggested, by keys alone.
  await looks.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(looks.getByRole('radio', { name: /lake-small/ })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(looks.getByRole('button', { name: 'Merge' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(groupsOf(page)).toHaveCount(1);
  const kept = (await listAll(page)).items.map(({ name }) => name);
  expect(kept).not.toContain('lake.jpg');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(groupsOf(page)).toHaveCount(2);

  await same.getByRole('button', { name: 'Not duplicates' }).click();
  await expect(groupsOf(page)).toHaveCount(1);
  await page.reload();
  await expect(groupsOf(page)).toHaveCount(1);

  await page.getByRole('button', { name: 'Merge all that look alike' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 item goes to the trash');
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByRole('main')).toContainText('No duplicates');
  expect((await listAll(page)).total).toBe(5);
});
