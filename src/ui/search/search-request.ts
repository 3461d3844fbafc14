/** What is searched for, as the address of the screen carries it: pure. */
import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { MediaKind } from '../../core/media/media.ts';
import type { SearchQuery } from '../../core/search/search-query.ts';

/** A search as the screen knows it. `null` is no wish. */
export interface SearchRequest {
  readonly text: string;
  /** Any of these; none is any kind. */
  readonly kinds: readonly MediaKind[];
  /** Days as '2024-06-03', both inclusive. */
  readonly from: string | null;
  readonly to: string | null;
  readonly tags: readonly string[];
  /** The path of the collection in or below which things stand. */
  readonly collection: string | null;
  /** So many stars at least, from 1 to 5. */
  readonly rating: number | null;
  readonly minSizeBytes: number | null;
  readonly maxSizeBytes: number | null;
  /** Names of places that hold the bytes, any of them. */
  readonly locations: readonly string[];
}

/** How results are ordered. */
export const SEARCH_ORDERS = ['relevance', 'date'] as const;
export type SearchOrder = (typeof SEARCH_ORDERS)[number];

/** What the address of the search screen says. */
export interface SearchAddress {
  readonly request: SearchRequest;
  readonly order: SearchOrder;
  /** The id of the saved search that was opened; `null` where none was. */
  readonly saved: string | null;
}

/** Nothing is searched for. */
export const NO_REQUEST: SearchRequest = {
  text: '',
  kinds: [],
  from: null,
  to: null,
  tags: [],
  collection: null,
  rating: null,
  minSizeBytes: null,
  maxSizeBytes: null,
  locations: [],
};

/** A longer text is cut: nobody types that, and an address has to hold it. */
export const TEXT_MOST = 500;
/** What the search itself takes (SEARCH_LIMITS). */
const LIST_MOST = 64;
const NAME_MOST = 200;
const PATH_MOST = 20_000;

/** The kinds, in the order in which they are offered. */
export const KINDS = [
  'photo',
  'video',
  'audio',
  'other',
] as const satisfies readonly MediaKind[];

/** The request of an address. Whatever is no part of one is left out: an address may come from anywhere. */
export const parseRequest = (query: LocationQuery): SearchRequest => {
  const one = (name: string): string => [query[name] ?? ''].flat()[0] ?? '';
  const kinds = parseList(query['kind']);
  const collection = one('in');
  return {
    text: cutText(one('q')),
    kinds: KINDS.filter((kind) => kinds.includes(kind)),
    from: parseDay(one('from')),
    to: parseDay(one('to')),
    tags: parseList(query['tag']),
    collection: collection === '' || collection.length > PATH_MOST ? null : collection,
    rating: parseWhole(one('rating'), 1, 5),
    minSizeBytes: parseWhole(one('min'), 1, Number.MAX_SAFE_INTEGER),
    maxSizeBytes: parseWhole(one('max'), 1, Number.MAX_SAFE_INTEGER),
    locations: parseList(query['at']),
  };
};

/** The address of a request: what is not wished for is not in it. `parseRequest` reads it back. */
export const requestQuery = (request: SearchRequest): LocationQueryRaw => ({
  ...(request.text === '' ? {} : { q: request.text }),
  ...(request.kinds.length === 0 ? {} : { kind: [...request.kinds] }),
  ...(request.from === null ? {} : { from: request.from }),
  ...(request.to === null ? {} : { to: request.to }),
  ...(request.tags.length === 0 ? {} : { tag: [...request.tags] }),
  ...(request.collection === null ? {} : { in: request.collection }),
  ...(request.rating === null ? {} : { rating: String(request.rating) }),
  ...(request.minSizeBytes === null ? {} : { min: String(request.minSizeBytes) }),
  ...(request.maxSizeBytes === null ? {} : { max: String(request.maxSizeBytes) }),
  ...(request.locations.length === 0 ? {} : { at: [...request.locations] }),
});

/** What an address says. Without a text nothing is more relevant than anything else, so the date orders. */
export const parseAddress = (query: LocationQuery): SearchAddress => {
  const request = parseRequest(query);
  const [wanted] = [query['order'] ?? null].flat();
  const [saved] = [query['saved'] ?? null].flat();
  const usual = usualOrder(request);
  return {
    request,
    order: SEARCH_ORDERS.find((order) => order === wanted) ?? usual,
    saved: saved === null || saved === undefined || saved === '' ? null : saved,
  };
};

