import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ImportReport } from '../../src/core/imports/import-job.ts';
import { BAD_NAMES, badContents } from '../fixtures/e2e/bad-files.ts';
import { encodeFilm, muxFilm } from '../fixtures/e2e/film.ts';
import { makePhotos, writePhotos } from '../fixtures/e2e/photo-files.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { hashBytes, readOriginals, readStoredBlobs } from './stored-bytes.ts';

const isLong = process.env['HM_LONG'] !== undefined;
/** 12,000 take minutes, and show no more than that more than one batch of any kind is read. */
const FOLDER_FILES = isLong ? 12_000 : 300;

interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Imports files that the page makes itself, with any names. */
const importMade = (
  page: Page,
  collection: string,
  files: readonly GivenFile[],
): Promise<ImportReport> =>
  page.evaluate(
    ({ collection, made }) =>
      window.hm.drive.importMedia(
        collection,
        made.map(({ name, base64 }) => {
          const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
          return { path: name, file: new File([bytes], name) };
        }),
      ),
    {
      collection,
      made: files.map(({ name, bytes }) => ({
        name,
        base64: Buffer.from(bytes).toString('base64'),
      })),
    },
  );

/** A photo still comes in, has its thumbnail, and everything stored is what its name says. */
const expectUsable = async (page: Page, seed: number): Promise<void> => {
  const [photo] = await makePhotos({ count: 1, seed });
  if (photo === undefined) throw new Error('no photo');
  const { added } = await importMade(page, 'after', [photo]);
  const [original] = await readOriginals(page, added);
  expect(original).toEqual({ name: photo.name, ...(await hashBytes(photo.bytes)) });
  const size = await page.evaluate(
    async (id) => (id === undefined ? 0 : (await window.hm.drive.thumbnail(id, 256)).size),
    added[0],
  );
  expect(size).toBeGreaterThan(0);
  await expect(page.getByRole('treeitem', { name: /^after/ })).toBeVisible();
};

/** An MP4 whose index, which a camera writes last, was never written. */
const makeIndexlessMp4 = async (page: Page): Promise<Buffer> => {
  const film = await muxFilm(await encodeFilm(page, 2), 'mp4');
  return film.subarray(0, film.indexOf('moov') - 4);
};

