import { HmError, isHmError } from '../base/hm-error.ts';
import type { CollectionId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
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
import type { SearchFeed } from './search-feed.ts';
import type { SearchResult, SearchWarning } from './search-types.ts';

/** Finds items. What was answered before a question is always in the answer to it. */
export interface SearchService {
  /** `options`: filters, `limit` (100) and `offset`. 'bad-query' names the value. */
  query(text: string, options: PlainObject): Promise<SearchResult>;
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
    const { type, message } = badQuery(field, value, 'a whole number from 0');
    throw new HmError(type, message, { field });
  };
  return { offset: read('offset', 0), limit: read('limit', DEFAULT_LIMIT) };
};
