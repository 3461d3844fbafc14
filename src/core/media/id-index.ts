import type { MediaId } from '../base/ids.ts';
import { WORDS_PER_ID, packId } from './row-shapes.ts';

/** Where an id stands among the ids of a listing. */
export interface IdIndex {
  /** -1 where it is not among them. */
  indexOf(id: MediaId): number;
  /** The same for item `index` of other packed ids. */
  indexOfPacked(ids: Uint32Array, index: number): number;
}

/**
 * Finds packed ids (`RowShapes.ids`) in constant time: open addressing over one block of numbers, made in
 * about 20 ns an item, where a `Map` of texts takes ten times that.
 */
export const createIdIndex = (ids: Uint32Array): IdIndex => {
  const count = ids.length / WORDS_PER_ID;
  const slots = slotsFor(count);
  const mask = slots.length - 1;
  for (let index = 0; index < count; index++) {
    let slot = hashOf(ids, index) & mask;
    while ((slots[slot] ?? 0) !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
  }
  const indexOfPacked: IdIndex['indexOfPacked'] = (others, index) => {
    let slot = hashOf(others, index) & mask;
    for (;;) {
      const found = (slots[slot] ?? 0) - 1;
      if (found < 0 || isSame(ids, found, others, index)) return found;
      slot = (slot + 1) & mask;
    }
  };
  const asked = new Uint32Array(WORDS_PER_ID);
  return {
    indexOf: (id) => {
      packId(id, asked, 0);
      return indexOfPacked(asked, 0);
    },
    indexOfPacked,
  };
};

/** At most half full, so that a search seldom takes a second step. */
const slotsFor = (count: number): Int32Array =>
  new Int32Array(2 ** Math.ceil(Math.log2(Math.max(8, count * 2))));

const hashOf = (ids: Uint32Array, index: number): number => {
  let hash = 0;
  for (let i = 0; i < WORDS_PER_ID; i++)
    hash = Math.imul(hash ^ (ids[index * WORDS_PER_ID + i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
  return hash ^ (hash >>> 16);
};

/** Whether item `a` of one list of packed ids is item `b` of another. */
export const isSame = (
  ids: Uint32Array,
  a: number,
  others: Uint32Array,
  b: number,
): boolean => {
  for (let i = 0; i < WORDS_PER_ID; i++)
    if (ids[a * WORDS_PER_ID + i] !== others[b * WORDS_PER_ID + i]) return false;
  return true;
};
