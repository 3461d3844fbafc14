import type { MediaId } from '../base/ids.ts';
import type { LiveSegment } from './live-segment.ts';
import { compareShown, idAt } from './segment.ts';

/** A hit before it is given out. */
export interface FoundHit {
  readonly id: MediaId;
  /** From 0 to 1. */
  readonly score: number;
}

/** The hits of one segment. */
export interface SegmentHits {
  readonly live: LiveSegment;
  readonly numbers: Uint32Array;
  readonly scores: Float32Array;
}

/** Scores are told apart in so many steps; with the item's number they fit one float exactly. */
const STEPS = 2 ** 20;
const NUMBER_ROOM = 2 ** 24;
const BUCKETS = 4_096;

interface Candidate extends FoundHit {
  readonly step: number;
  readonly taken: number;
}

/** The best of all hits from `offset` on, at most `limit`; equal scores in the order of `compareShown`. */
export const bestHits = (
  segments: readonly SegmentHits[],
  offset: number,
  limit: number,
): readonly FoundHit[] => {
  const wanted = offset + limit;
  const lists = segments.map((hits) => bestOfSegment(hits, wanted));
  const [only = []] = lists;
  if (lists.length === 1) return only.slice(offset, wanted).map(toHit);
  return lists.flat().sort(compareCandidates).slice(offset, wanted).map(toHit);
};

const toHit = ({ id, score }: Candidate): FoundHit => ({ id, score });

const compareCandidates = (a: Candidate, b: Candidate): number =>
  a.step !== b.step ? b.step - a.step : compareShown(a.taken, a.id, b.taken, b.id);

const bestOfSegment = (hits: SegmentHits, wanted: number): readonly Candidate[] => {
  const { segment } = hits.live;
  const keys = keysOf(hits, wanted).sort();
  return Array.from(keys.subarray(0, wanted), (key): Candidate => {
    const number = key % NUMBER_ROOM;
    const step = STEPS - Math.floor(key / NUMBER_ROOM);
    return {
      id: idAt(segment, number),
      score: step / STEPS,
      step,
      taken: segment.taken[number] ?? NaN,
    };
  });
};

/** A number for each hit that may be among the best, the better one smaller; numbers follow the order shown. */
const keysOf = ({ numbers, scores }: SegmentHits, wanted: number): Float64Array => {
  const least = numbers.length > 4 * wanted ? leastStep(scores, wanted) : 0;
  const keys = new Float64Array(numbers.length);
  let end = 0;
  for (let at = 0; at < numbers.length; at++) {
    const step = stepOf(scores[at] ?? 0);
    if (step >= least) keys[end++] = (STEPS - step) * NUMBER_ROOM + (numbers[at] ?? 0);
  }
  return keys.subarray(0, end);
};

const stepOf = (score: number): number => Math.min(STEPS, Math.round(score * STEPS));

/** A step that at least `wanted` hits reach. */
const leastStep = (scores: Float32Array, wanted: number): number => {
  const width = STEPS / BUCKETS;
  const counts = new Uint32Array(BUCKETS + 1);
  for (const score of scores) {
    const bucket = Math.floor(stepOf(score) / width);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  let reached = 0;
  for (let bucket = BUCKETS; bucket > 0; bucket--) {
    reached += counts[bucket] ?? 0;
    if (reached >= wanted) return bucket * width;
  }
  return 0;
};
