import type { Page } from '@playwright/test';
import { listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { readStoredBlobs } from './stored-bytes.ts';

test.use({ isFirstVisit: true });

const makeSample = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Try it with a sample' }).click();
  await expect(page.getByText('This is a sample.')).toBeVisible({ timeout: 30_000 });
};

test('A first visit becomes a sample of everything by one click, without a network, and one click leaves nothing of it', async ({
  host,
  openBrowser,
}) => {
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await makeSample(page);

  const { items } = await listAll(page);
  const count = (kind: string): number => items.filter((item) => item.kind === kind).length;
  expect(count('photo')).toBe(16);
  expect(count('audio')).toBe(1);
  expect(count('video')).toBe(1);
  expect(items.every(({ capturedAt }) => capturedAt !== null)).toBe(true);
  const months = new Set(items.map(({ capturedAt }) => capturedAt?.slice(0, 7)));
  expect(months.size).toBeGreaterThan(6);
  const collections = await page.evaluate(() =>
    window.hm.drive.listCollections('', { recursive: true }),
  );
  expect(collections.map(({ path }) => path).sort()).toEqual([
    'Sample',
    'Sample/Outdoors',
    'Sample/Studio',
  ]);

  const said = await page.evaluate(async (all) => {
    const full = await Promise.all(all.map(({ id }) => window.hm.drive.getMedia(id)));
    return full.map(({ title, place, rating, tags, artist, album, codec }) => ({
      ...{ title, rating, tags, artist, album, codec },
      isPlaced: place !== null,
    }));
  }, items);
  expect(said.filter(({ isPlaced }) => isPlaced).length).toBeGreaterThan(6);
  expect(said.find(({ title }) => title === 'Northern lights')).toMatchObject({
    rating: 5,
    tags: ['night', 'landscape'],
    isPlaced: true,
  });
  expect(said.find(({ title }) => title === 'Slow morning')).toMatchObject({
    artist: 'HM Drive',
    album: 'Sample',
  });
  expect(said.find(({ title }) => title === 'Bloom')?.tags).toEqual(['flowers', 'pattern']);

  const found = await page.evaluate(async () => {
    const { total } = await window.hm.search.query('northern');
    const alike = await window.hm.drive.duplicates({ by: 'similar' });
    const pairs = alike.map(async ({ ids }) =>
      Promise.all(ids.map(async (id) => (await window.hm.drive.getMedia(id)).name)),
    );
    return { total, pairs: await Promise.all(pairs) };
  });
  expect(found).toEqual({
    total: 1,
    pairs: [['Sun on the sea.jpg', 'Sun on the sea small.jpg']],
  });

  const film = items.find(({ kind }) => kind === 'video');
  await page.getByRole('option', { name: /^Film/ }).click();
  const video = page.getByRole('dialog').locator('video');
  await video.evaluate(async (element: HTMLVideoElement) => {
    element.muted = true;
    await element.play();
    await new Promise((resolve) => {
      element.addEventListener('ended', resolve, { once: true });
    });
  });
  expect(film?.durationSeconds).toBeCloseTo(4, 1);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('The sample is gone.')).toBeVisible();
  expect((await listAll(page)).total).toBe(0);
  const left = await page.evaluate(async () => ({
    trash: await window.hm.drive.trash.list(),
    collections: await window.hm.drive.listCollections('', { recursive: true }),
  }));
  expect(left).toEqual({ trash: [], collections: [] });
  expect(await readStoredBlobs(page)).toEqual([]);
  await expect(page.getByRole('button', { name: 'Try it with a sample' })).toBeVisible();
});

test('What a person added to the sample is kept when the sample is removed', async ({
  host,
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await makeSample(page);
  await page.evaluate(() =>
    window.hm.drive.importMedia('Sample', [new File(['my own words'], 'mine.txt')]),
  );
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove the sample' }).click();
  await expect(page.getByText('What you added yourself was kept.')).toBeVisible();
  expect((await listAll(page)).items.map(({ name }) => name)).toEqual(['mine.txt']);
  expect(await page.evaluate(() => window.hm.drive.trash.list())).toEqual([]);
});
