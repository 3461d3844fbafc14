import type { Steps } from '../base/steps.ts';
import { startsOf, wordColumn } from './build-segment.ts';
import { type Segment, type WordColumn, compareShown, idAt, nameAt } from './segment.ts';

/** A segment with the items that are gone from it: `isDead[number]` is 1. */
export interface SegmentPart {
  readonly segment: Segment;
  readonly isDead: Uint8Array;
}

/** An item of the merged segment: where it comes from. */
interface Origin {
  readonly part: number;
  readonly number: number;
  readonly taken: number;
  readonly id: string;
}

/** Things of a kind between two steps: a millisecond's worth or two. */
const AT_ONCE = 1_000;

/** One segment of what lives in several; equal to one built of the same items at once. */
export function* mergeSegments(parts: readonly SegmentPart[]): Steps<Segment> {
  const origins = yield* mergeRows(parts.map(originsOf), isShownBefore);
  const numbers = renumber(parts, origins);
  yield;
  const byId = yield* mergeRows(
    parts.map((part, i) => numberedById(part, numbers[i] as Int32Array)),
    (a, b) => a.id < b.id,
  );
  const sources = parts.map(({ segment }) => segment);
  const postings = yield* mergePostings(sources, numbers);
  const of = function* <T>(read: (segment: Segment, number: number) => T): Steps<T[]> {
    const column: T[] = [];
    for (const { part, number } of origins) {
      column.push(read(sources[part] as Segment, number));
      if (column.length % AT_ONCE === 0) yield;
    }
    return column;
  };
  const names = yield* of(nameAt);
  const tags = yield* of(({ tags: column }, number) => wordsAt(column, number));
  const collections = yield* of((segment, number) => wordsAt(segment.collections, number));
  const places = yield* of((segment, number) => wordsAt(segment.places, number));
  return {
    count: origins.length,
    ids: origins.map(({ id }) => id).join(''),
    byId: Uint32Array.from(byId, ({ number }) => number),
    names: names.join(''),
    nameStarts: startsOf(names.map(({ length }) => length)),
    ...postings,
    lengths: Uint8Array.from(yield* of(({ lengths }, number) => lengths[number] ?? 0)),
    taken: Float64Array.from(yield* of(({ taken }, number) => taken[number] ?? NaN)),
    sizes: Float64Array.from(yield* of(({ sizes }, number) => sizes[number] ?? 0)),
    kinds: Uint8Array.from(yield* of(({ kinds }, number) => kinds[number] ?? 0)),
    ratings: Uint8Array.from(yield* of(({ ratings }, number) => ratings[number] ?? 0)),
    tags: wordColumn(tags),
    collections: wordColumn(collections),
    places: wordColumn(places),
  };
}

/** The words of one item. */
export const wordsAt = (column: WordColumn, number: number): readonly string[] =>
  Array.from(
    column.numbers.subarray(column.starts[number], column.starts[number + 1]),
    (word) => column.words[word] ?? '',
  );

/** Rows that are in order each, as one row in order. */
function* mergeRows<T>(
  rows: readonly Iterator<T>[],
  isBefore: (a: T, b: T) => boolean,
): Steps<readonly T[]> {
  const heads = rows.map((row) => row.next());
  const merged: T[] = [];
  for (;;) {
    let first = -1;
    heads.forEach((head, row) => {
      if (head.done === true) return;
      const lowest = heads[first];
      if (lowest === undefined || isBefore(head.value, lowest.value as T)) first = row;
    });
    const head = heads[first];
    if (head === undefined || head.done === true) return merged;
    merged.push(head.value);
    heads[first] = (rows[first] as Iterator<T>).next();
    if (merged.length % AT_ONCE === 0) yield;
  }
}

/** The living items of a part, as they are numbered there: in the order in which they are shown. */
function* originsOf(
  { segment, isDead }: SegmentPart,
  part: number,
): Generator<Origin, undefined, undefined> {
  for (let number = 0; number < segment.count; number++) {
    if (isDead[number] === 1) continue;
    const taken = segment.taken[number] ?? NaN;
    yield { part, number, taken, id: idAt(segment, number) };
  }
}

const isShownBefore = (a: Origin, b: Origin): boolean =>
  compareShown(a.taken, a.id, b.taken, b.id) < 0;

/** The living items of a part in the order of their ids, by their new numbers. */
function* numberedById(
  { segment, isDead }: SegmentPart,
  numbers: Int32Array,
): Generator<{ readonly id: string; readonly number: number }, undefined, undefined> {
  for (const number of segment.byId) {
    if (isDead[number] !== 1)
      yield { id: idAt(segment, number), number: numbers[number] ?? -1 };
  }
}

/** What number an item of each part gets, -1 where it is dead. */
const renumber = (
  parts: readonly SegmentPart[],
  origins: readonly Origin[],
): readonly Int32Array[] => {
  const numbers = parts.map(({ segment }) => new Int32Array(segment.count).fill(-1));
  origins.forEach(({ part, number }, merged) => {
    const ofPart = numbers[part];
    if (ofPart !== undefined) ofPart[number] = merged;
  });
  return numbers;
};

function* mergePostings(
  segments: readonly Segment[],
  numbers: readonly Int32Array[],
): Steps<Pick<Segment, 'terms' | 'termStarts' | 'postings'>> {
  const room = segments.reduce((sum, { postings }) => sum + postings.length, 0);
  const merged = new Uint32Array(room);
  const terms: string[] = [];
  const starts: number[] = [0];
  const places = segments.map(() => 0);
  let end = 0;
  for (;;) {
    const term = lowestTerm(segments, places);
    if (term === null) break;
    const start = end;
    let contributors = 0;
    segments.forEach((segment, part) => {
      const place = places[part] ?? 0;
      if (segment.terms[place] !== term) return;
      places[part] = place + 1;
      const before = end;
      end = copyPostings(segment, place, numbers[part] as Int32Array, merged, end);
      if (end > before) contributors += 1;
    });
    if (contributors > 1) merged.subarray(start, end).sort();
    if (end === start) continue;
    terms.push(term);
    starts.push(end);
    if (terms.length % AT_ONCE === 0) yield;
  }
  return { terms, termStarts: Uint32Array.from(starts), postings: merged.slice(0, end) };
}

const lowestTerm = (segments: readonly Segment[], places: readonly number[]): string | null => {
  let lowest: string | null = null;
  segments.forEach(({ terms }, part) => {
    const term = terms[places[part] ?? 0];
    if (term !== undefined && (lowest === null || term < lowest)) lowest = term;
  });
  return lowest;
};

/** Where the copied postings end. */
const copyPostings = (
  { termStarts, postings }: Segment,
  term: number,
  numbers: Int32Array,
  to: Uint32Array,
  at: number,
): number => {
  let end = at;
  const stop = termStarts[term + 1] ?? 0;
  for (let from = termStarts[term] ?? 0; from < stop; from++) {
    const posting = postings[from] ?? 0;
    const number = numbers[posting >>> 8] ?? -1;
    if (number >= 0) to[end++] = number * 256 + (posting & 255);
  }
  return end;
};
