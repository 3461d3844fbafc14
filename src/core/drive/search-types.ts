import type { CollectionId, MediaId } from '../base/ids.ts';
import type { TagCount } from '../media/media-summary.ts';
import type { RowShapes } from '../media/row-shapes.ts';
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

/** How found items stand: the best match first, or the latest taken. */
export const FOUND_ORDERS = ['relevance', 'date'] as const;
export type FoundOrder = (typeof FOUND_ORDERS)[number];

/** Everything that a query found, as a grid and the filters beside it need it. */
export interface FoundShapes {
  /** In the order asked for, cut into days by the time of taking. */
  readonly shapes: RowShapes;
  /** Tags of what was found, the most frequent first, a hundred at most. */
  readonly tags: readonly TagCount[];
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
