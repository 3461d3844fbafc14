import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
// For the type of `window.hm`.
import type {} from '../../src/app/api-types.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { FIREFOX_ABSENT, firefoxPath, launchFirefox } from './firefox-browser.ts';
import type { FirefoxPage } from './firefox-page.ts';
import { startHost } from './host-process.ts';

const PHOTOS = 12;

test.skip(firefoxPath === null, FIREFOX_ABSENT);
test.setTimeout(180_000);

/** Opens the app, resolves once its drive may be used and the service worker answers for the page. */
const openDrive = async (page: FirefoxPage, url: string): Promise<void> => {
  await page.goto(url);
  await page.evaluate(async () => {
    await window.hm.ready;
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
};

/** Chooses files of this machine's disk as a person would, in the input `#chosen`. */
const choose = async (page: FirefoxPage, paths: readonly string[]): Promise<void> => {
  await page.evaluate(() => {
    const made = document.createElement('input');
    made.id = 'chosen';
    made.type = 'file';
    made.multiple = true;
    document.querySelector('#chosen')?.remove();
    document.body.append(made);
  });
  await page.choose('#chosen', paths);
};

/** Imports files of this machine's disk; resolves at the end. */
const importFromDisk = async (
  page: FirefoxPage,
  collection: string,
  paths: readonly string[],
) => {
  await choose(page, paths);
  return page.evaluate((path) => {
    const chosen = document.querySelector<HTMLInputElement>('#chosen')?.files ?? [];
    return window.hm.drive.importMedia(path, [...chosen]);
  }, collection);
};

/** Begins an import and resolves to what was acknowledged as soon as that is `enough` items; rejects where it fails first. */
const importSome = async (
  page: FirefoxPage,
  paths: readonly string[],
  enough: number,
): Promise<readonly string[]> => {
  await choose(page, paths);
  return page.evaluate(
    (count) =>
      new Promise<readonly string[]>((resolve, reject) => {
        const acknowledged: string[] = [];
        window.hm.on('change', ({ added }) => {
          acknowledged.push(...added);
          if (acknowledged.length >= count) resolve(acknowledged);
        });
        const chosen = document.querySelector<HTMLInputElement>('#chosen')?.files ?? [];
        window.hm.drive.importMedia('album', [...chosen]).catch(reject);
      }),
    enough,
  );
};

/** What a person sees of the drive, with the sizes of thumbnails as they decode. */
const describeDrive = (page: FirefoxPage) =>
  page.evaluate(async () => {
    const { drive, integrity } = window.hm;
    const { items } = await drive.listMedia('', {
      recursive: true,
      sort: 'name',
      order: 'asc',
    });
    const pictures = await Promise.all(
      items.map(async ({ id }) => {
        const bitmap = await createImageBitmap(await drive.thumbnail(id, 256));
        return `${bitmap.width}×${bitmap.height}`;
      }),
    );
    return {
      pictures,
      media: await Promise.all(items.map(({ id }) => drive.getMedia(id))),
      collections: await drive.listCollections('', { recursive: true }),
      exportHash: await integrity.exportHash(),
    };
  });

/** Deletes both databases from a page of the origin that is not the app. */
const deleteDatabases = async (page: FirefoxPage, url: string): Promise<void> => {
  await page.goto(new URL('/icons/mark.svg', url).href);
  await page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases())
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onerror = () => reject(new Error(request.error?.message));
      });
  });
};

test('Firefox imports, shows, keeps offline, and rebuilds what it holds', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hm-firefox-'));
  const photos = await writePhotos(join(directory, 'photos'), { count: PHOTOS, seed: 17 });
  const empty = join(directory, 'empty.jpg');
  await writeFile(empty, '');
  const host = await startHost();
  const firefox = await launchFirefox(join(directory, 'profile'));
  const { page } = firefox;
  try {
    await openDrive(page, host.url);
    const report = await importFromDisk(page, 'trip/north', [...photos, empty]);
    expect(report.added).toHaveLength(PHOTOS);
    expect(report.failed).toMatchObject([{ name: 'empty.jpg', type: 'empty-file' }]);
    const again = await importFromDisk(page, 'trip/north', photos.slice(0, 2));
    expect(again.duplicates).toHaveLength(2);
    const before = await describeDrive(page);
    expect(before.pictures).toEqual(Array.from({ length: PHOTOS }, () => '256×192'));
    expect(before.media[0]).toMatchObject({ width: 640, height: 480, camera: 'HM Test' });
    expect(before.collections.map(({ path }) => path)).toEqual(['trip', 'trip/north']);

    await host.stop();
    await page.reload();
    await page.evaluate(() => window.hm.ready);
    expect(await describeDrive(page)).toEqual(before);
    const shown = await page.evaluate(async (id) => {
      const { url } = await window.hm.uri.resolve(window.hm.uri.build({ mediaId: id }));
      const answer = await fetch(url, { headers: { range: 'bytes=10-19' } });
      return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength };
    }, report.added[0] ?? '');
    expect(shown).toEqual({ status: 206, bytes: 10 });

    const rebuilt = await page.evaluate(() => window.hm.integrity.rebuildCatalog());
    expect(rebuilt).toMatchObject({ exportHash: before.exportHash, missing: 0, orphans: 0 });
    await deleteDatabases(page, host.url);
    await page.goto(host.url);
    await page.evaluate(() => window.hm.ready);
    expect(await describeDrive(page)).toEqual(before);
    expect(await firefox.faults()).toEqual([]);
  } finally {
    await firefox.close();
    await host.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('Firefox that is killed during an import loses nothing that was acknowledged', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hm-firefox-'));
  const photos = await writePhotos(join(directory, 'photos'), { count: 40, seed: 18 });
  const host = await startHost();
  const first = await launchFirefox(join(directory, 'profile'));
  let next: Awaited<ReturnType<typeof launchFirefox>> | null = null;
  try {
    await openDrive(first.page, host.url);
    const acknowledged = await importSome(first.page, photos, 10);
    await first.kill();

    next = await launchFirefox(join(directory, 'profile'));
    await openDrive(next.page, host.url);
    const { media } = await describeDrive(next.page);
    expect(media.map(({ id }) => id as string)).toEqual(
      expect.arrayContaining([...acknowledged]),
    );
    const report = await importFromDisk(next.page, 'album', photos);
    expect(report.failed).toEqual([]);
    expect((await describeDrive(next.page)).media).toHaveLength(40);
  } finally {
    if (next === null) await first.kill();
    await next?.close();
    await host.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
});
