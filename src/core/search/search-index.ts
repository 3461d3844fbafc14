import type { CollectionId, MediaId } from '../base/ids.ts';
import { type Steps, finishSteps } from '../base/steps.ts';
import { type FoundHit, bestHits } from './best-hits.ts';
import { buildSegment } from './build-segment.ts';
import type { SearchDocument } from './document.ts';
import { matchWords } from './evaluate.ts';
import { createFilter } from './filter.ts';
import { type LiveSegment, createLiveSegment } from './live-segment.ts';
import { mergeSegments } from './merge-segments.ts';
import { type SearchPlan, foldTag } from './search-plan.ts';
import { type Segment, idAt } from './segment.ts';

/** The answer of an index. */
export interface Found {
  readonly hits: readonly FoundHit[];
  readonly total: number;
  /** Tags of the plan that no item bears. */
  readonly unknownTags: readonly string[];
  /** Places of the plan that have no item's bytes. */
  readonly unknownPlaces: readonly string[];
}

/** What an index takes, for those who watch over memory. */
export interface IndexStats {
  readonly items: number;
  readonly segments: number;
  readonly terms: number;
  /** Of the typed arrays; ids, names and terms come beside them. */
  readonly bytes: number;
}

/** Items in memory as they can be asked for: immutable segments, and what came since the last of them. */
export interface SearchIndex {
  /** Takes items in, or in again. */
  put(documents: readonly SearchDocument[]): void;
  /** The same in steps: found from the first one on, the rest puts the index in order. */
  putInSteps(documents: readonly SearchDocument[]): Steps<undefined>;
  remove(ids: readonly MediaId[]): void;
  /** Which collections are shown: items that stand in none of them are not found. `null`: all. */
  show(collections: readonly CollectionId[] | null): void;
  find(plan: SearchPlan, offset: number, limit: number): Found;
  /** Every segment that is asked, the latest items among them. */
  segments(): readonly LiveSegment[];
  /** Makes few segments of many; `all`: one, without what is gone. */
  merge(all: boolean): void;
  /** All items in one segment, to be kept. */
  whole(): Segment;
  /**
   * The same in steps, between which anything else may be asked or changed; what comes meanwhile is not in it.
   * One at a time.
   */
  wholeInSteps(): Steps<Segment>;
  stats(): IndexStats;
}

/** Items that are held apart before they become a segment of their own. */
const DELTA_ITEMS = 1_024;
/** A segment is merged with the one before it unless that is so many times as large. */
const GROWTH = 4;

