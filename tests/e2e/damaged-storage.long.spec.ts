import { join } from 'node:path';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { cutSegment, leaveDrive, readSegment } from './damaged-storage.ts';
import { importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

test('A journal that is cut at any frame, and inside each, leaves all that the catalogue knows', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  test.setTimeout(900_000);
  const photos = await writePhotos(join(profileDir, 'photos'), { count: 6, seed: 22 });
  const { origin } = new URL(host.url);
  const { page } = await openBrowser();
  await openDrive(page, host.url);
  for (const photo of photos) await importFromDisk(page, 'trip', [photo]);
  const { items } = await listAll(page);
  await leaveDrive(page, origin);
  const cuts = (await readSegment(page)).frames.flatMap((at) => [at, at + 11, at + 40]);
  for (const cut of cuts.reverse()) {
    await leaveDrive(page, origin);
    const segment = await readSegment(page);
    const end = segment.frames.at(-1) ?? 0;
    if (cut > end) continue;
    await cutSegment(page, segment, cut);
    await openDrive(page, host.url);
    expect((await listAll(page)).items, `cut at ${cut} of ${end}`).toEqual(items);
    const report = await page.evaluate(() => window.hm.integrity.verify({ deep: true }));
    expect(report, `cut at ${cut} of ${end}`).toMatchObject({ missing: 0, stillMissing: [] });
  }
});
