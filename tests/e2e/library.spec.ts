import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { importFromDisk, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

const DAY_MS = 86_400_000;
const NEWEST = Date.UTC(2024, 5, 20, 12);
const COUNT = 84;
/** Seven photos on each of twelve days, 100 days apart: 2024-06-20, 2024-03-12, 2023-12-03, …, 2021-06-16. */
const takenOf = (index: number): Date =>
  new Date(NEWEST - Math.floor(index / 7) * 100 * DAY_MS - (index % 7) * 60_000);
const dayOf = (index: number): string => takenOf(index).toISOString().slice(0, 10);

const option = (page: Page, position: number) =>
  page.getByRole('option', { name: new RegExp(` ${position} of `) });
const positionInFocus = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Number(
      document.activeElement?.getAttribute('aria-posinset') ??
        document.activeElement?.getAttribute('aria-rowindex') ??
        0,
    ),
  );
type Point = readonly [x: number, y: number];
/** Fills the drive; a phone has no room to say how many there are. */
const importPhotos = async (page: Page, url: string, profileDir: string): Promise<void> => {
  const photos = await writePhotos(join(profileDir, 'photos'), {
    count: COUNT,
    seed: 41,
    width: 160,
    height: 120,
    taken: takenOf,
  });
  await openDrive(page, url);
  await importFromDisk(page, 'album', photos);
};
const fill = async (page: Page, url: string, profileDir: string): Promise<void> => {
  await importPhotos(page, url, profileDir);
  await expect(page.getByText(`${COUNT} items`, { exact: true })).toBeVisible();
};

test('D, M and Y lead to the next day, month and year, Shift back, also after scrolling away', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  await expect(option(page, 1)).toBeVisible();
  const press = async (key: string, position: number): Promise<void> => {
    await page.keyboard.press(key);
    await expect.poll(() => positionInFocus(page)).toBe(position);
  };

  // Nothing has the focus yet.
  await press('d', 8);
  await press('m', 15);
  const inYear = (year: number) =>
    Array.from({ length: COUNT }, (_, index) => dayOf(index)).findIndex((day) =>
      day.startsWith(String(year)),
    ) + 1;
  await press('y', inYear(2022));
  await expect(
    page.getByRole('heading', { name: dayTitle(inYear(2022) - 1) }),
  ).toBeInViewport();
  await press('Shift+Y', inYear(2023));
  await press('Shift+D', 8);
  await press('Shift+M', 1);

  // The focused item is scrolled away: keys begin at what is seen.
  await option(page, 1).focus();
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, 100_000);
  await expect(option(page, COUNT)).toBeVisible();
  await page.keyboard.press('Shift+D');
  await expect.poll(() => positionInFocus(page)).toBeGreaterThan(40);
});

const dayTitle = (index: number): string =>
  new Intl.DateTimeFormat('en-US', {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(takenOf(index));

test('G asks for a date, goes to the nearest day and says where there is nothing older or newer', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  await option(page, 3).focus();
  const dialog = page.getByRole('dialog', { name: 'Go to date' });
  const date = dialog.getByLabel('Date', { exact: true });

  await page.keyboard.press('g');
  await expect(date).toBeFocused();
  await expect(date).toHaveValue(dayOf(2));
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(option(page, 3)).toBeFocused();

  await page.keyboard.press('g');
  await date.fill(new Date(takenOf(36).getTime() + 20 * DAY_MS).toISOString().slice(0, 10));
  await expect(dialog.getByRole('status')).toBeEmpty();
  await page.keyboard.press('Enter');
  await expect(option(page, 36)).toBeFocused();
  await expect(option(page, 36)).toBeInViewport();

  await page.keyboard.press('g');
  await date.fill('1999-01-01');
  await expect(dialog.getByRole('status')).toHaveText(/^Nothing is older than/);
  await dialog.getByRole('button', { name: 'Go' }).click();
  await expect(option(page, 78)).toBeFocused();
  await page.keyboard.press('g');
  await date.fill('2033-01-01');
  await expect(dialog.getByRole('status')).toHaveText(/^Nothing is newer than/);
  await page.keyboard.press('Enter');
  await expect(option(page, 1)).toBeFocused();
});

test('The scrubber jumps by click and drag, and by keys, and tells month and year', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  const scrubber = page.getByRole('slider', { name: 'Timeline' });
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'June 2024');
  const box = await scrubber.boundingBox();
  if (box === null) throw new Error('The scrubber has no box.');

  await scrubber.getByText('2022', { exact: true }).click({ force: true });
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'October 2022');
  await expect(page.getByRole('heading', { name: /2022$/ }).first()).toBeInViewport();
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + box.height - 2, { steps: 4 });
  await page.mouse.up();
  await expect(option(page, COUNT)).toBeInViewport();

  await scrubber.focus();
  await page.keyboard.press('Home');
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'June 2024');
  await page.keyboard.press('ArrowDown');
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'March 2024');
  await page.keyboard.press('PageDown');
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'December 2023');
  await page.keyboard.press('PageUp');
  await expect(scrubber).toHaveAttribute('aria-valuetext', 'June 2024');
  await page.keyboard.press('End');
  await expect(option(page, COUNT)).toBeInViewport();

  await page.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'Name' });
  await expect(scrubber).toBeHidden();
});

test('Pictures come without an address of a Blob each, for which a page waits until the browser answers', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  await page.evaluate(() => {
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      document.body.dataset['objectUrls'] = `${blob.size} bytes`;
      return create(blob);
    };
  });
  await page.keyboard.press('d');
  await page.keyboard.press('End');
  const last = option(page, COUNT).locator('img');
  await expect(last).toHaveAttribute('src', /^data:image\/jpeg;base64,/);
  await expect.poll(() => last.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(160);
  expect(await page.evaluate(() => document.body.dataset['objectUrls'])).toBeUndefined();
});

