/** What a search finds, as a listing: the first screens at once, then all of it as a grid needs it. */
import type { Hm } from '../../app/api-types.ts';
import type { FoundShapes } from '../../core/drive/search-types.ts';
import { countTags } from '../../core/media/media-summary.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { NO_SHAPES, rowsToShapes } from '../../core/media/row-shapes.ts';
import {
  isEmptyRequest,
  requestToQuery,
  type SearchOrder,
  type SearchRequest,
} from './search-request.ts';

/** What the search screen lists. */
export interface SearchListing {
  readonly request: SearchRequest;
  readonly order: SearchOrder;
}

/** What was found, and rows of its beginning where they came with it. */
export interface FoundListing extends FoundShapes {
  readonly rows: readonly MediaRow[];
}

type Search = Pick<Hm, 'search' | 'drive'>;

/** The first screens come with the first answer. */
const FIRST = 120;

/** Finds everything. Rejects as `hm.search.query` does. */
export const findAll = async (
  hm: Search,
  { request, order }: SearchListing,
): Promise<FoundListing> => {
  if (isEmptyRequest(request)) return { rows: [], shapes: NO_SHAPES, tags: [] };
  const { text, ...filters } = requestToQuery(request);
  return { rows: [], ...(await hm.search.shapes(text, { ...filters, order })) };
};

/**
 * Finds the first screens where the order is that of the hits; `isWhole` says that this is everything.
 * `null` where only all of it has an order. Rejects as `hm.search.query` does.
 */
export const findFirst = async (
  hm: Search,
  { request, order }: SearchListing,
): Promise<(FoundListing & { readonly isWhole: boolean }) | null> => {
  if (isEmptyRequest(request) || order === 'date') return null;
  const { text, ...filters } = requestToQuery(request);
  const { hits, total } = await hm.search.query(text, { ...filters, limit: FIRST });
  const rows = hits.length === 0 ? [] : await hm.drive.mediaRows(hits.map(({ id }) => id));
  const shapes = rowsToShapes(rows, 'capturedAt');
  return { rows, shapes, tags: countTags(rows), isWhole: total <= FIRST };
};