/** An index of nothing, or of a segment that was kept. */
export const createSearchIndex = (kept: Segment | null = null): SearchIndex => {
  let shown: ReadonlySet<CollectionId> | null = null;
  const frozen: LiveSegment[] = kept === null ? [] : [createLiveSegment(kept, shown)];
  const delta = new Map<MediaId, SearchDocument>();
  let deltaSegment: LiveSegment | null = null;
  let isMerging = false;

  const freeze = (): void => {
    if (delta.size === 0) return;
    frozen.push(createLiveSegment(buildSegment(delta.values()), shown));
    delta.clear();
    deltaSegment = null;
  };

  const take = (id: MediaId): void => {
    if (delta.delete(id)) deltaSegment = null;
    for (const live of frozen) if (live.kill(id)) return;
  };

  const putInSteps = function* (documents: readonly SearchDocument[]): Steps<undefined> {
    for (const document of documents) {
      take(document.id);
      delta.set(document.id, document);
    }
    deltaSegment = null;
    if (delta.size < DELTA_ITEMS) return;
    yield;
    freeze();
    if (!isMerging) yield* mergeInSteps(false);
  };

  const segments = (): readonly LiveSegment[] => {
    if (delta.size === 0) return frozen;
    deltaSegment ??= createLiveSegment(buildSegment(delta.values()), shown);
    return [...frozen, deltaSegment];
  };

  const mergeLast = function* (count: number): Steps<undefined> {
    const old = frozen.slice(-count);
    const parts = old.map(({ segment, isDead }) => ({ segment, isDead: isDead.slice() }));
    isMerging = true;
    const merged = createLiveSegment(yield* mergeSegments(parts), shown);
    isMerging = false;
    for (const [i, { segment, isDead }] of old.entries()) {
      const wasDead = parts[i]?.isDead;
      for (let number = 0; number < segment.count; number++)
        if (isDead[number] !== wasDead?.[number]) merged.kill(idAt(segment, number));
    }
    // What was frozen meanwhile stands behind them.
    frozen.splice(frozen.indexOf(old[0] as LiveSegment), count, merged);
  };

  const mergeInSteps = function* (all: boolean): Steps<undefined> {
    if (all) {
      freeze();
      if (frozen.length > 1 || (frozen[0]?.deadCount() ?? 0) > 0)
        yield* mergeLast(frozen.length);
      return;
    }
    for (;;) {
      const last = frozen.at(-1)?.segment.count ?? 0;
      const before = frozen.at(-2)?.segment.count ?? Infinity;
      if (before > GROWTH * last) return;
      yield* mergeLast(2);
    }
  };

  const wholeInSteps = function* (): Steps<Segment> {
    yield* mergeInSteps(true);
    return frozen[0]?.segment ?? buildSegment([]);
  };

  const find: SearchIndex['find'] = (plan, offset, limit) => {
    const asked = segments();
    const matches = plan.isEmpty ? [] : matchWords(asked, plan.words);
    const hits = matches.map((match, i) => {
      const live = asked[i] as LiveSegment;
      const fits = createFilter(live.segment, plan);
      return { live, ...(fits === null ? match : filtered(match, fits)) };
    });
    return {
      hits: bestHits(hits, offset, limit),
      total: hits.reduce((sum, { numbers }) => sum + numbers.length, 0),
      unknownTags: plan.tags.filter((tag) => !isTagKnown(asked, tag)),
      unknownPlaces: plan.places.filter(
        (place) => !asked.some(({ segment }) => segment.places.words.includes(place)),
      ),
    };
  };

  return {
    put: (documents) => finishSteps(putInSteps(documents)),
    putInSteps,
    remove: (ids) => ids.forEach(take),
    show: (collections) => {
      shown = collections === null ? null : new Set(collections);
      for (const live of frozen) live.show(shown);
      deltaSegment?.show(shown);
    },
    find,
    segments,
    merge: (all) => finishSteps(mergeInSteps(all)),
    whole: () => finishSteps(wholeInSteps()),
    wholeInSteps,
    stats: () => statsOf(segments()),
  };
};

const filtered = (
  { numbers, scores }: { numbers: Uint32Array; scores: Float32Array },
  fits: (number: number) => boolean,
): { numbers: Uint32Array; scores: Float32Array } => {
  const keptNumbers = new Uint32Array(numbers.length);
  const keptScores = new Float32Array(numbers.length);
  let end = 0;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    if (!fits(number)) continue;
    keptNumbers[end] = number;
    keptScores[end++] = scores[at] ?? 0;
  }
  return { numbers: keptNumbers.subarray(0, end), scores: keptScores.subarray(0, end) };
};

/** Whether a shown item bears a tag; words of a column may outlive the items that had them. */
const isTagKnown = (segments: readonly LiveSegment[], tag: string): boolean =>
  segments.some((live) => {
    const { starts, numbers, words } = live.segment.tags;
    const wanted = words.flatMap((word, number) => (foldTag(word) === tag ? [number] : []));
    if (wanted.length === 0) return false;
    const isShown = live.isShown();
    for (let number = 0; number < live.segment.count; number++) {
      if (isShown[number] === 0) continue;
      for (let at = starts[number] ?? 0; at < (starts[number + 1] ?? 0); at++) {
        if (wanted.includes(numbers[at] ?? -1)) return true;
      }
    }
    return false;
  });

const statsOf = (segments: readonly LiveSegment[]): IndexStats => ({
  items: segments.reduce((sum, { segment }) => sum + segment.count, 0),
  segments: segments.length,
  terms: segments.reduce((sum, { segment }) => sum + segment.terms.length, 0),
  bytes: segments.reduce((sum, live) => sum + bytesOf(live), 0),
});

const bytesOf = ({ segment, isDead, best, touched, gathered, words }: LiveSegment): number => {
  const columns = [segment.tags, segment.collections, segment.places];
  const arrays = [
    ...[segment.byId, segment.nameStarts, segment.termStarts, segment.postings],
    ...[segment.lengths, segment.taken, segment.sizes, segment.kinds, segment.ratings],
    ...columns.flatMap(({ starts, numbers }) => [starts, numbers]),
    ...[isDead, best, touched, gathered, words],
  ];
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
};
