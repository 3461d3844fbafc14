import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { BreakerEvent } from '../../src/app/api-types.ts';
import { writePhotos } from '../fixtures/e2e/photo-files.ts';
import { launchDrive } from './drive-browser.ts';
import { chooseFiles, importFromDisk, openDrive, untilReady } from './drive-page.ts';
import { expect, test } from './drive-test.ts';

/** What each item is, apart from when it came and how it is called in this drive. */
const itemsOf = (page: Page) =>
  page.evaluate(async () => {
    const { items } = await window.hm.drive.listMedia('', { sort: 'name', order: 'asc' });
    return Promise.all(
      items.map(async ({ id }) => {
        const { copies, ...media } = await window.hm.drive.getMedia(id);
        const thumbnail = await window.hm.drive.thumbnail(id, 256);
        const told = [thumbnail.type, copies.map(({ state }) => state)];
        return {
          ...media,
          id: '',
          createdAt: '',
          updatedAt: '',
          raw: await window.hm.drive.rawMetadata(id),
          told,
        };
      }),
    );
  });

test('An import in which workers are killed, lost and lie ends as if nothing had been', async ({
  host,
  openBrowser,
  profileDir,
}) => {
  const folder = join(profileDir, 'photos');
  const paths = await writePhotos(folder, { count: 20, seed: 44 });
  const calm = await launchDrive(join(profileDir, 'calm'));
  await openDrive(calm.page, host.url);
  await importFromDisk(calm.page, '', paths);
  const undisturbed = await itemsOf(calm.page);
  await calm.close();
  expect(undisturbed).toHaveLength(20);

  const { page } = await openBrowser();
  await openDrive(page, host.url);
  const files = await chooseFiles(page, paths);
  const seen = await files.evaluate(async (input) => {
    const { drive, runtime, on } = window.hm;
    const events: BreakerEvent[] = [];
    const opened = new Promise<void>((resolve) => {
      on('breaker', (event) => {
        events.push(event);
        if (event.to === 'OPEN') resolve();
      });
    });
    // A success in between ends a row of failures: two are enough here.
    await runtime.configure({ failuresToOpen: 2 });
    await runtime.inject({ engine: 'workers', fault: 'lie' });
    await runtime.inject({ engine: 'workers', fault: 'fail', times: 3 });
    const importing = drive.importMedia('', [...(input.files ?? [])]);
    await opened;
    await runtime.retry('workers');
    const report = await importing;
    return { report, events, poison: await runtime.poison.list() };
  });
  expect(seen.report).toMatchObject({ added: { length: 20 }, failed: [], unshown: [] });
  expect(seen.events[0]).toMatchObject({ engine: 'workers', from: 'CLOSED', to: 'OPEN' });
  expect(seen.poison).toEqual([]);
  expect(await itemsOf(page)).toEqual(undisturbed);

  const countsOf = (at: Page) =>
    at.evaluate(async () =>
      (await window.hm.runtime.metrics()).engines.map(({ totalFailures, totalSuccesses }) => ({
        totalFailures,
        totalSuccesses,
      })),
    );
  const before = await countsOf(page);
  expect(before[1]?.totalFailures).toBeGreaterThanOrEqual(2);
  await page.reload();
  await untilReady(page);
  expect(await countsOf(page)).toEqual(before);
});
