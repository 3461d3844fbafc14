import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ImportReport } from '../../src/core/imports/import-job.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { chooseFiles, importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { readOriginals } from './stored-bytes.ts';

/** The ids of a report, those that were there before included. */
const idsOf = ({ added, duplicates }: ImportReport): readonly string[] => [
  ...added,
  ...duplicates.map(({ id }) => id),
];

/** Resolves once the page has heard of so many files done of its import. */
const untilDone = (page: Page, files: number): Promise<void> =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const stop = window.hm.on('progress', ({ done }) => {
          if (done < wanted) return;
          stop();
          resolve();
        });
      }),
    files,
  );

test('Two tabs that import at once into one drive add everything, and nothing twice', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 40, seed: 8 });
  const { page: one, context } = await openBrowser();
  const two = await context.newPage();
  await openDrive(one, host.url);
  await openDrive(two, host.url);

  const reports = await Promise.all([
    importFromDisk(one, 'shared', photos.slice(0, 25)),
    importFromDisk(two, 'shared', photos.slice(15)),
  ]);
  expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
  expect(reports.map((report) => idsOf(report).length)).toEqual([25, 25]);
  expect(reports.flatMap(({ added }) => added)).toHaveLength(40);
  for (const page of [one, two]) {
    const { items } = await listAll(page);
    expect(items).toHaveLength(40);
    expect(new Set(items.map(({ hash }) => hash)).size).toBe(40);
  }
  await expect(one.getByRole('treeitem', { name: 'shared, 40 items' })).toBeVisible();
  await expect(two.getByRole('treeitem', { name: 'shared, 40 items' })).toBeVisible();
});

test('Closing the tab that is the drive is not noticed by the imports of the others', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 40, seed: 9 });
  const { page: drive, context } = await openBrowser();
  await openDrive(drive, host.url);
  // The one that is the drive next, and one that stays a client.
  const heir = await context.newPage();
  await openDrive(heir, host.url);
  const client = await context.newPage();
  await openDrive(client, host.url);

  const some = Promise.all([untilDone(heir, 3), untilDone(client, 3)]);
  const importing = Promise.all([
    importFromDisk(heir, 'album', photos.slice(0, 20)),
    importFromDisk(client, 'album', photos.slice(20)),
  ]);
  await some;
  await drive.close();
  const reports = await importing;
  expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
  expect(new Set(reports.flatMap(idsOf)).size).toBe(40);
  const { items } = await listAll(client);
  expect(items.map(({ name }) => name)).toEqual(photos.map((path) => path.split('/').at(-1)));
  const found = await readOriginals(
    client,
    items.map(({ id }) => id),
  );
  expect(found.map(({ hash }) => hash)).toEqual(items.map(({ hash }) => hash));
  const jobs = await client.evaluate(() => window.hm.drive.imports.list());
  expect(jobs.map(({ state }) => state)).toEqual(['done', 'done']);
});

test('The import of a tab that is closed waits in the others for its files', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 40, seed: 10 });
  const { page: closing, context } = await openBrowser();
  await openDrive(closing, host.url);
  const staying = await context.newPage();
  await openDrive(staying, host.url);

  const some = untilDone(closing, 5);
  const input = await chooseFiles(closing, photos);
  await input.evaluate((made) => {
    void window.hm.drive.importMedia('album', [...(made.files ?? [])]);
  });
  await some;
  await closing.close();
  await expect
    .poll(() => staying.evaluate(() => window.hm.drive.imports.list()))
    .toMatchObject([{ state: 'waiting-for-files' }]);
  await staying.getByRole('button', { name: 'Show imports' }).click();
  const drawer = staying.getByRole('region', { name: 'Imports' });
  await expect(drawer).toContainText('Waits for files');
  await expect(drawer).toContainText('photo-0');
  const report = await importFromDisk(staying, 'album', photos);
  expect(report.failed).toEqual([]);
  expect((await listAll(staying)).total).toBe(40);
  await expect(drawer).toContainText('Done');
});
