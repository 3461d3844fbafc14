import type { LiveSegment } from './live-segment.ts';
import { MASK_WEIGHTS, closeness, lengthShare, rarity } from './rank.ts';
import { matchMistyped, matchTerms, mayBeMistyped } from './term-match.ts';
import type { QueryWord } from './tokens.ts';

/** Items that a word has below which its mistyped forms count as well (rule M3). */
export const FEW = 5;

/** What one segment has for the words of a query: items in no order, each with all words. */
export interface Matches {
  readonly numbers: Uint32Array;
  /** From 0 to 1, in the order of `numbers`; all 0 where there are no words. */
  readonly scores: Float32Array;
}

/** The items that have all words, segment by segment; shown ones only. */
export const matchWords = (
  segments: readonly LiveSegment[],
  words: readonly QueryWord[],
): readonly Matches[] => {
  if (words.length === 0) return segments.map(allShown);
  const items = segments.reduce((sum, segment) => sum + segment.shownCount(), 0);
  for (const segment of segments) {
    segment.gathered.fill(0);
    segment.words.fill(0);
  }
  let rarities = 0;
  let found: readonly Uint32Array[] = [];
  for (const [index, word] of words.entries()) {
    const touched = matchWord(segments, word);
    const withWord = touched.reduce((sum, { length }) => sum + length, 0);
    const worth = rarity(items, withWord);
    rarities += worth;
    found = segments.map((segment, i) => keep(segment, touched[i] ?? NONE, index, worth));
    if (found.every(({ length }) => length === 0)) break;
  }
  const average = averageLength(segments);
  return segments.map((segment, i) => {
    const numbers = found[i] ?? NONE;
    const scores = new Float32Array(numbers.length);
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] ?? 0;
      const share = lengthShare(segment.segment.lengths[number] ?? 0, average);
      scores[at] = ((segment.gathered[number] ?? 0) / rarities) * share;
    }
    return { numbers, scores };
  });
};

const NONE = new Uint32Array(0);

const allShown = (segment: LiveSegment): Matches => {
  const isShown = segment.isShown();
  const numbers = new Uint32Array(segment.shownCount());
  let end = 0;
  for (let number = 0; number < isShown.length; number++) {
    if (isShown[number] === 1) numbers[end++] = number;
  }
  return { numbers, scores: new Float32Array(end) };
};

/** The shown items of each segment that a word touches; how well is left in `best`. */
const matchWord = (
  segments: readonly LiveSegment[],
  word: QueryWord,
): readonly Uint32Array[] => {
  const ends = segments.map((live) => {
    let end = 0;
    for (const range of matchTerms(live.segment.terms, word)) {
      for (let place = range.start; place < range.end; place++) {
        end = touch(live, place, word.term, end);
      }
    }
    return end;
  });
  const items = ends.reduce((sum, end) => sum + end, 0);
  if (items < FEW && mayBeMistyped(word)) {
    segments.forEach((live, i) => {
      for (const place of matchMistyped(live.segment.terms, word.term)) {
        ends[i] = touch(live, place, word.term, ends[i] ?? 0);
      }
    });
  }
  return segments.map(({ touched }, i) => touched.subarray(0, ends[i]));
};

/** Notes the shown items of one term; where the list of touched ones ends then. */
const touch = (live: LiveSegment, place: number, word: string, from: number): number => {
  const { segment, best, touched } = live;
  const { terms, termStarts, postings } = segment;
  const isShown = live.isShown();
  const close = closeness(word, terms[place] ?? '');
  const stop = termStarts[place + 1] ?? 0;
  let end = from;
  for (let at = termStarts[place] ?? 0; at < stop; at++) {
    const posting = postings[at] ?? 0;
    const number = posting >>> 8;
    if (isShown[number] === 0) continue;
    const value = close * (MASK_WEIGHTS[posting & 255] ?? 0);
    const before = best[number] ?? 0;
    if (before === 0) touched[end++] = number;
    if (value > before) best[number] = value;
  }
  return end;
};

/** Of the touched items, those that had every word before this one; `best` is clean again afterwards. */
const keep = (
  { best, gathered, words }: LiveSegment,
  touched: Uint32Array,
  index: number,
  worth: number,
): Uint32Array => {
  const kept = new Uint32Array(touched.length);
  let end = 0;
  for (let at = 0; at < touched.length; at++) {
    const number = touched[at] ?? 0;
    if (words[number] === index) {
      words[number] = index + 1;
      gathered[number] = (gathered[number] ?? 0) + worth * (best[number] ?? 0);
      kept[end++] = number;
    }
    best[number] = 0;
  }
  return kept.subarray(0, end);
};

const averageLength = (segments: readonly LiveSegment[]): number => {
  let sum = 0;
  let count = 0;
  for (const { segment } of segments) {
    sum += totalLength(segment.lengths);
    count += segment.count;
  }
  return count === 0 ? 1 : sum / count;
};

const totals = new WeakMap<Uint8Array, number>();

const totalLength = (lengths: Uint8Array): number => {
  const known = totals.get(lengths);
  if (known !== undefined) return known;
  let sum = 0;
  for (const length of lengths) sum += length;
  totals.set(lengths, sum);
  return sum;
};