test('Files that are not what they say end as a row or an item with its reason', async ({
  host,
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  const files = await badContents(await makeIndexlessMp4(page));
  const report = await importMade(page, 'bad', files);

  expect(report.failed.map(({ name, type }) => ({ name, type }))).toEqual(
    files.flatMap(({ name, ends }) =>
      'failure' in ends ? [{ name, type: ends.failure }] : [],
    ),
  );
  const media = await page.evaluate(
    (ids) => Promise.all(ids.map((id) => window.hm.drive.getMedia(id))),
    report.added,
  );
  for (const { name, bytes, ends } of files) {
    if ('failure' in ends) continue;
    const item = media.find((found) => found.name === name);
    expect
      .soft(item, name)
      .toMatchObject({ ...ends.item, hash: (await hashBytes(bytes)).hash });
  }
  await expect(page.getByRole('treeitem', { name: 'bad, 7 items' })).toBeVisible();
  await expectUsable(page, 12);
});

test('Names from outside never climb, hide or break anything', async ({
  host,
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  const photos = await makePhotos({ count: 6, seed: 13 });
  const files = Object.values(BAD_NAMES).map((name, i) => ({
    name,
    bytes: photos[i]?.bytes ?? Buffer.alloc(1),
  }));
  const report = await importMade(page, 'names', files);
  expect(report.failed).toEqual([]);
  expect(report.added).toHaveLength(files.length);

  const { items } = await listAll(page);
  for (const { name } of items) {
    expect(name).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069/\\]/u);
    expect(name.trim()).not.toMatch(/^\.{0,2}$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(Buffer.from(name).toString()).toBe(name);
  }
  const collections = await page.evaluate(() =>
    window.hm.drive.listCollections('', { recursive: true }),
  );
  expect(collections.every(({ path }) => path.split('/')[0] === 'names')).toBe(true);
  const found = await readOriginals(page, report.added);
  const truth = await Promise.all(files.map(({ bytes }) => hashBytes(bytes)));
  expect(found.map(({ sha256 }) => sha256).sort()).toEqual(
    truth.map(({ sha256 }) => sha256).sort(),
  );
  await expectUsable(page, 14);
});

test('The same file twice in one drop is one item and one duplicate', async ({
  host,
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  const [photo] = await makePhotos({ count: 1, seed: 15 });
  if (photo === undefined) throw new Error('no photo');
  const report = await importMade(page, 'twice', [
    photo,
    { ...photo, name: 'other name.jpg' },
    photo,
  ]);
  expect(report.added).toHaveLength(1);
  expect(report.duplicates.map(({ id, collections }) => ({ id, collections }))).toEqual([
    { id: report.added[0], collections: ['twice'] },
    { id: report.added[0], collections: ['twice'] },
  ]);
  expect(report.failed).toEqual([]);
  expect((await listAll(page)).total).toBe(1);
});

test(`A folder of ${FOLDER_FILES} entries comes whole`, async ({ host, openBrowser }) => {
  test.setTimeout(isLong ? 1_200_000 : 180_000);
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  const report = await page.evaluate(async (count) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('chosen', { create: true });
    const make = async (i: number): Promise<void> => {
      const file = await folder.getFileHandle(`note-${i}.txt`, { create: true });
      const writable = await file.createWritable();
      await writable.write(`Note ${i} of a large folder.\n`);
      await writable.close();
    };
    for (let at = 0; at < count; at += 100)
      await Promise.all(
        Array.from({ length: Math.min(100, count - at) }, (_, i) => make(at + i)),
      );
    return window.hm.drive.importMedia('', [folder]);
  }, FOLDER_FILES);
  expect(report.failed).toEqual([]);
  expect(report.added).toHaveLength(FOLDER_FILES);
  const { items } = await listAll(page);
  expect(new Set(items.map(({ name }) => name)).size).toBe(FOLDER_FILES);
  const count = new Intl.NumberFormat('en').format(FOLDER_FILES);
  await expect(page.getByRole('treeitem', { name: `chosen, ${count} items` })).toBeVisible();
});

test('A full disk in mid-import stops it with its reason, and it goes on once there is room', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const set = { count: 15, seed: 16, width: 1600, height: 1200 };
  const photos = await writePhotos(join(profileDir, 'photos'), set);
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  const origin = new URL(host.url).origin;
  const session = await context.newCDPSession(page);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  const quotaSize = usage + 4 * 1024 * 1024;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });

  const stopped = await importFromDisk(page, 'album', photos).catch((error: unknown) =>
    String(error),
  );
  expect(stopped).toContain('The import is paused');
  const [job] = await page.evaluate(() => window.hm.drive.imports.list());
  expect(job).toMatchObject({
    state: 'paused',
    pausedBecause: { type: 'quota-exceeded' },
    report: { failed: [] },
  });
  const kept = await listAll(page);
  expect(kept.total).toBe(job?.report.added.length);
  expect(kept.total).toBeLessThan(set.count);
  const names = new Map(
    (await readStoredBlobs(page)).map(({ hash, sha256 }) => [hash, sha256]),
  );
  for (const { hash, sha256 } of await readOriginals(page, job?.report.added ?? [])) {
    expect(names.get(hash)).toBe(sha256);
  }
  const drawer = page.getByRole('region', { name: 'Imports' });
  await page.getByRole('button', { name: 'Show imports' }).click();
  await expect(drawer.getByRole('alert')).toBeVisible();

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await drawer.getByRole('button', { name: 'Resume' }).click();
  await expect(drawer).toContainText(`${set.count} added`);
  const { items } = await listAll(page);
  expect(items).toHaveLength(set.count);
  const truth = await Promise.all(
    (await makePhotos(set)).map(async ({ bytes }) => (await hashBytes(bytes)).hash),
  );
  expect(items.map(({ hash }) => hash)).toEqual(truth);
});
