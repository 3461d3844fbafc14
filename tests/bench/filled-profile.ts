import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JOURNAL_FORMAT } from '../../src/core/catalog/journal-entry.ts';

/** Part of the profiles' names: another number fills all of them anew. */
const FORM = 2;

/** A profile that is kept from run to run, and what was measured when it was filled. */
export interface FilledProfile<T> {
  readonly profile: string;
  readonly measured: T;
}

/** The profile `name` of the cache; filled by `fill` where it is missing or was left half full. */
export const filledProfile = async <T>(
  cache: string,
  name: string,
  fill: (profile: string) => Promise<T>,
): Promise<FilledProfile<T>> => {
  const profile = join(cache, `profile-${name}-${FORM}.${JOURNAL_FORMAT}`);
  const note = `${profile}.json`;
  if (existsSync(note)) {
    return { profile, measured: JSON.parse(await readFile(note, 'utf8')) as T };
  }
  await rm(profile, { recursive: true, force: true });
  const measured = await fill(profile);
  await writeFile(note, JSON.stringify(measured));
  return { profile, measured };
};
