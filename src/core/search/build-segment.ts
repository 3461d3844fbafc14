import { type SearchDocument } from './document.ts';
import {
  MAX_COUNT,
  type Segment,
  type WordColumn,
  compareShown,
  kindNumber,
  orderById,
} from './segment.ts';
import { termsOf } from './tokens.ts';

/** A segment of these items, each of which comes once. */
export const buildSegment = (documents: Iterable<SearchDocument>): Segment => {
  const sorted = [...documents].sort((a, b) =>
    compareShown(a.takenMs ?? NaN, a.id, b.takenMs ?? NaN, b.id),
  );
  if (sorted.length > MAX_COUNT) throw new RangeError(`${sorted.length} items in a segment`);
  const ids = sorted.map(({ id }) => id).join('');
  const lengths = new Uint8Array(sorted.length);
  return {
    count: sorted.length,
    ids,
    byId: orderById(ids),
    names: sorted.map(({ name }) => name).join(''),
    nameStarts: startsOf(sorted.map(({ name }) => name.length)),
    ...invert(sorted, lengths),
    lengths,
    taken: Float64Array.from(sorted, ({ takenMs }) => takenMs ?? NaN),
    sizes: Float64Array.from(sorted, ({ sizeBytes }) => sizeBytes),
    kinds: Uint8Array.from(sorted, ({ kind }) => kindNumber(kind)),
    ratings: Uint8Array.from(sorted, ({ rating }) => rating ?? 0),
    tags: wordColumn(sorted.map(({ tags }) => tags)),
    collections: wordColumn(sorted.map(({ collections }) => collections)),
    places: wordColumn(sorted.map(({ places }) => places)),
  };
};

/** Postings by term; fills in how many terms each item has. */
const invert = (
  documents: readonly SearchDocument[],
  lengths: Uint8Array,
): Pick<Segment, 'terms' | 'termStarts' | 'postings'> => {
  const gathered = createGatherer();
  const termsOfText = rememberTerms();
  documents.forEach(({ texts }, number) => {
    texts.forEach((text, field) => {
      if (text !== '') gathered.note(termsOfText(text), 1 << field);
    });
    lengths[number] = Math.min(255, gathered.close(number));
  });
  return gathered.finish();
};

/** Terms and postings as they come, put in order once all are here: a look into a map for each word, no more. */
const createGatherer = () => {
  const placeByTerm = new Map<string, number>();
  let masks = new Uint8Array(1_024);
  let touched: number[] = [];
  let places = new Uint32Array(4_096);
  let postings = new Uint32Array(4_096);
  let end = 0;

  const note = (terms: readonly string[], field: number): void => {
    for (const term of terms) {
      const place = placeByTerm.get(term) ?? placeByTerm.size;
      if (place === placeByTerm.size) {
        placeByTerm.set(term, place);
        if (place >= masks.length) masks = grown(masks, new Uint8Array(2 * masks.length));
      }
      if (masks[place] === 0) touched.push(place);
      masks[place] = (masks[place] ?? 0) | field;
    }
  };

  /** Ends an item; how many terms it has. */
  const close = (number: number): number => {
    const { length } = touched;
    if (end + length > postings.length) {
      const room = 2 * (end + length);
      places = grown(places, new Uint32Array(room));
      postings = grown(postings, new Uint32Array(room));
    }
    for (const place of touched) {
      places[end] = place;
      postings[end++] = number * 256 + (masks[place] ?? 0);
      masks[place] = 0;
    }
    touched = [];
    return length;
  };

  const finish = () => sortPostings([...placeByTerm.keys()], places.subarray(0, end), postings);
  return { note, close, finish };
};

const grown = <T extends Uint8Array | Uint32Array>(from: T, to: T): T => {
  to.set(from);
  return to;
};

/** Postings by the order of their terms; within a term they keep theirs, which is that of the items. */
const sortPostings = (
  unsorted: readonly string[],
  places: Uint32Array,
  postings: Uint32Array,
): Pick<Segment, 'terms' | 'termStarts' | 'postings'> => {
  const terms = [...unsorted].sort();
  const rankByTerm = new Map(terms.map((term, rank) => [term, rank]));
  const ranks = Uint32Array.from(unsorted, (term) => rankByTerm.get(term) ?? 0);
  const counts = new Uint32Array(terms.length + 1);
  for (const place of places) {
    const after = (ranks[place] ?? 0) + 1;
    counts[after] = (counts[after] ?? 0) + 1;
  }
  for (let rank = 1; rank < counts.length; rank++) {
    counts[rank] = (counts[rank] ?? 0) + (counts[rank - 1] ?? 0);
  }
  const next = counts.slice();
  const sorted = new Uint32Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const rank = ranks[places[at] ?? 0] ?? 0;
    const to = next[rank] ?? 0;
    sorted[to] = postings[at] ?? 0;
    next[rank] = to + 1;
  }
  return { terms, termStarts: counts, postings: sorted };
};

/** Texts that are remembered: cameras, artists and tags repeat. */
const REMEMBERED = 10_000;
const SHORT_TEXT = 100;

const rememberTerms = (): ((text: string) => readonly string[]) => {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    if (text.length > SHORT_TEXT) return termsOf(text);
    const terms = known.get(text) ?? termsOf(text);
    if (known.size < REMEMBERED) known.set(text, terms);
    return terms;
  };
};

/** Where each of these lengths begins, and where the last one ends. */
export const startsOf = (lengths: readonly number[]): Uint32Array => {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => (starts[i + 1] = (starts[i] ?? 0) + length));
  return starts;
};

/** Lists of words as a column. */
export const wordColumn = (lists: readonly (readonly string[])[]): WordColumn => {
  const numberByWord = new Map<string, number>();
  const starts = startsOf(lists.map(({ length }) => length));
  const numbers = new Uint32Array(starts.at(-1) ?? 0);
  let at = 0;
  for (const list of lists) {
    for (const word of list) {
      const number = numberByWord.get(word) ?? numberByWord.size;
      numberByWord.set(word, number);
      numbers[at++] = number;
    }
  }
  return { words: [...numberByWord.keys()], starts, numbers };
};
