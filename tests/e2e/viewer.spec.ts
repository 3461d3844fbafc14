import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { encodeFilm, muxFilm } from '../fixtures/e2e/film.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { untilControlled } from './controlled-page.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

const FILM_SECONDS = 6;

/** The whole number that the zoom says, in percent. */
const percent = async (page: Page): Promise<number> =>
  Number.parseInt(
    (await page.getByRole('button', { name: /^Zoom: / }).textContent())?.replace(/\D/g, '') ??
      '',
    10,
  );
const cells = (page: Page) =>
  page.getByRole('listbox', { name: /^Media in/ }).getByRole('option');
const dialog = (page: Page) => page.getByRole('dialog');
const copied = (page: Page): Promise<string> =>
  page.evaluate(() => navigator.clipboard.readText());
const openAddress = (page: Page, url: string, uri: string) =>
  page.goto(`${url}#/open?uri=${encodeURIComponent(uri)}`);
const filmState = (page: Page) =>
  page.locator('video').evaluate((element) => {
    const { currentTime, paused, readyState } = element as HTMLVideoElement;
    return { currentTime, paused, readyState };
  });
const chooseLink = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'Links' }).click();
  await page.getByRole('menuitem', { name }).click();
};

test('A photo is shown, zoomed, moved and left by keys and by mouse, and the focus returns', async ({
  openBrowser,
  host,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  const paths = await writePhotos(join(profileDir, 'photos'), {
    count: 4,
    seed: 31,
    width: 2400,
    height: 1600,
  });
  await importFromDisk(page, 'trip', paths);
  await expect(cells(page)).toHaveCount(4);
  await cells(page).first().focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveAccessibleName(/^Photo 1 of 4/);
  // The original itself, decoded, not a thumbnail.
  const original = dialog(page).locator('.host img');
  await expect
    .poll(() => original.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBe(2400);

  const fitted = await percent(page);
  expect(fitted).toBeLessThan(60);
  await page.keyboard.press('z');
  await expect.poll(() => percent(page)).toBe(100);
  await page.keyboard.press('+');
  await expect.poll(() => percent(page)).toBeGreaterThan(100);
  await page.keyboard.press('Shift+Z');
  await expect.poll(() => percent(page)).toBe(fitted);

  const frame = dialog(page).locator('.frame');
  const at = { x: 300, y: 300 };
  await page.mouse.move(at.x, at.y);
  const before = await frame.boundingBox();
  await page.mouse.wheel(0, -400);
  await expect.poll(() => percent(page)).toBeGreaterThan(fitted);
  const after = await frame.boundingBox();
  if (before === null || after === null) throw new Error('The picture is not on stage.');
  const shareBefore = (at.x - before.x) / before.width;
  expect((at.x - after.x) / after.width).toBeCloseTo(shareBefore, 1);
  await page.mouse.down();
  await page.mouse.move(at.x + 60, at.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => Math.round(((await frame.boundingBox())?.x ?? 0) - after.x))
    .toBe(60);

  await page.keyboard.press('End');
  await expect(dialog(page)).toHaveAccessibleName(/^Photo 4 of 4/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(dialog(page)).toHaveAccessibleName(/^Photo 2 of 4/);
  await page.keyboard.press('4');
  await expect
    .poll(async () => (await listAll(page)).items.map(({ rating }) => rating))
    .toContain(4);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator('[aria-posinset="2"]')).toBeFocused();
});

test('A link to a region is drawn by keys and by mouse, copied, and shows the region', async ({
  openBrowser,
  host,
  profileDir,
}) => {
  const { page, context } = await openBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openDrive(page, host.url);
  await untilControlled(page);
  const paths = await writePhotos(join(profileDir, 'photos'), { count: 2, seed: 32 });
  const { added } = await importFromDisk(page, 'trip', paths);
  const [id = ''] = added;
  await openAddress(page, host.url, `hm://local/${id}`);
  await expect(dialog(page)).toBeVisible();
  await chooseLink(page, /^Copy link$/);
  await expect.poll(() => copied(page)).toBe(`hm://local/${id}`);

  // By keys: the half in the middle, moved and made smaller.
  await chooseLink(page, /region/);
  const box = page.getByRole('group', { name: /^Region from/ });
  await expect(box).toBeFocused();
  const start = await box.getAttribute('aria-label');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  expect(await box.getAttribute('aria-label')).not.toBe(start);
  await page.keyboard.press('Enter');
  await expect
    .poll(() => copied(page))
    .toMatch(new RegExp(`^hm://local/${id}#xywh=\\d+,\\d+,\\d+,\\d+$`));

  // By mouse: a box drawn over the picture.
  await chooseLink(page, /region/);
  await page.mouse.move(400, 200);
  await page.mouse.down();
  await page.mouse.move(600, 420, { steps: 4 });
  await page.mouse.up();
  const byKeys = await copied(page);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => copied(page)).not.toBe(byKeys);
  const link = await copied(page);

  await openAddress(page, host.url, link);
  await expect(page.getByRole('button', { name: 'Show all of it' })).toBeVisible();
  const zoomed = await percent(page);
  await page.getByRole('button', { name: 'Show all of it' }).click();
  await expect.poll(() => percent(page)).toBeLessThan(zoomed);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('A link to nothing, or to a part that is not there, is harmless and says so', async ({
  openBrowser,
  host,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  const paths = await writePhotos(join(profileDir, 'photos'), { count: 1, seed: 33 });
  const { added } = await importFromDisk(page, 'trip', paths);
  const uri = `hm://local/${added[0] ?? ''}`;
  const messages = page.getByRole('region', { name: 'Messages' }).or(page.locator('.toasts'));
  const said = (text: string | RegExp) => page.getByText(text).first();

  for (const [part, text] of [
    ['#xywh=9000,9000,10,10', 'The link’s region lies outside of the picture.'],
    ['#t=abc', '“#t=abc” means nothing here.'],
    ['#component=7', 'The link names a part, but this item has none.'],
  ] as const) {
    await openAddress(page, host.url, uri + part);
    await expect(dialog(page)).toHaveAccessibleName(/^Photo 1 of 1/);
    await expect(said(text)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
  }
  await expect(messages.first()).toBeAttached();

  for (const [address, heading] of [
    ['hm://local/trip/nobody.jpg', 'Nothing here has this address'],
    ['hm://local/no/such/collection/', 'Nothing here has this address'],
    ['hm://studio/trip/', 'This link belongs to another drive'],
    ['javascript:alert(1)', 'This is no link to media'],
    [`hm://local/${'x'.repeat(9000)}`, 'This is no link to media'],
  ] as const) {
    await openAddress(page, host.url, address);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  }
  // Corrected in place, by keys alone.
  await page.getByRole('textbox', { name: 'Link to a picture' }).fill('web+hm://local/trip/');
  await page.keyboard.press('Enter');
  await expect(cells(page)).toHaveCount(1);
});

test('A film plays the linked stretch offline and stops, steps by frames and seeks by keys', async ({
  openBrowser,
  host,
  profileDir,
}) => {
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  const film = join(profileDir, 'film.mp4');
  await writeFile(film, await muxFilm(await encodeFilm(page, FILM_SECONDS), 'mp4'));
  const { added } = await importFromDisk(page, 'trip', [film]);
  const uri = `hm://local/${added[0] ?? ''}`;
  await context.setOffline(true);

  await openAddress(page, host.url, `${uri}#t=2,3`);
  await expect
    .poll(async () => {
      const { paused, currentTime } = await filmState(page);
      return paused && currentTime > 2.9 ? currentTime : 0;
    })
    .toBeCloseTo(3, 1);

  // Five frames a second, each sought in its middle.
  await page.keyboard.press('l');
  await expect.poll(async () => (await filmState(page)).currentTime).toBe(FILM_SECONDS);
  await page.keyboard.press('j');
  await expect.poll(async () => (await filmState(page)).currentTime).toBe(0);
  await page.keyboard.press('.');
  await expect.poll(async () => (await filmState(page)).currentTime).toBeCloseTo(0.3, 2);
  await page.keyboard.press('.');
  await expect.poll(async () => (await filmState(page)).currentTime).toBeCloseTo(0.5, 2);
  await page.keyboard.press(',');
  await expect.poll(async () => (await filmState(page)).currentTime).toBeCloseTo(0.3, 2);
  await page.locator('video').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await filmState(page)).currentTime).toBeCloseTo(5.3, 2);
  await page.keyboard.press('k');
  await expect.poll(async () => (await filmState(page)).paused).toBe(false);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  // The frame under the pointer, made by the worker.
  const bar = await page.getByRole('slider', { name: 'Position' }).boundingBox();
  if (bar === null) throw new Error('There is no bar to scrub.');
  await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height / 2);
  await expect(dialog(page).locator('.hover canvas')).toBeVisible();

  await openAddress(page, host.url, `${uri}#t=90`);
  await expect(page.getByText(/The link’s moment lies behind the end/).first()).toBeVisible();
  expect((await filmState(page)).paused).toBe(true);
});

test('A slideshow goes on by itself until Escape, and two pictures are compared as one', async ({
  openBrowser,
  host,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  const paths = await writePhotos(join(profileDir, 'photos'), { count: 3, seed: 34 });
  await importFromDisk(page, 'trip', paths);
  await page.evaluate(() => localStorage.setItem('hm-slideshow-seconds', '1'));
  await page.reload();
  await cells(page).first().click();
  await expect(dialog(page)).toHaveAccessibleName(/^Photo 1 of 3/);
  await page.keyboard.press(' ');
  await expect(dialog(page)).toHaveAccessibleName(/^Photo 3 of 3/);
  await expect(dialog(page)).toHaveAccessibleName(/^Photo 1 of 3/);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeVisible();

  // Escape leaves the fullscreen before it leaves the picture.
  const isFullscreen = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press('Shift+F');
  await expect.poll(isFullscreen).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(isFullscreen).toBe(false);
  await expect(dialog(page)).toBeVisible();

  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  const compared = page.getByRole('dialog', { name: 'Two pictures compared' });
  await expect(compared).toBeVisible();
  const zooms = compared.getByRole('button', { name: /^Zoom: / });
  await expect(zooms).toHaveCount(2);
  await page.keyboard.press('z');
  const [left, right] = await zooms.allTextContents();
  expect(left).toBe(right);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('5');
  await expect
    .poll(async () => (await listAll(page)).items.filter(({ rating }) => rating === 5).length)
    .toBe(1);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await listAll(page)).total).toBe(2);
  await expect(dialog(page)).toHaveAccessibleName(/^Photo \d of 2/);
  const { items } = await listAll(page);
  expect(items.some(({ rating }) => rating === 5)).toBe(true);
});
