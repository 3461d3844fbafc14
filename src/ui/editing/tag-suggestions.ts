/** Which tags are offered while one is typed: pure. */
import type { TagCount } from '../../core/media/media-summary.ts';
import { FAVOURITE_TAG } from '../media/favourite.ts';

/** More do not fit under the field on a phone. */
const MOST = 8;

/**
 * Tags of the drive that go with `text`: those that begin with it, then those with a word that does, then
 * those that hold it, each group the most frequent first. Case and accents do not matter. Those that are
 * chosen already are left out, and so is the favourites' one, which has a button of its own.
 */
export const suggestTags = (
  known: readonly TagCount[],
  text: string,
  chosen: readonly string[],
): readonly TagCount[] => {
  const wanted = plain(text.trim());
  const free = known.filter(({ name }) => name !== FAVOURITE_TAG && !chosen.includes(name));
  if (wanted === '') return free.slice(0, MOST);
  return [0, 1, 2]
    .flatMap((rank) => free.filter(({ name }) => rankOf(plain(name), wanted) === rank))
    .slice(0, MOST);
};

const rankOf = (name: string, wanted: string): number => {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 1;
  return name.includes(wanted) ? 2 : 3;
};

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
