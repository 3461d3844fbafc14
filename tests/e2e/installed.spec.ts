import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { untilControlled } from './controlled-page.ts';
import { importFromDisk, listAll, openDrive, untilReady } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { startHost } from './host-process.ts';
import { grant, installApp, share } from './installed-app.ts';

/** What is parked, by the names of the directories. */
const parked = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const home = await root.getDirectoryHandle('incoming', { create: true });
    const names: string[] = [];
    for await (const name of home.keys()) names.push(name);
    return names;
  });
const batches = (page: Page) => page.getByRole('main').getByRole('region');

test('Shares wait, offline too, are shown first, and are imported only when a person says so', async ({
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 3, seed: 21 });
  const lie = join(profileDir, 'lie.jpg');
  await writeFile(lie, '<script>location = "https://evil.example/"</script>');
  const host = await startHost();
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  await page.evaluate(() => window.hm.drive.createCollection('Pier'));
  await host.stop();
  await context.setOffline(true);

  await share(page, { paths: [...photos, lie], text: 'From the pier' });
  await untilReady(page);
  await expect(batches(page)).toHaveCount(1);
  await expect(batches(page)).toContainText('4 files were shared');
  await expect(batches(page)).toContainText('From the pier');
  await expect(batches(page).getByText('photo-001.jpg')).toBeVisible();
  await expect
    .poll(() =>
      batches(page)
        .locator('img')
        .evaluateAll(
          (all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length,
        ),
    )
    .toBe(3);
  expect((await listAll(page)).total).toBe(0);

  await share(page, { text: 'only words <b>& nothing</b> else' });
  await expect(batches(page)).toHaveCount(2);
  const second = batches(page).nth(1);
  await expect(second).toContainText('only words <b>& nothing</b> else');
  await expect(second).toContainText('There is no link in this text');
  await expect(second.getByRole('button')).toHaveCount(1);
  await second.getByRole('button', { name: 'Discard' }).press('Enter');
  await expect(batches(page)).toHaveCount(1);

  await page.reload();
  await batches(page).getByRole('button', { name: 'Choose a collection' }).click();
  await page.getByLabel('Find a collection').fill('Pier');
  await expect(
    page.getByRole('dialog').getByRole('button', { name: 'Pier', exact: true }),
  ).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(batches(page)).toContainText('Into Pier');
  await batches(page).getByRole('button', { name: 'Import 4 files' }).press('Enter');
  await expect(page.getByRole('treeitem', { name: 'Pier, 4 items' })).toBeVisible();
  await expect(page).toHaveURL(/#\/library\/Pier/);
  await expect.poll(() => parked(page)).toEqual([]);
  const { items } = await listAll(page);
  expect(items.map(({ name, kind }) => [name, kind])).toEqual([
    ['lie.jpg', 'other'],
    ['photo-000.jpg', 'photo'],
    ['photo-001.jpg', 'photo'],
    ['photo-002.jpg', 'photo'],
  ]);
});

test('A shared link is offered as one, and a share too many is refused in words', async ({
  host,
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  await share(page, { text: `Look: ${host.url}icons/icon-192.png javascript:alert(1)` });
  await untilReady(page);
  await expect(batches(page).getByRole('listitem')).toHaveText(/icon-192\.png/);
  await batches(page).getByRole('button', { name: 'Import from this link' }).click();
  await expect(page).toHaveURL(/#\/library/);
  expect((await listAll(page)).items.map(({ name }) => name)).toEqual(['icon-192.png']);

  // Nine of them are left by another version of the app: they count, though nothing of them can be shown.
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const home = await root.getDirectoryHandle('incoming', { create: true });
    for (let i = 0; i < 9; i++)
      await home.getDirectoryHandle(`${Date.now()}-0000000${i}`, { create: true });
  });
  await share(page, { text: 'the last that fits' });
  await expect(batches(page)).toHaveCount(1);
  await share(page, { text: 'one too many' });
  await expect(page.getByRole('alert')).toContainText('Ten shares wait already.');
  await page.goto(`${host.url}#/incoming?refused=%3Cb%3E`);
  await expect(page.getByRole('alert')).toContainText('could not be read');
});

test('The app may be installed, and opens files, shortcuts and addresses from the real manifest, in one window', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 3, seed: 22 });
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  const session = await context.newCDPSession(page);
  expect(await session.send('Page.getAppManifest')).toMatchObject({
    errors: [],
    manifest: { id: host.url, shareTarget: { action: `${host.url}share` } },
  });
  expect(await session.send('Page.getInstallabilityErrors')).toEqual({
    installabilityErrors: [],
  });
  const app = await installApp(context, page, host.url);

  await app.openFiles(photos.slice(0, 2));
  await expect(batches(page)).toContainText('2 files were opened');
  await app.openFiles(photos.slice(2));
  await expect(batches(page)).toHaveCount(2);
  expect((await listAll(page)).total).toBe(0);
  await expect.poll(async () => (await app.state()).badgeCount).toBe(2);
  await batches(page).first().getByRole('button', { name: 'Import 2 files' }).click();
  await expect(batches(page)).toHaveCount(1);
  await batches(page).getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(2);
  await expect.poll(async () => (await app.state()).badgeCount).toBe(0);

  await app.launch(`${host.url}#/health`);
  await expect(page).toHaveURL(/#\/health$/);
  await app.launch(`${host.url}#/library?import=1`);
  await expect(page.getByRole('menuitem', { name: 'Choose files' })).toBeVisible();
  await expect(page).toHaveURL(/#\/library$/);
  await page.keyboard.press('Escape');

  const [first] = (await listAll(page)).items;
  const handler = await page.evaluate(async () => {
    const manifest = (await (await fetch('/manifest.webmanifest')).json()) as {
      protocol_handlers: readonly { url: string }[];
    };
    return manifest.protocol_handlers[0]?.url ?? '';
  });
  const address = encodeURIComponent(`web+hm://local/${first?.id ?? ''}`);
  await app.launch(new URL(handler.replace('%s', address), host.url).href);
  await expect(page.getByRole('dialog')).toContainText(first?.name ?? '');
  expect(context.pages()).toHaveLength(1);
});

