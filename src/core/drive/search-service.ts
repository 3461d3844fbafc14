import { HmError, isHmError } from '../base/hm-error.ts';
import type { CollectionId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { countTags } from '../media/media-summary.ts';
import { sortRows } from '../media/row-order.ts';
import { rowsToShapes } from '../media/row-shapes.ts';
import { ID_LENGTH } from '../search/segment.ts';
import type { HostAnswer } from '../search/search-host.ts';
import type { IndexStats } from '../search/search-index.ts';
import { pathsOf, planSearch } from '../search/search-plan.ts';
import {
  type SearchQuery,
  badQuery,
  parseSearchQuery,
  queryFields,
} from '../search/search-query.ts';
import type { DriveParts } from './drive-parts.ts';
import { collectionsListedAt } from './listed-collections.ts';
import { rowsById } from './rows-by-id.ts';
import type { SearchFeed } from './search-feed.ts';
import {
  FOUND_ORDERS,
  type FoundOrder,
  type FoundShapes,
  type SearchResult,
  type SearchWarning,
} from './search-types.ts';

/** Finds items. What was answered before a question is always in the answer to it. */
export interface SearchService {
  /** `options`: filters, `limit` (100) and `offset`. 'bad-query' names the value. */
  query(text: string, options: PlainObject): Promise<SearchResult>;
  /** All that a query finds. `options`: filters, and `order` ('relevance'). 'bad-query' names the value. */
  shapes(text: string, options: PlainObject): Promise<FoundShapes>;
  suggest(prefix: string): Promise<readonly string[]>;
  rebuild(): Promise<null>;
  /** Brings the index up to date; for idle time. */
  tend(): Promise<void>;
  stats(): Promise<IndexStats>;
}

/** All that a saved search finds. */
export interface FoundItems {
  readonly ids: readonly MediaId[];
  readonly warnings: readonly SearchWarning[];
}

const DEFAULT_LIMIT = 100;
const TAGS_MOST = 100;

/** The service over the parts of a drive. */
export const createSearchService = (parts: DriveParts, feed: SearchFeed): SearchService => ({
  query: async (text, options) => {
    const { offset, limit } = readStretch(options);
    const query = checkQuery({ ...queryFields(options), text });
    const answer = await askIndex(parts, feed, query, offset, limit);
    const { total, tookMs } = answer;
    const hits = idsOf(answer).map((id, i) => ({ id, score: answer.scores[i] ?? 0 }));
    return { hits, total, tookMs, warnings: answer.warnings };
  },
  shapes: async (text, options) => {
    const order = readOrder(options);
    const query = checkQuery({ ...queryFields(options), text });
    const { ids } = await findItems(parts, feed, query);
    const found = await rowsById(parts.catalog, ids);
    const rows = order === 'date' ? sortRows(found, 'capturedAt', 'desc') : found;
    return {
      shapes: rowsToShapes(rows, 'capturedAt'),
      tags: countTags(rows).slice(0, TAGS_MOST),
    };
  },
  suggest: (prefix) => feed.ask((host) => host.suggest(prefix)),
  rebuild: async () => {
    await feed.rebuild();
    return null;
  },
  tend: () => feed.tend(),
  stats: () => feed.ask((host) => host.stats()),
});

/** Everything that a query finds, for a listing that has an order of its own. */
export const findItems = async (
  parts: DriveParts,
  feed: SearchFeed,
  query: SearchQuery,
): Promise<FoundItems> => {
  const answer = await askIndex(parts, feed, query, 0, Infinity);
  return { ids: idsOf(answer), warnings: answer.warnings };
};

/** A query as it is kept and asked; 'bad-query' names the value. */
export const checkQuery = (given: PlainObject): SearchQuery => {
  const parsed = parseSearchQuery(given);
  if (parsed.ok) return parsed.value;
  const { type, message, field } = parsed.error;
  throw new HmError(type, message, { field });
};

const askIndex = async (
  { catalog, identity }: DriveParts,
  feed: SearchFeed,
  query: SearchQuery,
  offset: number,
  limit: number,
): Promise<HostAnswer & { readonly warnings: readonly SearchWarning[] }> => {
  const paths = pathsOf(query);
  const scopes = paths.map((path): readonly CollectionId[] | null => {
    try {
      return collectionsListedAt(catalog.state(), identity.space, path, true);
    } catch (error) {
      if (isHmError(error)) return null;
      throw error;
    }
  });
  const plan = planSearch(query, scopes);
  const answer = await feed.ask((host) => host.find(plan, offset, limit));
  const gone = paths.filter((_path, i) => scopes[i] === null);
  const warnings: SearchWarning[] = [
    ...answer.unknownTags.map((value) => ({ filter: 'tags' as const, value })),
    ...gone.map((value) => ({ filter: 'collection' as const, value })),
    ...answer.unknownPlaces.map((value) => ({ filter: 'locations' as const, value })),
  ];
  return { ...answer, warnings };
};

const idsOf = ({ ids }: HostAnswer): readonly MediaId[] =>
  Array.from(
    { length: ids.length / ID_LENGTH },
    (_, i) => ids.slice(i * ID_LENGTH, (i + 1) * ID_LENGTH) as MediaId,
  );

const readStretch = (options: PlainObject): { offset: number; limit: number } => {
  const read = (field: 'offset' | 'limit', fallback: number): number => {
    const value = options[field] ?? fallback;
    if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
    throw refusal(field, value, 'a whole number from 0');
  };
  return { offset: read('offset', 0), limit: read('limit', DEFAULT_LIMIT) };
};

const readOrder = (options: PlainObject): FoundOrder => {
  const value = options['order'] ?? 'relevance';
  const order = FOUND_ORDERS.find((one) => one === value);
  if (order !== undefined) return order;
  throw refusal('order', value, FOUND_ORDERS.join(' or '));
};

const refusal = (field: string, value: unknown, expected: string): HmError => {
  const { type, message } = badQuery(field, value, expected);
  return new HmError(type, message, { field });
};
