import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFilm, muxFilm } from '../fixtures/e2e/film.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { untilControlled } from './controlled-page.ts';
import { importFromDisk, listAll, openDrive, untilReady } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { startHost } from './host-process.ts';

test.use({ isFirstVisit: true });

const SECONDS = 30;

test('With the host gone and the network off all is there: pictures, films that seek, and imports', async ({
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 4, seed: 4 });
  const host = await startHost();
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  const film = join(profileDir, 'film.mp4');
  await mkdir(profileDir, { recursive: true });
  await writeFile(film, await muxFilm(await encodeFilm(page, SECONDS), 'mp4'));
  const report = await importFromDisk(page, 'trip', [...photos.slice(0, 3), film]);
  expect(report.added).toHaveLength(4);

  await host.stop();
  await context.setOffline(true);
  await page.reload();
  await untilReady(page);
  const items = page.getByRole('listbox', { name: /^Media in/ }).getByRole('option');
  await expect(items).toHaveCount(4);
  await expect
    .poll(() =>
      items
        .locator('img')
        .evaluateAll(
          (all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length,
        ),
    )
    .toBe(4);

  await page
    .getByRole('option', { name: /^Photo/ })
    .first()
    .click();
  const viewer = page.getByRole('dialog');
  await expect
    .poll(() =>
      viewer
        .locator('img')
        .evaluateAll((all) =>
          Math.max(0, ...all.map((one) => (one as HTMLImageElement).naturalWidth)),
        ),
    )
    .toBe(640);
  await page.keyboard.press('Escape');

  const answers: { url: string; status: number; range?: string; isOfWorker: boolean }[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/hm/blob/')) return;
    const range = response.headers()['content-range'];
    answers.push({
      ...{ url: response.url(), status: response.status() },
      ...(range !== undefined && { range }),
      isOfWorker: response.fromServiceWorker(),
    });
  });
  await page.getByRole('option', { name: /^Film/ }).click();
  const seen = await viewer.locator('video').evaluate(async (element, to) => {
    const video = element as HTMLVideoElement;
    const event = (name: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        video.addEventListener(name, resolve, { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)));
      });
    if (video.readyState < HTMLMediaElement.HAVE_METADATA) await event('loadedmetadata');
    video.muted = true;
    await video.play();
    const seeked = event('seeked');
    video.currentTime = to;
    await seeked;
    video.pause();
    const { duration, currentTime, videoWidth, readyState, src } = video;
    return { duration, currentTime, videoWidth, readyState, src };
  }, SECONDS - 2);
  expect(seen.duration).toBeCloseTo(SECONDS, 0);
  expect(seen.currentTime).toBeGreaterThanOrEqual(SECONDS - 2);
  expect(seen.videoWidth).toBe(640);
  expect(seen.readyState).toBeGreaterThanOrEqual(2);
  expect(new URL(seen.src).pathname).toMatch(/^\/hm\/blob\/[0-9a-f]{64}$/);
  // The pictures beside the film are made ready meanwhile, each whole.
  const ranges = answers.filter(({ url }) => url === seen.src);
  expect(ranges.length).toBeGreaterThan(1);
  for (const answer of ranges) expect(answer).toMatchObject({ status: 206, isOfWorker: true });
  expect(ranges.some(({ range }) => !range?.startsWith('bytes 0-'))).toBe(true);
  await page.keyboard.press('Escape');

  const offline = await importFromDisk(page, 'trip', photos);
  expect(offline.added).toHaveLength(1);
  expect(offline.duplicates).toHaveLength(3);
  expect((await listAll(page)).total).toBe(5);
});
