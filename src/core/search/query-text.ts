import { MEDIA_KINDS } from '../media/media-body.ts';
import type { MediaKind } from '../media/media.ts';
import { parseByteSize } from './byte-text.ts';
import { type Period, readPeriod } from './period.ts';
import { type QueryWord, queryWords } from './tokens.ts';

/** What stands in a query's text beside words: `tag:x kind:video before:2024 size>10mb rating>=4 in:path`. */
export interface TextFilters {
  readonly tags: readonly string[];
  readonly kinds: readonly MediaKind[];
  readonly periods: readonly Period[];
  /** Bytes, both ends in it. */
  readonly sizes: readonly { readonly min: number; readonly max: number }[];
  readonly ratings: readonly { readonly min: number; readonly max: number }[];
  readonly collections: readonly string[];
}

/** A query's text, taken apart. */
export interface QueryText {
  readonly words: readonly QueryWord[];
  readonly filters: TextFilters;
  /** Whether something was written of which no word and no filter came: it matches nothing (rule Q4). */
  readonly isUnreadable: boolean;
}

/** Words of a text that count: what comes behind is left out (rule Q3). */
export const MAX_WORDS = 64;

/** A quoted stretch, or an operator with its value, or anything else up to the next space. */
const PIECE =
  /(?<key>tag|kind|before|after|in|size|rating)(?<op>:|>=|<=|>|<|=)(?:"(?<quotedValue>[^"]*)"|(?<value>[^\s"]+))|"(?<quote>[^"]*)"?|(?<rest>[^\s"]+)/giu;

/** Reads a text; what looks like an operator and does not read as one counts as words (rule Q2). */
export const readQueryText = (text: string): QueryText => {
  const words: QueryWord[] = [];
  const filters = noFilters();
  let operators = 0;
  for (const { 0: piece, groups = {} } of text.matchAll(PIECE)) {
    const { key, op = ':', quote, quotedValue, value = quotedValue ?? '' } = groups;
    if (key !== undefined && addOperator(filters, key.toLowerCase(), op, value)) operators += 1;
    else if (quote !== undefined) words.push(...queryWords(quote, true));
    else words.push(...queryWords(piece));
  }
  const isBlank = text.trim() === '';
  return {
    words: words.slice(0, MAX_WORDS),
    filters,
    isUnreadable: !isBlank && words.length === 0 && operators === 0,
  };
};

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

const noFilters = (): Writable<TextFilters> => ({
  tags: [],
  kinds: [],
  periods: [],
  sizes: [],
  ratings: [],
  collections: [],
});

/** Whether it was one. */
const addOperator = (
  filters: Writable<TextFilters>,
  key: string,
  op: string,
  value: string,
): boolean => {
  switch (key) {
    case 'size':
      return addRange(filters.sizes, op, parseByteSize(value), 1);
    case 'rating':
      return addRange(filters.ratings, op, /^[0-5]$/.test(value) ? Number(value) : null, 1);
    default:
      return op === ':' && addNamed(filters, key, value);
  }
};

const addNamed = (filters: Writable<TextFilters>, key: string, value: string): boolean => {
  if (value.trim() === '') return false;
  switch (key) {
    case 'tag':
      return filters.tags.push(value) > 0;
    case 'in':
      return filters.collections.push(value.replace(/^\/+|\/+$/g, '')) > 0;
    case 'kind': {
      const kind = MEDIA_KINDS.find((known) => known === value.toLowerCase());
      return kind !== undefined && filters.kinds.push(kind) > 0;
    }
    default: {
      const period = readPeriod(value);
      if (period === null) return false;
      const stretch =
        key === 'after'
          ? { fromMs: period.fromMs, toMs: Infinity }
          : { fromMs: -Infinity, toMs: period.fromMs - 1 };
      return filters.periods.push(stretch) > 0;
    }
  }
};

/** Adds what `op value` leaves of all numbers; a smallest step apart where the end is not in it. */
const addRange = (
  ranges: { min: number; max: number }[],
  op: string,
  value: number | null,
  step: number,
): boolean => {
  if (value === null) return false;
  switch (op) {
    case '>':
      return ranges.push({ min: value + step, max: Infinity }) > 0;
    case '>=':
      return ranges.push({ min: value, max: Infinity }) > 0;
    case '<':
      return ranges.push({ min: -Infinity, max: value - step }) > 0;
    case '<=':
      return ranges.push({ min: -Infinity, max: value }) > 0;
    default:
      return ranges.push({ min: value, max: value }) > 0;
  }
};
