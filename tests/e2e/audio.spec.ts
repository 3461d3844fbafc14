import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { wavSong, type SongTags } from '../fixtures/media/sounds.ts';
import { importFromDisk, openDrive, untilReady } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

const SONGS: readonly SongTags[] = [
  { title: 'One', artist: 'Ann', album: 'Sea', seconds: 40 },
  { title: 'Two', artist: 'Ann', album: 'Sea', seconds: 41 },
  { title: 'Three', artist: 'Ann', album: 'Sea', seconds: 1 },
  { title: 'Far', artist: 'Ben', album: 'Hills', seconds: 30 },
  { title: 'Hum', seconds: 30 },
];

/** Songs on disk, numbered within their album by their names. */
const writeSongs = async (directory: string): Promise<readonly string[]> => {
  await mkdir(directory, { recursive: true });
  return Promise.all(
    SONGS.map(async (song, at) => {
      const path = join(directory, `${at + 1} ${song.title}.wav`);
      await writeFile(path, wavSong(song));
      return path;
    }),
  );
};

const player = (page: Page) => page.getByRole('region', { name: 'Music player' });
const button = (page: Page, name: string) =>
  player(page).getByRole('button', { name, exact: true });
const position = (page: Page) => player(page).getByRole('slider', { name: 'Position' });
const isSounding = (page: Page) =>
  page.evaluate(() => navigator.mediaSession.playbackState === 'playing');
const queueLines = (page: Page) =>
  page.getByRole('region', { name: 'Queue' }).getByRole('listitem');

test('Albums are played, the queue is put in order by mouse and by keys, and the music outlives screens, offline', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const songs = await writeSongs(join(profileDir, 'songs'));
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await expect(page.getByRole('link', { name: 'Albums' })).toHaveCount(0);
  expect((await importFromDisk(page, 'music', songs)).failed).toEqual([]);
  const albums = await page.evaluate(() => window.hm.drive.albums());
  expect(albums.map(({ album, artist, tracks }) => [album, artist, tracks.length])).toEqual([
    ['Sea', 'Ann', 3],
    ['Hills', 'Ben', 1],
    [null, null, 1],
  ]);
  expect(albums[0]?.durationSeconds).toBeCloseTo(82);

  // From the second visit on the app needs no network.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await untilReady(page);
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Albums' }).click();
  await page.getByRole('link', { name: /Sea/ }).click();
  await expect(page.getByRole('list', { name: 'Tracks' }).getByRole('listitem')).toHaveText([
    /1\s*One/,
    /2\s*Two/,
    /3\s*Three/,
  ]);
  await expect(player(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Play album' }).click();
  await expect(player(page)).toContainText('One');
  await expect(player(page)).toContainText('Ann · Sea');
  await expect.poll(() => isSounding(page)).toBe(true);

  // Another screen: it goes on.
  await page.getByRole('link', { name: 'Favourites' }).click();
  await expect(player(page)).toContainText('One');
  await expect.poll(() => isSounding(page)).toBe(true);
  expect(await page.evaluate(() => navigator.mediaSession.metadata?.title)).toBe('One');

  // By keys: pause, wind, the next.
  await button(page, 'Pause').focus();
  await page.keyboard.press('k');
  await expect(button(page, 'Play')).toBeVisible();
  await expect.poll(() => isSounding(page)).toBe(false);
  await position(page).focus();
  await page.keyboard.press('End');
  await expect(position(page)).toHaveValue(/^(39|40)/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(position(page)).toHaveValue('5');
  await page.keyboard.press('.');
  await expect(player(page)).toContainText('Two');

  await button(page, 'Queue').click();
  await expect(queueLines(page)).toHaveText([/One/, /Two/, /Three/]);
  await expect(queueLines(page).nth(1).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(queueLines(page)).toHaveText([/One/, /Three/, /Two/]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Delete');
  await expect(queueLines(page)).toHaveText([/Three/, /Two/]);
  const [three, two] = [
    await queueLines(page).nth(0).boundingBox(),
    await queueLines(page).nth(1).boundingBox(),
  ];
  if (three === null || two === null) throw new Error('The queue has no lines.');
  await page.mouse.move(two.x + 16, two.y + 20);
  await page.mouse.down();
  await page.mouse.move(three.x + 16, three.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect(queueLines(page)).toHaveText([/Two/, /Three/]);
  await page.keyboard.press('Escape');
  await expect(button(page, 'Queue')).toBeFocused();
  await expect(queueLines(page)).toHaveCount(0);

  // The last one ends by itself, and the player waits there.
  await button(page, 'Next').click();
  await expect(player(page)).toContainText('Three');
  await expect(button(page, 'Play')).toBeVisible({ timeout: 10_000 });
  await button(page, 'Close the player').click();
  await expect(player(page)).toHaveCount(0);
  await context.setOffline(false);
});

test('A sound in the viewer shows its waveform, is wound there, and goes on in the bar; one only looked at leaves nothing', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const songs = await writeSongs(join(profileDir, 'songs'));
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await importFromDisk(page, 'music', songs.slice(0, 1));
  await page.reload();
  await untilReady(page);
  await page.locator('[role=option]').first().press('Enter');
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const wave = viewer.locator('canvas.wave');
  await expect(wave).toBeVisible();
  // A tone that swells and fades: loud in the middle, next to nothing at the ends.
  const heights = await wave.evaluate(async (canvas) => {
    await new Promise(requestAnimationFrame);
    const target = canvas as HTMLCanvasElement;
    const { data } = target
      .getContext('2d')
      ?.getImageData(0, 0, target.width, target.height) ?? { data: [] };
    const inkIn = (from: number, end: number): number => {
      let ink = 0;
      for (let y = 0; y < target.height; y++)
        for (let x = Math.floor(from * target.width); x < end * target.width; x++)
          if ((data[(y * target.width + x) * 4 + 3] ?? 0) > 0) ink += 1;
      return ink;
    };
    return { start: inkIn(0, 0.1), middle: inkIn(0.45, 0.55), end: inkIn(0.9, 1) };
  });
  expect(heights.middle).toBeGreaterThan(3 * heights.start);
  expect(heights.middle).toBeGreaterThan(3 * heights.end);
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(player(page)).toHaveCount(0);

  await page.locator('[role=option]').first().press('Enter');
  await viewer.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => isSounding(page)).toBe(true);
  const slider = viewer.getByRole('slider', { name: 'Position' });
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The waveform has no place.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(slider).toHaveAttribute('aria-valuetext', /^0:2\d of 0:40$/);
  await page.keyboard.press('Escape');
  await expect(player(page)).toContainText('One');
  await expect.poll(() => isSounding(page)).toBe(true);
  await expect(position(page)).toHaveAttribute('aria-valuetext', /^0:2\d of 0:40$/);
});

test('What sounds of a collection or a selection is played from their bars', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const songs = await writeSongs(join(profileDir, 'songs'));
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await importFromDisk(page, 'music', songs);
  await page.reload();
  await untilReady(page);
  await page.getByRole('button', { name: 'Play all' }).click();
  await button(page, 'Queue').click();
  await expect(queueLines(page)).toHaveText([/One/, /Two/, /Three/, /Far/, /Hum/]);
  await page.keyboard.press('Escape');
  await page.locator('[role=option]').nth(0).focus();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Play the selected sounds' }).click();
  await button(page, 'Queue').click();
  await expect(queueLines(page)).toHaveCount(1);
});
