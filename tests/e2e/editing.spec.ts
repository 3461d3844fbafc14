import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { MediaEdit } from '../../src/core/media/media-edit.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

const MARKUP = '<img src=x onerror=alert(1)>';

/** Everything that is said of the items, by name. */
const readItems = (page: Page) =>
  page.evaluate(async () => {
    const { items } = await window.hm.drive.listMedia('', {
      recursive: true,
      sort: 'name',
      order: 'asc',
    });
    return Promise.all(
      items.map(async ({ id }) => {
        const item = await window.hm.drive.getMedia(id);
        const { name, title, rating, tags, capturedAt, place, collections } = item;
        return { name, title, rating, tags, capturedAt, place, collections };
      }),
    );
  });
const edit = (page: Page, index: number, patch: MediaEdit) =>
  page.evaluate(
    async ([at, change]) => {
      const { items } = await window.hm.drive.listMedia('', {
        recursive: true,
        sort: 'name',
        order: 'asc',
      });
      const item = items[at];
      if (item !== undefined) await window.hm.drive.updateMedia(item.id, change);
    },
    [index, patch] as const,
  );
const option = (page: Page, position: number) =>
  page.getByRole('option', { name: new RegExp(` ${position} of `) });
const dialogOf = (page: Page) => page.getByRole('dialog');
const fill = async (page: Page, url: string, profileDir: string): Promise<void> => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 4, seed: 77 });
  await openDrive(page, url);
  await importFromDisk(page, 'album', photos);
  await expect(option(page, 4)).toBeVisible();
};

test('Items are selected, tagged, rated and collected by keyboard alone, and undo takes each back', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  const before = await readItems(page);
  await page.evaluate(() => window.hm.drive.createCollection('best'));
  await option(page, 1).focus();

  // Without a selection a key is for the item in focus. The newest stands first, so it is photo-003.
  await page.keyboard.press('4');
  await expect.poll(async () => (await readItems(page))[3]?.rating).toBe(4);
  await page.keyboard.press('f');
  await expect.poll(async () => (await readItems(page))[3]?.tags).toEqual(['favourite']);

  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('2 selected');
  await page.keyboard.press('t');
  await expect(page.getByRole('combobox', { name: 'Tags' })).toBeFocused();
  await page.keyboard.type(`${MARKUP},sea`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toBeHidden();
  await expect
    .poll(async () => (await readItems(page)).map(({ tags }) => tags))
    .toEqual([[], [], [MARKUP, 'sea'], ['favourite', MARKUP, 'sea']]);

  await page.keyboard.press('l');
  await expect(page.getByLabel('Find a collection')).toBeFocused();
  await page.keyboard.type('best');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await readItems(page)).map(({ collections }) => collections.length))
    .toEqual([1, 1, 2, 2]);

  // The keys are the grid's again once the dialog is gone; the drive turns back one after another.
  await expect(dialogOf(page)).toBeHidden();
  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z');
  await expect.poll(() => readItems(page)).toEqual(before);
});

test('A form edits many items in one step; what differs stays unless it is touched', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  await edit(page, 0, { tags: ['some', MARKUP], title: 'First' });
  await edit(page, 1, { tags: ['some'], title: 'Second' });
  const before = await readItems(page);

  for (const position of [1, 2, 3, 4]) {
    await option(page, position).hover();
    await option(page, position).locator('.tick').click();
  }
  await page.getByRole('button', { name: 'Edit…' }).click();
  const form = dialogOf(page);
  await expect(form.getByLabel('Title')).toHaveAttribute('placeholder', 'Different values');
  await expect(form.getByRole('listitem').filter({ hasText: MARKUP })).toBeVisible();
  await form.getByRole('button', { name: `Remove the tag ${MARKUP}` }).click();
  await form.getByRole('button', { name: 'Give all the tag some' }).click();
  await form.getByRole('button', { name: '3 stars' }).click();
  await form.getByText('Shift', { exact: true }).click();
  await form.getByLabel('Days').fill('1');
  await form.getByLabel('Hours').fill('2');
  await expect(form.getByLabel('First and last date afterwards')).toContainText(
    'photo-000.jpg',
  );
  await form.getByLabel('Place', { exact: true }).fill('91, 2');
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  await form
    .getByLabel('Place', { exact: true })
    .fill('https://www.openstreetmap.org/#map=17/48.8584/2.2945');
  await form.getByLabel('Name of the place').fill('Tour Eiffel');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();

  const place = { latitude: 48.8584, longitude: 2.2945, altitude: null, name: 'Tour Eiffel' };
  await expect
    .poll(() => readItems(page))
    .toEqual(
      before.map((item) => ({
        ...item,
        place,
        rating: 3,
        tags: ['some'],
        capturedAt: new Date(Date.parse(item.capturedAt ?? '') + 26 * 3_600_000).toISOString(),
      })),
    );
  const after = await readItems(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => readItems(page)).toEqual(before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => readItems(page)).toEqual(after);
  await page.evaluate(() => window.hm.integrity.rebuildCatalog());
  expect(await readItems(page)).toEqual(after);
});

