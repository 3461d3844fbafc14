import { readFields } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { MEDIA_KINDS } from '../media/media-body.ts';
import type { MediaKind } from '../media/media.ts';
import { readPeriod } from './period.ts';

/** What hits must be, beside bearing the words. All that are given must hold. */
export interface SearchFilters {
  /** Tags that a hit bears, all of them; case and accents do not count. */
  readonly tags?: readonly string[];
  /** One kind, or any of several. */
  readonly kind?: MediaKind | readonly MediaKind[];
  /** Taken at this moment or later; `2024`, `2024-05`, `2024-05-31` or a full time, ISO 8601, UTC. */
  readonly from?: string;
  /** Taken at this moment or earlier; a day, month or year counts to its end. */
  readonly to?: string;
  /** Bytes. */
  readonly minSize?: number;
  readonly maxSize?: number;
  /** The path of a collection: hits stand in it, or below it. */
  readonly collection?: string;
  /** Names of places that hold the bytes, any of them: 'opfs' is this browser's own store. */
  readonly locations?: readonly string[];
  /** 1 to 5 stars at least. */
  readonly rating?: number;
}

/** A whole question, as it is saved. The text may hold operators (docs/api.md). */
export interface SearchQuery extends SearchFilters {
  readonly text: string;
}

/** Bounds of a query: lengths in UTF-16 units, lists in entries. */
export const SEARCH_LIMITS = { text: 10_000, list: 64, entry: 200, path: 20_000 } as const;

/** A query that cannot be asked: the value at fault and what it should have been. */
export type BadQuery = {
  readonly type: 'bad-query';
  readonly message: string;
  readonly field: string;
};

const FIELDS = [
  'text',
  'tags',
  'kind',
  'from',
  'to',
  'minSize',
  'maxSize',
  'collection',
  'locations',
  'rating',
] as const;

/**
 * A query from a script or from storage, checked (rule Q1). `null` and `undefined` are as good as left out;
 * fields of other names are left out. Half characters become U+FFFD, so that it can be stored.
 */
export const parseSearchQuery = (given: PlainObject): Result<SearchQuery, BadQuery> => {
  const read = readFields(given);
  const has = (field: string): boolean => (given[field] ?? null) !== null;
  const list = (field: string): readonly string[] =>
    read.list(field, SEARCH_LIMITS.list, readEntry, 'text of 1 to 200 characters');
  const period = (field: 'from' | 'to'): string =>
    read.form(
      field,
      (text): text is string => readPeriod(text) !== null,
      'a date such as 2024, 2024-05 or 2024-05-31, or a time in ISO 8601',
    );
  const query: SearchQuery = {
    text: has('text') ? wellFormed(read.text('text', SEARCH_LIMITS.text)) : '',
    ...(has('tags') && { tags: list('tags') }),
    ...(has('kind') && { kind: readKinds(given, read) }),
    ...(has('from') && { from: period('from') }),
    ...(has('to') && { to: period('to') }),
    ...(has('minSize') && { minSize: read.number('minSize', 0, Number.MAX_SAFE_INTEGER) }),
    ...(has('maxSize') && { maxSize: read.number('maxSize', 0, Number.MAX_SAFE_INTEGER) }),
    ...(has('collection') && {
      collection: wellFormed(read.text('collection', SEARCH_LIMITS.path)),
    }),
    ...(has('locations') && { locations: list('locations') }),
    ...(has('rating') && { rating: read.number('rating', 0, 5) }),
  };
  const fault = read.fault();
  return fault === null
    ? ok(query)
    : err(badQuery(fault.field, given[fault.field], fault.expected));
};

/** Only the fields of a query among all that were given: `limit` and `offset` stay outside. */
export const queryFields = (given: PlainObject): PlainObject =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = given[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );

/** The refusal of one value of a query. */
export const badQuery = (field: string, value: unknown, expected: string): BadQuery => ({
  type: 'bad-query',
  message: `A search's "${field}" was ${show(value)}; it must be ${expected}.`,
  field,
});

const readKinds = (
  given: PlainObject,
  read: ReturnType<typeof readFields>,
): MediaKind | readonly MediaKind[] =>
  typeof given['kind'] === 'string'
    ? read.choice('kind', MEDIA_KINDS)
    : read.list('kind', MEDIA_KINDS.length, readKind, `one of ${MEDIA_KINDS.join(', ')}`);

const readKind = (entry: Plain): MediaKind | undefined =>
  MEDIA_KINDS.find((kind) => kind === entry);

const readEntry = (entry: Plain): string | undefined => {
  if (typeof entry !== 'string') return undefined;
  const text = wellFormed(entry.trim());
  return text !== '' && text.length <= SEARCH_LIMITS.entry ? text : undefined;
};

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** A value as a message shows it: at most 80 characters. */
const show = (value: unknown): string => {
  if (typeof value === 'number') return String(value);
  const shown = JSON.stringify(value) as string | undefined;
  if (shown === undefined) return `a ${typeof value}`;
  return shown.length <= 80 ? shown : `${shown.slice(0, 79)}…`;
};
