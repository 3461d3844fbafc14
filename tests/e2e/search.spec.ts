import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SearchOptions } from '../../src/app/api-types.ts';
import type { HmFailure } from '../../src/core/base/hm-error.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { untilControlled } from './controlled-page.ts';
import { importFromDisk, listAll, openDrive, untilReady } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

/** Names of what is found, the best first. */
const found = (page: Page, text: string, options: SearchOptions = {}) =>
  page.evaluate(
    async ([asked, filters]) => {
      const { hits } = await window.hm.search.query(asked, filters);
      const rows = await window.hm.drive.mediaRows(hits.map(({ id }) => id));
      return rows.map(({ name }) => name);
    },
    [text, options] as const,
  );

/** Bytes of the index that is kept; `null` where none is. */
const keptBytes = (page: Page) =>
  page.evaluate(async () => {
    try {
      let at = await navigator.storage.getDirectory();
      for (const name of ['hm', 'derived', 'search']) at = await at.getDirectoryHandle(name);
      return (await (await at.getFileHandle('index')).getFile()).size;
    } catch {
      return null;
    }
  });

test('What is imported is found at once, edits and removals count at once, and all outlives a reload', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 5, seed: 31 });
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  await importFromDisk(page, 'trip', photos);
  expect(await found(page, 'photo-003')).toEqual(['photo-003.jpg']);
  expect(await found(page, 'phto')).toHaveLength(5);
  expect(await found(page, '', { kind: 'video' })).toEqual([]);

  const [first, second] = (await listAll(page)).items.map(({ id }) => id);
  await page.evaluate(
    ([a = '', b = '']) => {
      const { drive } = window.hm;
      return Promise.all([
        drive.updateMedia(a as never, { tags: ['Côte'], title: 'Harbour at dawn' }),
        drive.updateMedia(b as never, { rating: 5 }),
      ]);
    },
    [first, second],
  );
  expect(await found(page, 'tag:cote')).toEqual(['photo-000.jpg']);
  expect(await found(page, 'harb')).toEqual(['photo-000.jpg']);
  expect(await found(page, '', { rating: 5, collection: 'trip' })).toEqual(['photo-001.jpg']);
  expect(await page.evaluate(() => window.hm.search.suggest('co'))).toEqual(['Côte']);
  await page.evaluate((id) => window.hm.drive.removeMedia(id as never), first);
  expect(await found(page, 'harbour')).toEqual([]);
  await page.evaluate(() => window.hm.drive.undo());
  expect(await found(page, 'harbour')).toEqual(['photo-000.jpg']);

  // The index is kept in idle time, and taken up by the next start.
  await page.evaluate(() => window.hm.search.rebuild());
  expect(await keptBytes(page)).toBeGreaterThan(0);
  await page.reload();
  await untilReady(page);
  expect(await found(page, 'harbour')).toEqual(['photo-000.jpg']);

  // Without it, and without a network, the same is found.
  await context.setOffline(true);
  await page.evaluate(async () => {
    const hm = await (await navigator.storage.getDirectory()).getDirectoryHandle('hm');
    const derived = await hm.getDirectoryHandle('derived');
    await derived.removeEntry('search', { recursive: true });
  });
  await page.reload();
  await untilReady(page);
  expect(await found(page, 'harbour')).toEqual(['photo-000.jpg']);
  await expect.poll(() => keptBytes(page)).toBeGreaterThan(0);
});

test('A saved search stands in the side bar, lists what is found now, and takes nothing in', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 4, seed: 32 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await importFromDisk(page, 'trip', photos.slice(0, 3));
  const saved = await page.evaluate(() =>
    window.hm.search.saved.save('Photos', { text: 'photo', kind: 'photo' }),
  );
  expect(saved).toMatchObject({ path: 'Photos', query: { text: 'photo', kind: 'photo' } });
  const section = page.getByRole('region', { name: 'Saved searches' });
  await expect(section.getByRole('link', { name: /^Photos/ })).toBeVisible();
  const names = () =>
    page.evaluate(async () => {
      const { items } = await window.hm.drive.listMedia('Photos', {
        sort: 'name',
        order: 'asc',
        limit: 10,
      });
      return items.map(({ name }) => name);
    });
  expect(await names()).toHaveLength(3);
  await importFromDisk(page, 'more', photos.slice(3));
  expect(await names()).toEqual([0, 1, 2, 3].map((n) => `photo-00${n}.jpg`));
  const refused = await importFromDisk(page, 'Photos', photos.slice(0, 1)).catch(String);
  expect(refused).toContain('is a saved search');

  const gone = await page.evaluate(async () => {
    const { search, drive } = window.hm;
    await search.saved.save('Photos', { text: '', tags: ['nowhere'] });
    const { total, warnings } = await drive.listMedia('Photos');
    await search.saved.remove('Photos');
    return { total, warnings, left: await search.saved.list() };
  });
  expect(gone).toEqual({
    total: 0,
    warnings: [{ filter: 'tags', value: 'nowhere' }],
    left: [],
  });
});

test('No text is harmful: each is answered, or refused by the name of what is wrong', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 1, seed: 33 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await importFromDisk(page, '', photos);
  const totals = await page.evaluate(async () => {
    const texts = [
      '.*',
      '[a-',
      '\\',
      '🏖️👨‍👩‍👧',
      'שלום עולם',
      'مرحبا',
      '\ud800',
      '東京',
      'a'.repeat(10_000),
    ];
    const answers = await Promise.all(texts.map((text) => window.hm.search.query(text)));
    return answers.map(({ total }) => total);
  });
  expect(totals).toEqual(Array.from(totals, () => 0));
  const failures = await page.evaluate(async () => {
    const { query } = window.hm.search;
    const asked = [
      query('', { minSize: NaN }),
      query('', { rating: -1 }),
      query('', { from: 'yesterday' }),
      query('a'.repeat(10_001)),
    ];
    return (await Promise.allSettled(asked)).map((end) => {
      if (end.status === 'fulfilled') return null;
      const { type, facts } = end.reason as HmFailure;
      return { type, facts };
    });
  });
  expect(failures).toEqual(
    ['minSize', 'rating', 'from', 'text'].map((field) => ({
      type: 'bad-query',
      facts: { field },
    })),
  );
});
