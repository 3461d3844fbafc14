import { startsOf, wordColumn } from './build-segment.ts';
import {
  type Segment,
  type WordColumn,
  compareShown,
  idAt,
  nameAt,
  orderById,
} from './segment.ts';

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

/** One segment of what lives in several; equal to one built of the same items at once. */
export const mergeSegments = (parts: readonly SegmentPart[]): Segment => {
  const origins = orderOrigins(parts);
  const sources = parts.map(({ segment }) => segment);
  const of = <T>(read: (segment: Segment, number: number) => T): T[] =>
    origins.map(({ part, number }) => read(sources[part] as Segment, number));
  const ids = origins.map(({ id }) => id).join('');
  const names = of(nameAt);
  return {
    count: origins.length,
    ids,
    byId: orderById(ids),
    names: names.join(''),
    nameStarts: startsOf(names.map(({ length }) => length)),
    ...mergePostings(sources, renumber(parts, origins)),
    lengths: Uint8Array.from(of(({ lengths }, number) => lengths[number] ?? 0)),
    taken: Float64Array.from(of(({ taken }, number) => taken[number] ?? NaN)),
    sizes: Float64Array.from(of(({ sizes }, number) => sizes[number] ?? 0)),
    kinds: Uint8Array.from(of(({ kinds }, number) => kinds[number] ?? 0)),
    ratings: Uint8Array.from(of(({ ratings }, number) => ratings[number] ?? 0)),
    tags: wordColumn(of(({ tags }, number) => wordsAt(tags, number))),
    collections: wordColumn(of(({ collections }, number) => wordsAt(collections, number))),
    places: wordColumn(of(({ places }, number) => wordsAt(places, number))),
  };
};

/** The words of one item. */
export const wordsAt = (column: WordColumn, number: number): readonly string[] =>
  Array.from(
    column.numbers.subarray(column.starts[number], column.starts[number + 1]),
    (word) => column.words[word] ?? '',
  );

const orderOrigins = (parts: readonly SegmentPart[]): readonly Origin[] => {
  const origins: Origin[] = [];
  parts.forEach(({ segment, isDead }, part) => {
    for (let number = 0; number < segment.count; number++) {
      if (isDead[number] === 1) continue;
      const taken = segment.taken[number] ?? NaN;
      origins.push({ part, number, taken, id: idAt(segment, number) });
    }
  });
  return origins.sort((a, b) => compareShown(a.taken, a.id, b.taken, b.id));
};

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

const mergePostings = (
  segments: readonly Segment[],
  numbers: readonly Int32Array[],
): Pick<Segment, 'terms' | 'termStarts' | 'postings'> => {
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
  }
  return { terms, termStarts: Uint32Array.from(starts), postings: merged.slice(0, end) };
};

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