test('The offer to install comes after the first import, and the browser is asked to keep it', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 1, seed: 23 });
  const { page, context } = await openBrowser();
  await openDrive(page, host.url);
  await untilControlled(page);
  const offer = page.getByRole('region', { name: 'Install HM Drive' });
  const meter = page.getByRole('complementary');
  await expect(meter).toContainText(/\d [KMGT]?B free/);
  await expect(offer).toBeHidden();
  await importFromDisk(page, '', photos);
  await expect(offer.getByRole('button', { name: 'Install' })).toBeVisible();
  await expect(meter.getByRole('link', { name: 'Not protected yet.' })).toBeVisible();
  await page.reload();
  await expect(offer).toBeVisible();
  await offer.getByRole('button', { name: 'Do not offer this again' }).click();
  await expect(offer).toBeHidden();

  await page.goto(`${host.url}#/settings`);
  await expect(page.getByText('The browser has not promised')).toBeVisible();
  await page.getByRole('button', { name: 'Ask the browser' }).click();
  await expect(page.getByText('The browser did not promise it.')).toBeVisible();
  await grant(context, host.url, ['durableStorage']);
  const app = await installApp(context, page, host.url);
  const ask = page.getByRole('button', { name: 'Ask the browser' });
  // Once it hears that it was installed the app asks by itself, which may be before the click.
  await expect(async () => {
    if (await ask.isVisible()) await ask.click({ timeout: 1_000 });
    await expect(page.getByText('The browser promised to keep what is stored')).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await expect(meter).toContainText('The browser promised to keep it.');
  await app.intoWindow();
  await page.reload();
  await expect(page.getByText('HM Drive is installed on this device.')).toBeVisible();
  await expect(page.getByText('The browser promised to keep what is stored')).toBeVisible();
  await expect(offer).toBeHidden();
});
