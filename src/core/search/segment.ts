import type { MediaId } from '../base/ids.ts';
import { MEDIA_KINDS } from '../media/media-body.ts';

/** Lists of words, one per item: each word is held once, items have numbers into `words`. */
export interface WordColumn {
  readonly words: readonly string[];
  /** Item `i` has `numbers[starts[i]]` up to `numbers[starts[i + 1]]`, exclusive. */
  readonly starts: Uint32Array;
  readonly numbers: Uint32Array;
}

/**
 * Items that are searched, never changed. They are numbered in the order in which equal hits are shown:
 * the latest taken first, those without a time last, ties by id. A posting is `number * 256 + fields`.
 */
export interface Segment {
  readonly count: number;
  /** Ids one behind the other, 22 characters each. */
  readonly ids: string;
  /** The numbers of items in the order of their ids. */
  readonly byId: Uint32Array;
  readonly names: string;
  readonly nameStarts: Uint32Array;
  /** Sorted by UTF-16 unit. */
  readonly terms: readonly string[];
  readonly termStarts: Uint32Array;
  readonly postings: Uint32Array;
  /** Terms of each item, 255 at most. */
  readonly lengths: Uint8Array;
  /** NaN where unknown. */
  readonly taken: Float64Array;
  readonly sizes: Float64Array;
  /** Places in `MEDIA_KINDS`. */
  readonly kinds: Uint8Array;
  readonly ratings: Uint8Array;
  readonly tags: WordColumn;
  readonly collections: WordColumn;
  readonly places: WordColumn;
}

/** Characters of an id. */
export const ID_LENGTH = 22;
/** Items that a segment can number: a posting's other 8 bits are the fields. */
export const MAX_COUNT = 2 ** 24;

/** The id of an item by its number. */
export const idAt = ({ ids }: Pick<Segment, 'ids'>, number: number): MediaId =>
  ids.slice(number * ID_LENGTH, (number + 1) * ID_LENGTH) as MediaId;

/** The file name of an item by its number. */
export const nameAt = ({ names, nameStarts }: Segment, number: number): string =>
  names.slice(nameStarts[number] ?? 0, nameStarts[number + 1] ?? 0);

/** The number of the item with an id, -1 where it is not here. */
export const numberOf = (segment: Segment, id: MediaId): number => {
  let low = 0;
  let high = segment.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const number = segment.byId[middle] ?? 0;
    const found = idAt(segment, number);
    if (found === id) return number;
    if (found < id) low = middle + 1;
    else high = middle;
  }
  return -1;
};

/** The place of a kind in `MEDIA_KINDS`, as the column has it. */
export const kindNumber = (kind: (typeof MEDIA_KINDS)[number]): number =>
  MEDIA_KINDS.indexOf(kind);

/** Ids' numbers in the order of the ids. */
export const orderById = (ids: string): Uint32Array => {
  const keyed = Array.from({ length: ids.length / ID_LENGTH }, (_, number) => ({
    number,
    id: idAt({ ids }, number),
  }));
  keyed.sort((a, b) => (a.id < b.id ? -1 : 1));
  return Uint32Array.from(keyed, ({ number }) => number);
};

/** The order in which equal hits are shown, of two items of any segments. */
export const compareShown = (
  takenA: number,
  idA: string,
  takenB: number,
  idB: string,
): number => {
  if (takenA !== takenB) {
    if (Number.isNaN(takenA)) return Number.isNaN(takenB) ? compareIds(idA, idB) : 1;
    if (Number.isNaN(takenB)) return -1;
    return takenB - takenA;
  }
  return compareIds(idA, idB);
};

const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether an item has a word of which `isWanted` (by the word's number) is set. */
export const hasWord = (
  { starts, numbers }: WordColumn,
  number: number,
  isWanted: Uint8Array,
): boolean => {
  const end = starts[number + 1] ?? 0;
  for (let at = starts[number] ?? 0; at < end; at++) {
    if (isWanted[numbers[at] ?? 0] === 1) return true;
  }
  return false;
};

/** The numbers of the words that `fits`, as flags for `hasWord`. */
export const flagWords = ({ words }: WordColumn, fits: (word: string) => boolean): Uint8Array =>
  Uint8Array.from(words, (word) => (fits(word) ? 1 : 0));
