import { FIELD_WEIGHTS } from './document.ts';

/** How close the beginning of a word is to it at least, and at most where little of it is left out. */
const PREFIX_LEAST = 0.4;
const PREFIX_MOST = 0.6;
const MISTYPED = 0.25;
/** What each further field adds to the best one. */
const FURTHER_FIELD = 0.1;
/** How much items with many words yield to those with few. */
const LENGTH_SHARE = 0.25;

/** What a posting's fields weigh, from 0 to 1, by its mask (rule R2). */
export const MASK_WEIGHTS: Float32Array = weighMasks();

function weighMasks(): Float32Array {
  const weights = Object.values(FIELD_WEIGHTS);
  const raw = Array.from({ length: 256 }, (_, mask) => {
    const set = weights.filter((_weight, field) => (mask & (1 << field)) !== 0);
    const best = Math.max(0, ...set);
    return best + FURTHER_FIELD * (set.reduce((sum, weight) => sum + weight, 0) - best);
  });
  const most = Math.max(...raw);
  return Float32Array.from(raw, (weight) => weight / most);
}

/** How close a term is to a word that it begins with, or that was mistyped; the word itself is 1 (rule R1). */
export const closeness = (word: string, term: string): number => {
  if (term === word) return 1;
  if (!term.startsWith(word)) return MISTYPED;
  return PREFIX_LEAST + (PREFIX_MOST - PREFIX_LEAST) * (word.length / term.length);
};

/** What a word is worth: the fewer items have it, the more (rule R3). Always above 0. */
export const rarity = (items: number, withWord: number): number =>
  Math.log(1 + (items - withWord + 0.5) / (withWord + 0.5));

/** What is left of a score in an item with so many words, where `average` is what items have. */
export const lengthShare = (length: number, average: number): number =>
  1 / (1 + LENGTH_SHARE * (length / Math.max(1, average)));