test('The info panel edits an item, refuses what is impossible and tells its history', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  await option(page, 4).click();
  await expect(dialogOf(page)).toHaveAccessibleName(/^Photo 4 of 4/);
  await page.keyboard.press('i');
  const panel = page.getByRole('complementary', { name: 'Info' });
  await panel.getByLabel('Title').fill('<b>Harbour</b>');
  await panel.getByLabel('Title').press('Enter');
  await expect.poll(async () => (await readItems(page))[0]?.title).toBe('<b>Harbour</b>');

  const tags = panel.getByRole('combobox');
  await tags.fill('boats');
  await tags.press('Enter');
  await tags.fill('x'.repeat(101));
  await tags.press('Enter');
  await expect(panel.getByText('A tag has 1 to 100 characters, on one line.')).toBeVisible();
  await tags.fill('');
  await expect.poll(async () => (await readItems(page))[0]?.tags).toEqual(['boats']);
  await expect(panel.getByRole('button', { name: 'Remove the tag boats' })).toBeVisible();
  await tags.press('Backspace');
  await expect.poll(async () => (await readItems(page))[0]?.tags).toEqual([]);

  await panel.getByRole('button', { name: /^Change the date/ }).click();
  await panel.getByLabel('Date and time on the spot').fill('2020-02-29T10:00:00');
  await panel.getByLabel('Offset from UTC').selectOption('+02:00');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(async () => (await readItems(page))[0]?.capturedAt)
    .toBe('2020-02-29T08:00:00.000Z');
  await expect(panel.getByRole('button', { name: /^Change the date/ })).toBeFocused();

  await panel.getByRole('button', { name: /^Change the place/ }).click();
  await panel.getByLabel('Place', { exact: true }).fill('48.8584');
  await expect(panel.getByRole('alert').filter({ hasText: 'Type latitude' })).toBeVisible();
  await panel.getByLabel('Place', { exact: true }).fill('48.8584, 2.2945');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: /48\.8584, 2\.2945/ })).toBeVisible();

  await expect(panel.getByText(/^This device, found right on/)).toBeVisible();
  await panel.getByText('What was done to it').click();
  await expect(panel.getByText('Changed: place')).toBeVisible();
  await expect(panel.getByText('Imported')).toBeVisible();
});