/** The address as a query; `parseAddress` reads it back. */
export const addressQuery = ({ request, order, saved }: SearchAddress): LocationQueryRaw => ({
  ...requestQuery(request),
  ...(order === usualOrder(request) ? {} : { order }),
  ...(saved === null ? {} : { saved }),
});

/** The order of a request for which none is chosen. */
export const usualOrder = (request: SearchRequest): SearchOrder =>
  request.text.trim() === '' ? 'date' : 'relevance';

/** Whether nothing is asked. */
export const isEmptyRequest = (request: SearchRequest): boolean =>
  request.text.trim() === '' && !hasFilters(request);

/** Whether anything but a text is asked. */
export const hasFilters = (request: SearchRequest): boolean =>
  Object.keys(requestQuery({ ...request, text: '' })).length > 0;

/** Whether two requests ask the same. */
export const isSameRequest = (a: SearchRequest, b: SearchRequest): boolean =>
  JSON.stringify(requestQuery(normal(a))) === JSON.stringify(requestQuery(normal(b)));

const normal = (request: SearchRequest): SearchRequest => ({
  ...request,
  text: request.text.trim(),
  tags: [...request.tags].sort(),
  locations: [...request.locations].sort(),
});

/** The beginning of a text, at most `most` UTF-16 units, no character cut in half. */
export const cutText = (text: string, most = TEXT_MOST): string =>
  text.length <= most ? text : text.slice(0, most).replace(/\p{Surrogate}$/u, '');

/** A text as a sentence quotes it: a long one only by its beginning. */
export const quoteText = (text: string): string =>
  text.length <= QUOTED_MOST ? text : `${cutText(text, QUOTED_MOST - 1)}…`;

/** More UTF-16 units than this are no part of a sentence. */
const QUOTED_MOST = 80;

const parseList = (value: LocationQuery[string] | undefined): readonly string[] => [
  ...new Set(
    [value ?? []]
      .flat()
      .map((entry) => (entry ?? '').trim().slice(0, NAME_MOST))
      .filter((entry) => entry !== '')
      .slice(0, LIST_MOST),
  ),
];

/** A day of the calendar as it was written; `null` where it is none ('2024-02-31'). */
export const parseDay = (text: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : text;
};

const parseWhole = (text: string, least: number, most: number): number | null => {
  if (!/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
};

/** The request as the drive takes it and as it is saved. */
export const requestToQuery = (request: SearchRequest): SearchQuery => ({
  text: request.text.trim(),
  ...(request.kinds.length === 0 ? {} : { kind: request.kinds }),
  ...(request.from === null ? {} : { from: request.from }),
  ...(request.to === null ? {} : { to: request.to }),
  ...(request.tags.length === 0 ? {} : { tags: request.tags }),
  ...(request.collection === null ? {} : { collection: request.collection }),
  ...(request.rating === null ? {} : { rating: request.rating }),
  ...(request.minSizeBytes === null ? {} : { minSize: request.minSizeBytes }),
  ...(request.maxSizeBytes === null ? {} : { maxSize: request.maxSizeBytes }),
  ...(request.locations.length === 0 ? {} : { locations: request.locations }),
});

/** A saved query as the screen knows it; times become the days that they are in. */
export const queryToRequest = (query: SearchQuery): SearchRequest => {
  const kinds = [query.kind ?? []].flat();
  return {
    text: cutText(query.text),
    kinds: KINDS.filter((kind) => kinds.includes(kind)),
    from: query.from === undefined ? null : dayOf(query.from, '-01-01'),
    to: query.to === undefined ? null : dayOf(query.to, '-12-31'),
    tags: query.tags ?? [],
    collection: query.collection ?? null,
    rating: query.rating ?? null,
    minSizeBytes: query.minSize ?? null,
    maxSizeBytes: query.maxSize ?? null,
    locations: query.locations ?? [],
  };
};

/** The first or last day ('-01-01', '-12-31') of a year, a month or a time in ISO 8601. */
const dayOf = (period: string, edge: '-01-01' | '-12-31'): string | null => {
  if (period.length === 4) return `${period}${edge}`;
  if (period.length > 7) return parseDay(period.slice(0, 10));
  const [year = 0, month = 1] = period.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${period}-${edge === '-01-01' ? '01' : String(last)}`;
};
