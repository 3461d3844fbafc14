import type { ElementHandle, Page } from '@playwright/test';
// For the type of `window.hm`.
import type {} from '../../src/app/api-types.ts';
import type { ImportReport } from '../../src/core/imports/import-job.ts';

/** Opens the app and resolves once its drive may be used. */
export const openDrive = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await untilReady(page);
};

/** Resolves once the drive of the page may be used; rejects where it cannot be opened. */
export const untilReady = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await window.hm.ready;
  });

/**
 * An input of the page that holds files as a person would choose them: real ones, from this machine's
 * disk. A folder is chosen whole, with its tree.
 */
export const chooseFiles = async (
  page: Page,
  chosen: readonly string[] | string,
): Promise<ElementHandle<HTMLInputElement>> => {
  const input = await page.evaluateHandle(
    (isFolder) => {
      const made = document.createElement('input');
      made.type = 'file';
      made.multiple = true;
      made.webkitdirectory = isFolder;
      made.hidden = true;
      document.body.append(made);
      return made;
    },
    typeof chosen === 'string',
  );
  await input.setInputFiles(typeof chosen === 'string' ? chosen : [...chosen]);
  return input;
};

/** Imports files of this machine's disk, or a folder, into a collection; resolves at the end. */
export const importFromDisk = async (
  page: Page,
  collection: string,
  chosen: readonly string[] | string,
): Promise<ImportReport> => {
  const input = await chooseFiles(page, chosen);
  return input.evaluate(
    (made, path) => window.hm.drive.importMedia(path, [...(made.files ?? [])]),
    collection,
  );
};

/** Everything in the drive, by name. */
export const listAll = (page: Page) =>
  page.evaluate(() =>
    window.hm.drive.listMedia('', { recursive: true, sort: 'name', order: 'asc' }),
  );
