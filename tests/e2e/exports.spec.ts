import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync, strFromU8 } from 'fflate';
import type { Page } from '@playwright/test';
import type { HmFailure } from '../../src/core/base/hm-error.ts';
import { makePhotos, writePhotos } from '../fixtures/e2e/photo-files.ts';
import { untilControlled } from './controlled-page.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

/** Chromium's own pickers cannot be driven; without them a zip is a download, as in Firefox. */
const withoutPickers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    for (const name of ['showSaveFilePicker', 'showDirectoryPicker'])
      Object.defineProperty(window, name, { value: undefined });
  });

test('A collection leaves as a zip with its folders, what was said about each item, and the very bytes', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const folder = join(profileDir, 'holiday');
  await writePhotos(folder, { count: 3, seed: 1 });
  await writePhotos(join(folder, 'lake: day 2'), { count: 2, seed: 2 });
  const { page, context } = await openBrowser();
  await withoutPickers(page);
  await openDrive(page, host.url);
  await importFromDisk(page, '', folder);
  await page.evaluate(async () => {
    const { items } = await window.hm.drive.listMedia('holiday');
    const first = items.find(({ name }) => name === 'photo-000.jpg');
    if (first !== undefined)
      await window.hm.drive.updateMedia(first.id, { title: 'Ahoy & <b>', rating: 5 });
  });
  await untilControlled(page);
  await context.setOffline(true);

  const row = page.getByRole('treeitem', { name: /^holiday, / });
  await row.hover();
  await row.getByRole('button', { name: 'Actions for holiday' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export holiday' });
  await expect(dialog.getByRole('radio', { name: 'A folder on this device' })).toBeDisabled();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).press('Enter');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('holiday.zip');
  const files = unzipSync(await readFile(await download.path()));

  const photos = [
    ...(await makePhotos({ count: 3, seed: 1 })).map(({ name, bytes }) => ({ name, bytes })),
    ...(await makePhotos({ count: 2, seed: 2 })).map(({ name, bytes }) => ({
      name: `lake_ day 2/${name}`,
      bytes,
    })),
  ];
  expect(Object.keys(files).sort()).toEqual(
    photos.flatMap(({ name }) => [name, `${name}.xmp`]).sort(),
  );
  for (const { name, bytes } of photos)
    expect(bytes.equals(files[name] ?? new Uint8Array())).toBe(true);
  const xmp = strFromU8(files['photo-000.jpg.xmp'] ?? new Uint8Array());
  expect(xmp).toContain('Ahoy &amp; &lt;b&gt;');
  expect(xmp).toContain('<xmp:Rating>5</xmp:Rating>');
  await expect(page.getByRole('list', { name: 'Exports' })).toHaveCount(0);

  await test.step('where there is no room it says so before it writes, and what can be let go of', async () => {
    const session = await context.newCDPSession(page);
    const origin = new URL(host.url).origin;
    await page.evaluate(async () => {
      const { items } = await window.hm.drive.listMedia('holiday/lake: day 2');
      await window.hm.drive.removeMedia(items.map(({ id }) => id));
    });
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await row.hover();
    await row.getByRole('button', { name: 'Actions for holiday' }).click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    await dialog.getByRole('button', { name: 'Export' }).press('Enter');
    const card = page.getByRole('listitem').filter({ hasText: 'Not exported: holiday' });
    await expect(card.getByRole('alert')).toContainText('There is no room for');
    await expect(card.getByRole('link', { name: 'Empty the trash' })).toBeVisible();
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    const again = page.waitForEvent('download');
    await card.getByRole('button', { name: 'Try again' }).click();
    expect((await again).suggestedFilename()).toBe('holiday.zip');
    await expect(card).toHaveCount(0);
  });
});

