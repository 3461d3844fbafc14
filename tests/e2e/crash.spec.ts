import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { seededRandom, writePhotos } from '../fixtures/e2e/photo-files.ts';
import type { DriveBrowser } from './drive-browser.ts';
import { chooseFiles, importFromDisk, listAll, openDrive } from './drive-page.ts';
import { expect, test } from './drive-test.ts';
import { hashBytes, readOriginals, readStoredBlobs, type HashedBytes } from './stored-bytes.ts';

const PHOTOS = 150;
const KILLS = process.env['HM_LONG'] === undefined ? 2 : 3;
const seed = Number(process.env['HM_SEED'] ?? 20261121);

/** Starts an import and kills the browser once the drive has said of `after` items that they are in. */
const killDuringImport = async (
  browser: DriveBrowser,
  paths: readonly string[],
  after: number,
): Promise<readonly string[]> => {
  const { page, context } = browser;
  const acknowledged: string[] = [];
  let enough = (): void => undefined;
  const isEnough = new Promise<void>((resolve) => (enough = resolve));
  await context.exposeBinding('acknowledge', (_, ids: readonly string[]) => {
    acknowledged.push(...ids);
    if (acknowledged.length >= after) enough();
  });
  const input = await chooseFiles(page, paths);
  await input.evaluate((made) => {
    const page = window as unknown as { acknowledge(ids: readonly string[]): void };
    window.hm.on('change', ({ added }) => page.acknowledge(added));
    void window.hm.drive.importMedia('album', [...(made.files ?? [])]);
  });
  await isEnough;
  await browser.kill();
  return acknowledged;
};

test.setTimeout(240_000);

test(`A browser killed ${KILLS} times during an import loses nothing that was acknowledged (seed ${seed})`, async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const paths = await writePhotos(join(profileDir, 'photos'), { count: PHOTOS, seed });
  const truth = new Map<string, HashedBytes>();
  for (const path of paths) truth.set(basename(path), await hashBytes(await readFile(path)));
  const random = seededRandom(seed);
  const acknowledged = new Set<string>();

  for (let kill = 0; kill < KILLS; kill++) {
    const browser = await openBrowser();
    await openDrive(browser.page, host.url);
    const after = 1 + Math.floor((random() * PHOTOS) / (KILLS + 1));
    for (const id of await killDuringImport(browser, paths, after)) acknowledged.add(id);

    const next = await openBrowser();
    const { page } = next;
    await openDrive(page, host.url);
    const { items } = await listAll(page);
    const ids = items.map(({ id }) => id as string);
    expect(ids).toEqual(expect.arrayContaining([...acknowledged]));
    for (const { name, ...found } of await readOriginals(page, ids)) {
      expect(found, name).toEqual(truth.get(name));
    }
    const known = [...truth.values()];
    expect(known).toEqual(expect.arrayContaining([...(await readStoredBlobs(page))]));
    const left = [...truth.keys()].filter((name) => items.every((item) => item.name !== name));
    await expect
      .poll(() => page.evaluate(() => window.hm.drive.imports.list()))
      .toMatchObject([{ state: 'waiting-for-files', missingFiles: left }]);
    await next.close();
  }

  const { page } = await openBrowser();
  await openDrive(page, host.url);
  const report = await importFromDisk(page, 'album', paths);
  expect(report.failed).toEqual([]);
  expect(report.duplicates).toEqual([]);
  const { items } = await listAll(page);
  expect(items.map(({ name }) => name)).toEqual([...truth.keys()]);
  const states = await page.evaluate(() => window.hm.drive.imports.list());
  expect(states.map(({ state }) => state)).toEqual(['done']);
});
