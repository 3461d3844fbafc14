import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { importFromDisk, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

/** Turns a bit in the middle of one stored blob and deletes another, while no page of the drive is open. */
const damageBlobs = async (
  page: Page,
  origin: string,
  { flipped, deleted }: { readonly flipped: string; readonly deleted: string },
): Promise<void> => {
  await page.goto(new URL('/manifest.webmanifest', origin).href);
  await page.evaluate(
    async (hashes) => {
      const root = await navigator.storage.getDirectory();
      const blobs = await (await root.getDirectoryHandle('hm')).getDirectoryHandle('blobs');
      const folderOf = (hash: string) => blobs.getDirectoryHandle(hash.slice(0, 2));
      const rotten = await (await folderOf(hashes.flipped)).getFileHandle(hashes.flipped);
      const file = await rotten.getFile();
      const at = Math.floor(file.size / 2);
      const [byte = 0] = new Uint8Array(await file.slice(at, at + 1).arrayBuffer());
      const writable = await rotten.createWritable({ keepExistingData: true });
      await writable.write({ type: 'write', position: at, data: Uint8Array.of(byte ^ 1) });
      await writable.close();
      await (await folderOf(hashes.deleted)).removeEntry(hashes.deleted);
    },
    { flipped, deleted },
  );
};

test('Bytes that rot and blobs that vanish between two starts are named, and heal when they come again', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 4, seed: 9 });
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  await importFromDisk(page, 'trip', photos);
  const clean = await page.evaluate(() => window.hm.integrity.verify({ deep: true }));
  expect(clean).toMatchObject({ checked: 4, missing: 0, corrupt: 0, orphans: 0 });
  expect(clean.bytesRead).toBeGreaterThan(0);
  const { engines } = await page.evaluate(() => window.hm.runtime.metrics());
  const workers = engines.find(({ engine }) => engine === 'workers');
  expect(workers?.paceMs.verify, 'the workers hashed').toBeGreaterThan(0);

  const items = await page.evaluate(async () => {
    const { items: rows } = await window.hm.drive.listMedia('trip');
    return rows.map(({ id, hash, name }) => ({ id, hash, name }));
  });
  const [rotten, gone] = items;
  if (rotten === undefined || gone === undefined) throw new Error('Nothing was imported.');
  await damageBlobs(page, new URL(host.url).origin, {
    flipped: rotten.hash,
    deleted: gone.hash,
  });

  await openDrive(page, host.url);
  const { report, available } = await page.evaluate(async () => {
    const found = await window.hm.integrity.verify({ deep: true });
    const { items: rows } = await window.hm.drive.listMedia('trip');
    const states = rows.map(({ id, availability }) => [id, availability] as const);
    return { report: found, available: Object.fromEntries(states) };
  });
  expect(report).toMatchObject({ checked: 4, missing: 1, corrupt: 1, repaired: 0 });
  expect(report.stillMissing.map(({ name }) => name).sort()).toEqual(
    [rotten.name, gone.name].sort(),
  );
  expect(available).toMatchObject({ [rotten.id]: 'damaged', [gone.id]: 'missing' });
  const orphans = await page.evaluate(() => window.hm.integrity.orphans());
  expect(orphans).toMatchObject([{ kind: 'missing-bytes', media: [gone.id] }]);

  await importFromDisk(page, 'trip', photos);
  const healed = await page.evaluate(() => window.hm.integrity.verify({ deep: true }));
  expect(healed).toMatchObject({ checked: 4, missing: 0, corrupt: 0, stillMissing: [] });
  await page.reload();
  expect(await page.evaluate(() => window.hm.integrity.lastReport())).toEqual(healed);
});