test('Items and collections are dragged, renamed in place and linked, and what cannot be says why', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page } = await openBrowser();
  await fill(page, host.url, profileDir);
  await page.evaluate(async () => {
    for (const path of ['trips/lake', 'best']) await window.hm.drive.createCollection(path);
  });
  const row = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name},`) });
  const paths = () =>
    page.evaluate(async () =>
      (await window.hm.drive.listCollections('', { recursive: true })).map(({ path }) => path),
    );

  await option(page, 1).dragTo(row('best'));
  await expect(row('best')).toHaveAccessibleName('best, 1 item');
  await expect(row('album')).toHaveAccessibleName('album, 3 items');

  // A closed collection opens under what is dragged, so that one inside can be reached.
  await row('best').hover();
  await page.mouse.down();
  await row('trips').hover();
  await row('trips').hover({ position: { x: 30, y: 20 } });
  await expect(row('lake')).toBeVisible();
  await row('lake').hover();
  await row('lake').hover({ position: { x: 40, y: 20 } });
  await page.mouse.up();
  await expect.poll(paths).toContain('trips/lake/best');
  await row('trips').dragTo(row('lake'));
  await expect.poll(paths).toContain('trips/lake/best');
  await row('best').dragTo(page.getByRole('link', { name: 'All media' }));
  await expect.poll(paths).toContain('best');
  await expect(row('best')).toHaveAttribute('aria-level', '1');

  const nameField = page.getByRole('tree').getByRole('textbox');
  await row('best').focus();
  await page.keyboard.press('F2');
  await expect(nameField).toBeFocused();
  await page.keyboard.type('a/b');
  await page.keyboard.press('Enter');
  await expect(page.getByText('A name cannot be empty or contain “/”.')).toBeVisible();
  await expect(row('best')).toBeFocused();
  await page.keyboard.press('F2');
  await expect(nameField).toBeFocused();
  await page.keyboard.type('Best of');
  // What changes elsewhere meanwhile takes nothing away from what is typed.
  await page.evaluate(() => window.hm.drive.createCollection('elsewhere'));
  await expect(row('elsewhere')).toBeVisible();
  await page.keyboard.type(' all');
  await page.keyboard.press('Enter');
  await expect(row('Best of all')).toBeFocused();

  const openLinks = async (name: string): Promise<void> => {
    await row(name).hover();
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Links…' }).click();
  };
  await openLinks('album');
  await dialogOf(page).getByRole('button', { name: 'Best of all' }).click();
  await expect(dialogOf(page).getByText('(')).toBeHidden();
  await expect(
    dialogOf(page).getByRole('button', { name: 'Remove the link to Best of all' }),
  ).toBeVisible();
  await dialogOf(page).getByText('Related', { exact: true }).last().click();
  await dialogOf(page).getByRole('button', { name: 'trips', exact: true }).click();
  await page.keyboard.press('Escape');
  await row('album').click();
  await expect(option(page, 4)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Related' })).toContainText('trips');
  await openLinks('Best of all');
  await dialogOf(page).getByRole('button', { name: 'album' }).click();
  await expect(dialogOf(page).getByRole('alert')).toContainText('or list itself');
  await page.keyboard.press('Escape');

  await row('Best of all').focus();
  await page.keyboard.press('Delete');
  await expect(row('album')).toHaveAccessibleName(/album/);
  await row('album').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('treeitem', { name: 'A collection that is gone' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('treeitem', { name: /^Alias: Best of all/ })).toBeVisible();
});

/** Bytes that the journal keeps for a full store; `null` where none are kept. */
const reservedBytes = (page: Page) =>
  page.evaluate(async () => {
    const hm = await (await navigator.storage.getDirectory()).getDirectoryHandle('hm');
    const journal = await hm.getDirectoryHandle('journal');
    const file = await journal.getFileHandle('reserve').catch(() => null);
    return file === null ? null : (await file.getFile()).size;
  });

/** Describes all items anew, 40 kB an act, until the drive refuses; what it says then, and after how many. */
const describeUntilFull = (page: Page) =>
  page.evaluate(async () => {
    const { items } = await window.hm.drive.listMedia('', { recursive: true });
    const ids = items.map(({ id }) => id);
    for (let i = 0; i < 400; i++) {
      const description = String(i).padStart(10_000, 'x');
      try {
        await window.hm.drive.updateMedia(ids, { description });
      } catch (error) {
        return { type: (error as { type?: string }).type, done: i };
      }
    }
    return null;
  });

test('A full store takes edits and deletions for a while, then says that nothing was changed, and nothing is', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const { page, context } = await openBrowser();
  await fill(page, host.url, profileDir);
  const origin = new URL(host.url).origin;
  const session = await context.newCDPSession(page);
  await test.step('the room that is kept is given up for them, and outlives a reload', async () => {
    expect(await reservedBytes(page)).toBe(4 * 1024 * 1024);
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage });
    await page.evaluate(async () => {
      const { items } = await window.hm.drive.listMedia('', { recursive: true });
      await window.hm.drive.removeMedia(items.map(({ id }) => id));
      await window.hm.drive.undo();
    });
    const refused = await describeUntilFull(page);
    expect(refused?.type).toBe('quota-exceeded');
    // How many fit depends on what IndexedDB makes of them at that moment: 12 and 24 were seen.
    expect(refused?.done).toBeGreaterThan(5);
    expect(await reservedBytes(page)).toBeNull();
    await page.reload();
    await expect(option(page, 4)).toBeVisible();
    expect(await readItems(page)).toHaveLength(4);
  });

  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // The journal's file has some room of its own: what is said of the items goes in until it is used up.
  const failed = await describeUntilFull(page);
  expect(failed?.type).toBe('quota-exceeded');
  const before = await readItems(page);
  const acts = () =>
    page.evaluate(async () => (await window.hm.drive.history({ limit: 1_000 })).length);
  const done = await acts();

  await option(page, 1).focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('4 selected');
  await page.keyboard.press('e');
  await dialogOf(page).getByLabel('Description').fill('y'.repeat(10_000));
  await dialogOf(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialogOf(page).getByRole('alert').last()).toContainText('nothing was changed');
  expect(await readItems(page)).toEqual(before);
  expect(await acts()).toBe(done);

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await dialogOf(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialogOf(page)).toBeHidden();
  expect((await listAll(page)).total).toBe(4);
  await page.keyboard.press('Control+z');
  await expect.poll(() => readItems(page)).toEqual(before);
});
