/** The results of a search as a listing: rows in the order of relevance or of the date. */
import type { Hm } from '../../app/api-types.ts';
import type { MediaId } from '../../core/base/ids.ts';
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

/** The first screens come at once. */
const FIRST = 500;
/** Hits that are read in one go after them: some 10 ms of work on the page. */
const STRETCH = 2_000;

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
  const rows = new Map<MediaId, MediaRow>();
  for (let offset = 0, isWhole = false; !isWhole;) {
    const limit = offset === 0 ? FIRST : STRETCH;
    const { hits, total } = await hm.search.query(text, { ...filters, offset, limit });
    const came = hits.length === 0 ? [] : await hm.drive.mediaRows(hits.map(({ id }) => id));
    if (!isLatest()) return;
    // What changes meanwhile may move a hit into the next stretch; it is listed once.
    for (const row of came) rows.set(row.id, row);
    isWhole = hits.length < limit || offset + limit >= total;
    if (offset === 0 && !isWhole && order !== 'date') publish([...rows.values()], total, false);
    offset += limit;
  }
  const found = [...rows.values()];
  publish(order === 'date' ? sortRows(found, 'capturedAt', 'desc') : found, found.length, true);
};
