import type { KeyHash } from './key-hash.ts';

/** The checksums of all records by the hash of their key: 12 bytes each, and as many or twice as many for room between. */
export interface SumTable {
  /** 0 where there is none. */
  get(hash: KeyHash): number;
  /** Puts a checksum; 0 removes it. */
  set(hash: KeyHash, sum: number): void;
  readonly size: number;
  /** High, low and checksum of each, one after another. */
  triples(): Uint32Array<ArrayBuffer>;
}

/** Words of one place: high, low, checksum; one that was removed keeps its hash, so that others are found behind it. */
const WORDS = 3;
const FIRST_PLACES = 1_024;
/** Of the places at most so many are taken, and fewer once room was made. */
const FULL = 0.7;
const HALF = 0.5;

/** A table without checksums, with room for `expected`: open addressing, linear probing. */
export const createSumTable = (expected = 0): SumTable => {
  let places = placesFor(expected);
  let words = new Uint32Array(places * WORDS);
  /** Removed ones included. */
  let taken = 0;
  let size = 0;

  /** Where a hash stands or would stand. */
  const find = ({ high, low }: KeyHash): number => {
    let place = low & (places - 1);
    for (;;) {
      const at = place * WORDS;
      const isFree = words[at] === 0 && words[at + 1] === 0;
      if (isFree || (words[at] === high && words[at + 1] === low)) return at;
      place = (place + 1) & (places - 1);
    }
  };

  const put = (hash: KeyHash, sum: number): void => {
    const at = find(hash);
    const isNew = words[at] === 0 && words[at + 1] === 0;
    if (isNew && sum === 0) return;
    if (isNew) taken += 1;
    size += (sum === 0 ? 0 : 1) - (words[at + 2] === 0 ? 0 : 1);
    words[at] = hash.high;
    words[at + 1] = hash.low;
    words[at + 2] = sum;
  };

  const makeRoom = (): void => {
    const kept = triples();
    places = Math.max(places, placesFor(size));
    words = new Uint32Array(places * WORDS);
    taken = 0;
    size = 0;
    for (let at = 0; at < kept.length; at += WORDS)
      put({ high: kept[at] ?? 0, low: kept[at + 1] ?? 0 }, kept[at + 2] ?? 0);
  };

  const triples = (): Uint32Array<ArrayBuffer> => {
    const found = new Uint32Array(size * WORDS);
    let end = 0;
    for (let at = 0; at < words.length; at += WORDS) {
      if (words[at + 2] === 0) continue;
      for (let word = 0; word < WORDS; word++) found[end++] = words[at + word] ?? 0;
    }
    return found;
  };

  return {
    get: (hash) => words[find(hash) + 2] ?? 0,
    set: (hash, sum) => {
      if (taken >= places * FULL) makeRoom();
      put(hash, sum);
    },
    get size() {
      return size;
    },
    triples,
  };
};

const placesFor = (sums: number): number => {
  let places = FIRST_PLACES;
  while (sums > places * HALF) places *= 2;
  return places;
};
