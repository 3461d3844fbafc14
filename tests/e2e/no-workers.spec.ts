import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { shell } from '../../src/ui/locales/en/shell.ts';
import { encodeFilm, muxFilm } from '../fixtures/e2e/film.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { endlessFlac } from '../fixtures/media/sounds.ts';
import { untilControlled } from './controlled-page.ts';
import { importFromDisk, listAll, openDrive, untilReady } from './drive-page.ts';
import type { DriveBrowser } from './drive-browser.ts';
import { expect, test } from './drive-test.ts';
import { startHostInFront } from './host-in-front.ts';
import { hashBytes, readOriginals } from './stored-bytes.ts';

test.use({ isFirstVisit: true });

const PHOTOS = 4;
const ALL = PHOTOS + 1;

/** Takes the constructor away before any script of the page asks for it. */
const withoutWorkers = ({ context }: DriveBrowser): Promise<unknown> =>
  context.addInitScript(() => {
    Reflect.deleteProperty(window, 'Worker');
  });

const degradedOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => (await window.hm.ready).degraded);

/** Resolves once every item of the grid shows its picture. */
const expectAllDrawn = async (page: Page, count: number): Promise<void> => {
  const items = page.getByRole('listbox', { name: /^Media in/ }).getByRole('option');
  await expect(items).toHaveCount(count);
  const widths = () =>
    items
      .locator('img')
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
  await expect
    .poll(async () => (await widths()).filter((width) => width > 0).length)
    .toBe(count);
};

/** How many items the search finds. */
const countFound = (page: Page, text: string): Promise<number> =>
  page.evaluate(async (asked) => (await window.hm.search.query(asked)).total, text);

/** What a person can see of the drive. */
const describeDrive = async (page: Page) => ({
  exportHash: await page.evaluate(() => window.hm.integrity.exportHash()),
  listing: await listAll(page),
  found: await countFound(page, 'sea'),
});

/** The originals as they lie in the drive against the files that they came from. */
const expectSameBytes = async (page: Page, files: readonly string[]): Promise<void> => {
  const { items } = await listAll(page);
  const kept = await readOriginals(
    page,
    items.map(({ id }) => id),
  );
  for (const file of files) {
    const expected = await hashBytes(await readFile(file));
    expect(kept).toContainEqual({ name: basename(file), ...expected });
  }
};

test('A browser that starts no workers runs the whole drive in its page, and one that starts them goes on with it', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: PHOTOS, seed: 31 });
  const browser = await openBrowser();
  await withoutWorkers(browser);
  const { page, context } = browser;
  await openDrive(page, host.url);
  expect(await degradedOf(page)).toEqual(['workers']);
  await expect(page.getByText(shell.status.degraded.workers)).toBeVisible();
  const film = join(profileDir, 'film.mp4');
  await writeFile(film, await muxFilm(await encodeFilm(page, 5), 'mp4'));

  const report = await importFromDisk(page, 'trip', [...photos, film]);
  expect(report.failed).toEqual([]);
  expect(report.added).toHaveLength(ALL);
  await expectAllDrawn(page, ALL);
  await page.evaluate(
    (ids) => window.hm.drive.updateMedia(ids, { tags: ['sea'], rating: 4 }),
    report.added.slice(0, 2),
  );
  expect(await countFound(page, 'sea')).toBe(2);
  await page
    .getByRole('option', { name: /^Photo/ })
    .first()
    .click();
  const pictures = page.getByRole('dialog').locator('img');
  const widest = () =>
    pictures.evaluateAll((all) =>
      Math.max(0, ...all.map((one) => (one as HTMLImageElement).naturalWidth)),
    );
  await expect.poll(widest).toBe(640);
  await page.keyboard.press('Escape');

  await untilControlled(page);
  await context.setOffline(true);
  await page.reload();
  await untilReady(page);
  await expectAllDrawn(page, ALL);
  const offline = await describeDrive(page);
  expect(offline).toMatchObject({ listing: { total: ALL }, found: 2 });
  await browser.close();

  const { page: again } = await openBrowser();
  await openDrive(again, host.url);
  expect(await degradedOf(again)).toEqual([]);
  expect(await describeDrive(again)).toEqual(offline);
  await expectAllDrawn(again, ALL);
  await expectSameBytes(again, [...photos, film]);
});

/** Whether the thread of the page comes back within three seconds. */
const isAlive = (page: Page): Promise<boolean> => {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 3_000));
  return Promise.race([page.evaluate(() => true), late]);
};

test('A file over which a page without workers had to be closed twice comes in the third time, unread', async ({
  openBrowser,
  profileDir,
  host,
}) => {
  const [photo] = await writePhotos(join(profileDir, 'photos'), { count: 1, seed: 33 });
  const endless = join(profileDir, 'endless.flac');
  await writeFile(endless, endlessFlac());
  const chosen = [endless, ...(photo === undefined ? [] : [photo])];
  for (let time = 1; time <= 2; time++) {
    const browser = await openBrowser();
    await withoutWorkers(browser);
    await openDrive(browser.page, host.url);
    importFromDisk(browser.page, '', chosen).catch(() => undefined);
    await expect.poll(() => isAlive(browser.page), { timeout: 60_000 }).toBe(false);
    await browser.kill();
  }
  const third = await openBrowser();
  await withoutWorkers(third);
  const { page } = third;
  await openDrive(page, host.url);
  expect(await importFromDisk(page, '', chosen)).toMatchObject({ failed: [] });
  expect(await page.evaluate(() => window.hm.runtime.poison.list())).toMatchObject([
    { name: 'endless.flac', fault: 'timeout' },
  ]);
  const names = (await listAll(page)).items.map(({ name }) => name);
  expect(names).toEqual(['endless.flac', basename(chosen[1] ?? '')]);
  await expectSameBytes(page, chosen);
});

for (const { what, policy, degraded } of [
  {
    what: 'neither workers nor WebAssembly',
    policy: { "worker-src 'self'": "worker-src 'none'", " 'wasm-unsafe-eval'": '' },
    degraded: ['workers', 'wasm'],
  },
  {
    what: 'no WebAssembly',
    policy: { " 'wasm-unsafe-eval'": '' },
    degraded: ['wasm'],
  },
])
  test(`A content policy that allows ${what} changes no hash and no thumbnail's being there`, async ({
    host,
    openBrowser,
    profileDir,
  }) => {
    const photos = await writePhotos(join(profileDir, 'photos'), { count: 2, seed: 32 });
    const strict = await startHostInFront(host.url, () => ({
      policy: (given) => {
        let changed = given;
        for (const [from, to] of Object.entries(policy)) {
          expect(changed).toContain(from);
          changed = changed.replace(from, to);
        }
        return changed;
      },
    }));
    const browser = await openBrowser();
    const { page, faults } = browser;
    await openDrive(page, strict.url);
    expect(await degradedOf(page)).toEqual(degraded);
    const report = await importFromDisk(page, 'trip', photos);
    expect(report.added).toHaveLength(photos.length);
    await expectAllDrawn(page, photos.length);
    await expectSameBytes(page, photos);
    await browser.close();
    await strict.stop();
    // What the policy refused is told on the console: that is what this is about.
    expect(faults.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
    faults.length = 0;
  });