test('The list shows and orders by columns, is remembered, and selects and opens as the grid does', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  const table = page.getByRole('grid', { name: 'Media in All media' });
  const row = (index: number) => table.locator(`[role=row][aria-rowindex="${index + 1}"]`);
  const header = (name: string) => table.getByRole('columnheader', { name });

  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expect(row(1)).toContainText('photo-000.jpg');
  await expect(header('Date')).toHaveAttribute('aria-sort', 'descending');
  await header('Name').getByRole('button').click();
  await expect(header('Name')).toHaveAttribute('aria-sort', 'ascending');
  await header('Name').getByRole('button').press('Enter');
  await expect(header('Name')).toHaveAttribute('aria-sort', 'descending');
  await expect(row(1)).toContainText('photo-083.jpg');
  await page.reload();
  await expect(row(1)).toContainText('photo-083.jpg');

  await row(1).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('2 selected');
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await expect(row(COUNT)).toBeFocused();
  await expect(row(COUNT)).toContainText('photo-000.jpg');
  await page.keyboard.press('4');
  await expect(row(COUNT).getByRole('img', { name: '4 stars' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.viewer')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(COUNT)).toBeFocused();

  await header('Date').getByRole('button').click();
  await expect(header('Date')).toHaveAttribute('aria-sort', 'descending');
  await expect(row(1)).toContainText('photo-000.jpg');
  await row(1).focus();
  await page.keyboard.press('y');
  await expect(table.locator('[role=row]:focus')).toContainText('2023');
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expect(option(page, 1)).toBeVisible();
});

/** Waits until the list has stood still for ten frames: a flick goes on after the finger has left. */
const untilStill = (page: Page): Promise<void> =>
  page.locator('.scroller').evaluate(
    (scroller) =>
      new Promise<void>((resolve) => {
        let last = scroller.scrollTop;
        let frames = 0;
        const look = (): void => {
          frames = scroller.scrollTop === last ? frames + 1 : 0;
          last = scroller.scrollTop;
          if (frames === 10) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

/** The number of the first cell that stands clear of what lies over the list above and below. */
const positionInView = async (page: Page): Promise<number> => {
  const position = await page.locator('[role=option]').evaluateAll((cells) =>
    cells
      .find((cell) => {
        const { top, bottom } = cell.getBoundingClientRect();
        return top > 100 && bottom < 700;
      })
      ?.getAttribute('aria-posinset'),
  );
  if (position === undefined || position === null) throw new Error('No cell is in view.');
  return Number(position);
};

test('A finger scrolls without selecting, selects by holding and drags on beyond the edge, and two change the size', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page, context } = await openBrowser();
  await page.setViewportSize({ width: 390, height: 844 });
  await importPhotos(page, host.url, profileDir);
  // What still arrives would move the pictures from under the finger.
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-setsize', String(COUNT));
  const cdp = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: readonly Point[]) =>
    cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: at.map(([x, y], id) => ({ x, y, id })),
    });
  const drag = async ([x, y]: Point, [toX, toY]: Point, steps = 12): Promise<void> => {
    for (let step = 1; step <= steps; step++)
      await touch('touchMove', [
        x + ((toX - x) * step) / steps,
        y + ((toY - y) * step) / steps,
      ]);
  };
  const scrollTop = () =>
    page.locator('.scroller').evaluate((scroller) => Math.round(scroller.scrollTop));
  const selection = page.getByRole('toolbar', { name: 'Selection' });
  const chosen = async () => Number((await selection.locator('.number').textContent()) ?? 0);
  const perRow = () => page.evaluate(() => localStorage.getItem('hm-per-row'));

  await touch('touchStart', [195, 700]);
  await drag([195, 700], [195, 300]);
  await touch('touchEnd');
  await expect.poll(scrollTop).toBeGreaterThan(100);
  await expect(selection).toBeHidden();
  // A finger on a list that still scrolls stops it, and selects nothing.
  await untilStill(page);

  // How far a flick goes depends on how busy the machine is: the finger takes what is in view.
  const position = await positionInView(page);
  const cell = await option(page, position).boundingBox();
  if (cell === null) throw new Error('The cell has no box.');
  const start: Point = [cell.x + 20, cell.y + 20];
  await touch('touchStart', start);
  await expect(option(page, position)).toHaveAttribute('aria-selected', 'true');
  const before = await scrollTop();
  await drag(start, [195, 836]);
  await expect.poll(scrollTop).toBeGreaterThan(before + 100);
  await touch('touchEnd');
  expect(await chosen()).toBeGreaterThan(6);
  await selection.getByRole('button', { name: 'Clear selection' }).click();
  await expect(selection).toBeHidden();

  await touch('touchStart', [165, 400], [225, 400]);
  for (const by of [10, 20, 30, 40]) await touch('touchMove', [165 - by, 400], [225 + by, 400]);
  await touch('touchEnd');
  await expect.poll(perRow).toBe('2');
  await expect(selection).toBeHidden();
  await expect(page.locator('.viewer')).toBeHidden();

  const box = await option(page, await positionInView(page)).boundingBox();
  if (box === null) throw new Error('The cell has no box.');
  const inView: Point = [box.x + box.width / 2, box.y + box.height / 2];
  // At once: waited for in between, a busy machine makes a tap a long press.
  await Promise.all([touch('touchStart', inView), touch('touchEnd')]);
  await expect(page.locator('.viewer')).toBeVisible();
});
