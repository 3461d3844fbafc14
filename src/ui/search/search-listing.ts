/** The results of a search as a listing: rows in the order of relevance or of the date. */
import type { Hm } from '../../app/api-types.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { sortRows } from '../../core/media/row-order.ts';
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

/** Rows, how many there are in all, and whether these are all of them. */
type Publish = (rows: readonly MediaRow[], total: number, isWhole: boolean) => void;

/** The first screens come at once, the rest in one go; more hits than that nobody looks through. */
const FIRST = 500;
const ALL = 1_000_000;

/**
 * Reads all results and publishes them, the first screens before the rest where the order is that of the
 * hits. `isLatest` stops it where another search began. Rejects as `hm.search.query` does.
 */
export const readSearch = async (
  hm: Pick<Hm, 'search' | 'drive'>,
  { request, order }: SearchListing,
  isLatest: () => boolean,
  publish: Publish,
): Promise<void> => {
  if (isEmptyRequest(request)) {
    if (isLatest()) publish([], 0, true);
    return;
  }
  const { text, ...filters } = requestToQuery(request);
  const read = async (limit: number) => {
    const { hits, total } = await hm.search.query(text, { ...filters, limit });
    const rows = hits.length === 0 ? [] : await hm.drive.mediaRows(hits.map(({ id }) => id));
    return { rows, total, isWhole: hits.length >= total };
  };

  let got = await read(order === 'date' ? ALL : FIRST);
  if (!got.isWhole && isLatest()) {
    publish(got.rows, got.total, false);
    got = await read(ALL);
  }
  if (!isLatest()) return;
  const rows = order === 'date' ? sortRows(got.rows, 'capturedAt', 'desc') : got.rows;
  publish(rows, rows.length, true);
};
