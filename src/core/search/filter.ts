import { kindNumber, flagWords, hasWord } from './segment.ts';
import type { Segment, WordColumn } from './segment.ts';
import { type SearchPlan, foldTag } from './search-plan.ts';

/** Whether an item, by its number, passes the filters of a plan. */
export type Filter = (number: number) => boolean;

/** The filters of a plan over one segment; `null` where there are none. */
export const createFilter = (segment: Segment, plan: SearchPlan): Filter | null => {
  const filters = [
    ...plan.tags.map((tag) => wordFilter(segment.tags, (word) => foldTag(word) === tag)),
    ...plan.kinds.map((kinds) => {
      const wanted = kinds.map(kindNumber);
      return (number: number) => wanted.includes(segment.kinds[number] ?? -1);
    }),
    ...plan.scopes.map((scope) => {
      const wanted = new Set<string>(scope);
      return wordFilter(segment.collections, (word) => wanted.has(word));
    }),
    ...(plan.places.length === 0
      ? []
      : [wordFilter(segment.places, (word) => plan.places.includes(word))]),
    ...numberFilters(segment, plan),
  ];
  if (filters.length === 0) return null;
  return (number) => filters.every((fits) => fits(number));
};

/** Comparisons with NaN, which stands for a time that is not known, are false: it is in no stretch of time. */
const numberFilters = (
  { taken, sizes, ratings }: Segment,
  plan: SearchPlan,
): readonly Filter[] => {
  const filters: Filter[] = [];
  const { taken: period, size, rating } = plan;
  if (period !== null) filters.push(within(taken, period.fromMs, period.toMs));
  if (size.min > 0 || size.max < Infinity) filters.push(within(sizes, size.min, size.max));
  if (rating.min > 0 || rating.max < Infinity) {
    filters.push(within(ratings, rating.min, rating.max));
  }
  return filters;
};

const within =
  (column: Float64Array | Uint8Array, min: number, max: number): Filter =>
  (number) => {
    const value = column[number] ?? NaN;
    return value >= min && value <= max;
  };

const wordFilter = (column: WordColumn, fits: (word: string) => boolean): Filter => {
  const isWanted = flagWords(column, fits);
  return (number) => hasWord(column, number, isWanted);
};