test('An export into a folder writes what is sound and names what is not', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const folder = join(profileDir, 'shots');
  await writePhotos(folder, { count: 3, seed: 3 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await importFromDisk(page, '', folder);
  const { items } = await listAll(page);
  const lost = items[1];
  if (lost === undefined) throw new Error('Nothing was imported.');
  const result = await page.evaluate(async ({ hash }) => {
    const root = await navigator.storage.getDirectory();
    const blobs = await (await root.getDirectoryHandle('hm')).getDirectoryHandle('blobs');
    await (await blobs.getDirectoryHandle(hash.slice(0, 2))).removeEntry(hash);
    const to = await root.getDirectoryHandle('out', { create: true });
    const phases: string[] = [];
    const isOver = new Promise<void>((resolve) => {
      window.hm.on('progress', ({ phase }) => {
        phases.push(phase);
        if (phase === 'exported') resolve();
      });
    });
    const report = await window.hm.drive.exportCollection('', {
      ...{ as: 'folder', to, sidecars: false },
    });
    await isOver;
    const shots = await to.getDirectoryHandle('shots');
    const names: string[] = [];
    for await (const name of (shots as unknown as { keys(): AsyncIterable<string> }).keys())
      names.push(name);
    return { report, names: names.sort(), phases };
  }, lost);
  expect(result.names).toEqual(['photo-000.jpg', 'photo-002.jpg']);
  expect(result.report).toMatchObject({
    files: 2,
    failed: [{ name: 'shots/photo-001.jpg', type: 'missing' }],
  });
  expect(result.phases.at(-1)).toBe('exported');

  await test.step('M9, M10 its signed list knows what is missing, here and there, and what was changed', async () => {
    const found = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('out');
      const { integrity } = window.hm;
      const first = await integrity.exportManifest('');
      // As a person keeps it: a file of JSON.
      const kept = JSON.parse(
        JSON.stringify(await integrity.exportManifest('')),
      ) as typeof first;
      const shots = await folder.getDirectoryHandle('shots');
      const file = await shots.getFileHandle('photo-002.jpg');
      const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
      bytes[9] = (bytes[9] ?? 0) ^ 1;
      const writable = await file.createWritable();
      await writable.write(bytes);
      await writable.close();
      const forged = { ...kept, manifest: { ...kept.manifest, files: [] } };
      const refusals = [forged, { ...kept, key: 'me' }].map((given) =>
        integrity.verifyManifest(given).then(String, (error: unknown) => {
          const { type, facts } = error as HmFailure;
          return [type, facts['where']];
        }),
      );
      return {
        sequences: [first, kept].map(({ manifest }) => manifest.sequence),
        here: await integrity.verifyManifest(kept),
        there: await integrity.verifyManifest(kept, folder),
        refusals: await Promise.all(refusals),
        device: kept.key,
      };
    });
    const missing = { id: lost.id, hash: lost.hash, name: 'shots/photo-001.jpg', sources: [] };
    expect(found.sequences).toEqual([1, 2]);
    expect(found.here).toMatchObject({ checked: 3, missing: 1, corrupt: 0 });
    expect(found.here.stillMissing).toEqual([missing]);
    expect(found.there).toMatchObject({ checked: 3, missing: 1, corrupt: 1 });
    expect(found.there.stillMissing.map(({ name }) => name)).toEqual([
      'shots/photo-001.jpg',
      'shots/photo-002.jpg',
    ]);
    expect(Buffer.from(found.there.signedBy ?? '', 'base64url').toString('hex')).toBe(
      found.device,
    );
    expect(found.refusals).toEqual([
      ['bad-manifest', undefined],
      ['bad-manifest', 'key'],
    ]);
  });
});

test('Some items leave alone; a cancelled export ends, and a wrong form is refused in words', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const folder = join(profileDir, 'some');
  await writePhotos(folder, { count: 4, seed: 4 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await importFromDisk(page, '', folder);
  const { items } = await listAll(page);
  const told = await page.evaluate(
    async (ids) => {
      const { drive } = window.hm;
      const why = (error: { type: string; message: string }) => ({
        type: error.type,
        message: error.message,
      });
      const zip = await drive.exportCollection('', { as: 'zip', ids, sidecars: false });
      const stop = new AbortController();
      const off = window.hm.on('progress', () => stop.abort());
      const cancelled = await drive
        .exportCollection('', { as: 'zip', signal: stop.signal })
        .catch(why);
      off();
      const wrong = await drive.exportCollection('', { as: 'tar' as 'zip' }).catch(why);
      const nowhere = await drive.exportCollection('nowhere', { as: 'zip' }).catch(why);
      return {
        zip: [...new Uint8Array(await zip.arrayBuffer())],
        type: zip.type,
        refused: [cancelled, wrong, nowhere] as { type: string; message: string }[],
      };
    },
    items.slice(0, 2).map(({ id }) => id),
  );
  expect(told.type).toBe('application/zip');
  expect(Object.keys(unzipSync(Uint8Array.from(told.zip)))).toEqual(
    items.slice(0, 2).map(({ name }) => name),
  );
  expect(told.refused.map(({ type }) => type)).toEqual([
    'cancelled',
    'bad-argument',
    'not-found',
  ]);
  expect(told.refused[1]?.message).toContain("'zip'");
});
