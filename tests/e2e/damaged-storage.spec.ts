import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { untilControlled } from './controlled-page.ts';
import {
  cutSegment,
  damageRecord,
  flipBlobs,
  leaveDrive,
  readSegment,
  takeBlobAway,
} from './damaged-storage.ts';
import type { DriveBrowser } from './drive-browser.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { readStoredBlobs } from './stored-bytes.ts';

const PHOTOS = 6;

const readAll = (page: Page) => page.evaluate(() => window.hm.integrity.verify({ deep: true }));

/** Begins to read and repair everything, and kills the browser once the first item is known to be damaged. */
const killDuringRepair = async ({ page, context, kill }: DriveBrowser): Promise<void> => {
  let heard = (): void => undefined;
  const isDamaged = new Promise<void>((resolve) => (heard = resolve));
  await context.exposeBinding('damageIsKnown', () => heard());
  await page.evaluate(() => {
    const told = window as unknown as { damageIsKnown(): void };
    window.hm.on('change', () => told.damageIsKnown());
    void window.hm.integrity.verify({ deep: true }).catch(() => undefined);
  });
  await isDamaged;
  await kill();
};

test('Whatever is cut, flipped, deleted or killed, the drive comes back right, with the network off', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  test.setTimeout(180_000);
  const photos = await writePhotos(join(profileDir, 'photos'), { count: PHOTOS, seed: 21 });
  const { origin } = new URL(host.url);
  const first = await openBrowser();
  const { page } = first;
  await openDrive(page, host.url);
  await untilControlled(page);
  await importFromDisk(page, 'trip', photos);
  await page.evaluate(() => window.hm.integrity.configure({ parityPercent: 20 }));
  expect(await readAll(page)).toMatchObject({ checked: PHOTOS, corrupt: 0, missing: 0 });
  const { engines } = await page.evaluate(() => window.hm.runtime.metrics());
  const paces = engines.find(({ engine }) => engine === 'workers')?.paceMs;
  expect(paces?.parity, 'a worker made the parity').toBeGreaterThan(0);
  const before = await listAll(page);
  const stored = new Map((await readStoredBlobs(page)).map((blob) => [blob.hash, blob.sha256]));
  const hashes = [...stored.keys()];
  const expectRight = async (now: Page): Promise<void> => {
    expect(await readAll(now)).toMatchObject({ checked: PHOTOS, stillMissing: [] });
    expect((await listAll(now)).items).toEqual(before.items);
    const blobs = await readStoredBlobs(now);
    expect(new Map(blobs.map((blob) => [blob.hash, blob.sha256]))).toEqual(stored);
  };

  await test.step('the journal cut between two acts, then inside one', async () => {
    for (const cutAt of ['boundary', 'inside'] as const) {
      await leaveDrive(page, origin);
      const segment = await readSegment(page);
      expect(segment.frames.length).toBeGreaterThan(2);
      const [boundary = 0, end = 0] = segment.frames.slice(-2);
      await cutSegment(page, segment, cutAt === 'boundary' ? boundary : end - 5);
      await openDrive(page, host.url);
      await expectRight(page);
    }
  });

  await test.step('records of the database deleted, then swapped and flipped', async () => {
    await leaveDrive(page, origin);
    await damageRecord(page, 'blobs', 'delete');
    await openDrive(page, host.url);
    await expectRight(page);
    await leaveDrive(page, origin);
    await damageRecord(page, 'entities', 'swap');
    await damageRecord(page, 'local', 'flip');
    await openDrive(page, host.url);
    const { degraded } = await page.evaluate(() => window.hm.ready);
    expect(degraded).toContain('catalog-mended');
    await expectRight(page);
  });

  const second =
    await test.step('bytes flipped, and the browser killed during their repair', async () => {
      await leaveDrive(page, origin);
      await flipBlobs(page, hashes);
      await openDrive(page, host.url);
      await killDuringRepair(first);
      return openBrowser();
    });
  const next = second.page;
  await second.context.setOffline(true);
  await openDrive(next, host.url);
  await expectRight(next);
  const repairs = await next.evaluate(() => window.hm.integrity.receipts());
  expect(new Set(repairs.map(({ blob }) => blob))).toEqual(new Set(hashes));
  expect(new Set(repairs.map(({ source }) => source))).toEqual(new Set(['parity']));

  await test.step('no room for a repair: nothing is changed, and it is done once there is room', async () => {
    const session = await second.context.newCDPSession(next);
    await flipBlobs(next, hashes.slice(0, 1));
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    expect(await readAll(next)).toMatchObject({ corrupt: 1, repaired: 0 });
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    expect(await readAll(next)).toMatchObject({ corrupt: 1, repaired: 1 });
    await expectRight(next);
  });

  await test.step('a blob that is gone comes back from a folder', async () => {
    const [gone = ''] = hashes;
    await takeBlobAway(next, gone, 'copies');
    const missed = await readAll(next);
    expect(missed).toMatchObject({ missing: 1, repaired: 0, stillMissing: [{ hash: gone }] });
    await next.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      await window.hm.integrity.healFrom(await root.getDirectoryHandle('copies'));
    });
    // The start's own look may come just now, and heal it before this check does.
    expect(await readAll(next)).toMatchObject({ stillMissing: [] });
    const [healed] = await next.evaluate(() => window.hm.integrity.receipts());
    expect(healed).toMatchObject({ blob: gone, source: 'folder' });
    await expectRight(next);
  });
});
