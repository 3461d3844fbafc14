import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

/** A drive with something of everything in it. */
const fillDrive = async (page: Page, photos: readonly string[]): Promise<void> => {
  await importFromDisk(page, 'work/2024', photos.slice(0, 8));
  await importFromDisk(page, 'family', photos.slice(6));
  await page.evaluate(async () => {
    const { drive, config } = window.hm;
    const { items } = await drive.listMedia('', {
      recursive: true,
      sort: 'name',
      order: 'asc',
    });
    const ids = items.map(({ id }) => id);
    await drive.createCollection('work/empty', { description: 'Nothing in it' });
    await drive.updateMedia(ids.slice(0, 3), { tags: ['sea', 'été'], rating: 4 });
    await drive.updateMedia(ids.slice(3, 4), { title: 'Harbour', description: 'At dawn' });
    await drive.moveMedia(ids.slice(4, 6), 'family/moved');
    await drive.copyMedia(ids.slice(0, 2), 'best');
    await drive.createLink({ source: 'best', target: 'family', type: 'alias' });
    await drive.removeMedia(ids.slice(7, 9));
    await drive.createCollection('gone/inside');
    await drive.removeCollection('gone');
    await drive.updateCollection('family', { name: 'relatives' });
    await drive.undo();
    await config.update({ name: 'Rebuilt' });
  });
};

/** All that a person can see of the drive. */
const describeDrive = (page: Page) =>
  page.evaluate(async () => {
    const { drive, config, integrity } = window.hm;
    const collections = await drive.listCollections('', { recursive: true });
    const listing = await drive.listMedia('', { recursive: true, sort: 'name', order: 'asc' });
    return {
      exportHash: await integrity.exportHash(),
      collections,
      media: await Promise.all(listing.items.map(({ id }) => drive.getMedia(id))),
      links: await drive.listLinks('best'),
      trash: await drive.trash.list(),
      history: await drive.history(),
      config: await config.get(),
    };
  });

/** Deletes both databases of the drive, while no page of it is open. */
const deleteDatabases = async (page: Page, origin: string): Promise<void> => {
  await page.goto(new URL('/manifest.webmanifest', origin).href);
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await session.detach();
};

test('A drive whose databases were deleted comes back whole from its files', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 12, seed: 5 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await fillDrive(page, photos);
  const before = await describeDrive(page);
  expect(before.trash.length).toBeGreaterThan(0);

  await deleteDatabases(page, new URL(host.url).origin);
  await openDrive(page, host.url);
  const after = await describeDrive(page);
  expect(after).toEqual(before);

  // Its keys are gone with IndexedDB; it works on all the same.
  await page.evaluate(async () => {
    const { drive } = window.hm;
    const [removed] = await drive.trash.list();
    await drive.trash.restore([removed?.id ?? '']);
  });
  const more = await writePhotos(join(profileDir, 'more'), { count: 2, seed: 6 });
  expect((await importFromDisk(page, 'later', more)).added).toHaveLength(2);
  const { items } = await listAll(page);
  const pictures = await page.evaluate(
    (ids) =>
      Promise.all(ids.map(async (id) => (await window.hm.drive.thumbnail(id, 256)).size)),
    items.map(({ id }) => id),
  );
  expect(Math.min(...pictures)).toBeGreaterThan(0);
});

test('A rebuilt catalogue says what the old one said', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 12, seed: 7 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await fillDrive(page, photos);
  const before = await describeDrive(page);
  const report = await page.evaluate(() => window.hm.integrity.rebuildCatalog());
  expect(report).toMatchObject({ exportHash: before.exportHash, missing: 0, orphans: 0 });
  expect(await describeDrive(page)).toEqual(before);
});
