import type { Page } from '@playwright/test';
import type { MediaId } from '../../../src/core/base/ids.ts';

/** A drive in which every screen has something to show, and what its screens are brought up with. */
export interface PreparedDrive {
  /** A photo that has a title, a description, tags, a place and stars. */
  readonly photo: MediaId;
  readonly film: MediaId;
  readonly tune: MediaId;
  /** Two files that are one item. */
  readonly composite: MediaId;
  /** The address of a saved search. */
  readonly savedSearch: string;
  /** Files that are not in the drive yet, and some that are or cannot be. */
  readonly toImport: readonly string[];
}

/** Makes the app's own sample, as a person would. */
export const makeSample = async (page: Page): Promise<void> => {
  await page.locator('.offer button').click();
  await page.locator('.banner').waitFor({ timeout: 120_000 });
};

/**
 * Fills the drive: the sample, two pictures of it that are one item, words and stars, links, something in
 * the trash, an empty collection and a search that is kept.
 */
export const prepareDrive = async (
  page: Page,
  toImport: readonly string[],
): Promise<PreparedDrive> => {
  await makeSample(page);
  return { ...(await page.evaluate(describe)), toImport };
};

/** Runs in the page, which speaks English. */
const describe = async (): Promise<Omit<PreparedDrive, 'toImport'>> => {
  const { drive, search, config } = window.hm;
  await config.update({ name: 'Studio laptop' });
  const { items } = await drive.listMedia('Sample', { recursive: true });
  const named = (name: string): MediaId => {
    const row = items.find((one) => one.name.startsWith(name));
    if (row === undefined) throw new Error(`The sample has no ${name}.`);
    return row.id;
  };
  const photo = named('Northern lights');
  const composite = await drive.group([named('Blue ridges'), named('First snow')]);
  await drive.updateMedia(photo, { description: 'Half an hour on the frozen lake.' });
  await drive.updateMedia([photo, named('Dunes')], { addTags: ['favourite', 'winter trip'] });
  await drive.removeMedia(named('Paper waves'));
  await drive.createCollection('Empty shelf');
  await drive.createCollection('Archive');
  await drive.removeCollection('Archive');
  await drive.updateCollection('Sample/Outdoors', {
    description: 'Drawn by this browser, on this device.',
    tags: ['drawn'],
  });
  const [from, to] = ['Sample/Outdoors', 'Sample/Studio'];
  await drive.createLink({ source: from, target: to, type: 'related' });
  await drive.createLink({ source: 'Empty shelf', target: from, type: 'shortcut' });
  await search.saved.save('Rated four and more', { text: '', rating: 4 });
  const [saved] = await search.saved.list();
  return {
    photo,
    composite,
    film: named('Sundown'),
    tune: named('Slow morning'),
    savedSearch: `#/search?rating=4&saved=${saved?.id ?? ''}`,
  };
};
