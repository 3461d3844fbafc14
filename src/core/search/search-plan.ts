import type { CollectionId } from '../base/ids.ts';
import type { MediaKind } from '../media/media.ts';
import { foldText } from './fold.ts';
import { readPeriod } from './period.ts';
import { readQueryText } from './query-text.ts';
import type { SearchQuery } from './search-query.ts';
import type { QueryWord } from './tokens.ts';

/** What an index is asked: a query with its text read and its paths found. Plain data. */
export interface SearchPlan {
  readonly words: readonly QueryWord[];
  /** Folded; a hit bears all of them. */
  readonly tags: readonly string[];
  /** A hit is of any of these, of each list; empty: of any kind. */
  readonly kinds: readonly (readonly MediaKind[])[];
  /** Milliseconds, both ends in it; `null` where any time, or none, will do. */
  readonly taken: { readonly fromMs: number; readonly toMs: number } | null;
  readonly size: { readonly min: number; readonly max: number };
  readonly rating: { readonly min: number; readonly max: number };
  /** A hit stands in one of each of these. */
  readonly scopes: readonly (readonly CollectionId[])[];
  /** A hit has its bytes in one of these; empty: anywhere, or nowhere. */
  readonly places: readonly string[];
  /** Nothing can match. */
  readonly isEmpty: boolean;
}

/** The paths that a query names, to be found before it is planned. */
export const pathsOf = (query: SearchQuery): readonly string[] => [
  ...(query.collection === undefined ? [] : [query.collection]),
  ...readQueryText(query.text).filters.collections,
];

/**
 * A query as a plan. `scopes` are the collections at and below each path of `pathsOf`, `null` for one that
 * is not there: then nothing is found (rule F6).
 */
export const planSearch = (
  query: SearchQuery,
  scopes: readonly (readonly CollectionId[] | null)[],
): SearchPlan => {
  const { words, filters, isUnreadable } = readQueryText(query.text);
  const periods = [
    ...filters.periods,
    ...(query.from === undefined
      ? []
      : [{ fromMs: readPeriod(query.from)?.fromMs ?? NaN, toMs: Infinity }]),
    ...(query.to === undefined
      ? []
      : [{ fromMs: -Infinity, toMs: readPeriod(query.to)?.toMs ?? NaN }]),
  ];
  const kinds = [query.kind ?? []].flat();
  return {
    words,
    tags: [...filters.tags, ...(query.tags ?? [])].map(foldTag),
    kinds: [filters.kinds, kinds].filter((list) => list.length > 0),
    taken:
      periods.length === 0
        ? null
        : {
            fromMs: Math.max(...periods.map(({ fromMs }) => fromMs)),
            toMs: Math.min(...periods.map(({ toMs }) => toMs)),
          },
    size: meet([...filters.sizes, { min: query.minSize ?? 0, max: query.maxSize ?? Infinity }]),
    rating: meet([...filters.ratings, { min: query.rating ?? 0, max: Infinity }]),
    scopes: scopes.filter((scope) => scope !== null),
    places: query.locations ?? [],
    isEmpty: isUnreadable || scopes.includes(null),
  };
};

/** A tag as tags are compared: no case, no accents, one space between words (rule F1). */
export const foldTag = (tag: string): string => foldText(tag).trim().replace(/\s+/gu, ' ');

const meet = (
  ranges: readonly { readonly min: number; readonly max: number }[],
): SearchPlan['size'] => ({
  min: Math.max(...ranges.map(({ min }) => min)),
  max: Math.min(...ranges.map(({ max }) => max)),
});
