import type { CollectionId, MediaId } from '../base/ids.ts';
import type { SearchFilters, SearchQuery } from '../search/search-query.ts';

/** An item that was found; a higher score is a better match. Scores of one answer compare, no others do. */
export interface SearchHit {
  readonly id: MediaId;
  readonly score: number;
}

/** The answer to a query. */
export interface SearchResult {
  /** The best first; of equal ones the latest taken. */
  readonly hits: readonly SearchHit[];
  /** All that were found, given or not. */
  readonly total: number;
  /** Milliseconds in the search's own thread. */
  readonly tookMs: number;
  /** Filters that name what is not there: why nothing was found. */
  readonly warnings: readonly SearchWarning[];
}

/** A filter whose value names no tag, collection or place. */
export interface SearchWarning {
  readonly filter: keyof SearchFilters;
  readonly value: string;
}

/** A search that is kept as a collection at the root. */
export interface SavedSearch {
  readonly id: CollectionId;
  readonly name: string;
  readonly path: string;
  readonly query: SearchQuery;
  readonly createdAt: string;
}
