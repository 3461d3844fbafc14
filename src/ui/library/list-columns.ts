/** The columns of the list view, and what a click on a header orders by. */
import type { RowSort, SortOrder } from '../../core/media/row-order.ts';

/** A column of the list view. */
export interface ListColumn {
  readonly id: 'name' | 'kind' | 'date' | 'size' | 'dimensions' | 'rating' | 'tags';
  readonly sort: RowSort;
}

/** All columns, in their order. */
export const LIST_COLUMNS: readonly ListColumn[] = [
  { id: 'name', sort: 'name' },
  { id: 'kind', sort: 'kind' },
  { id: 'date', sort: 'capturedAt' },
  { id: 'size', sort: 'sizeBytes' },
  { id: 'dimensions', sort: 'pixels' },
  { id: 'rating', sort: 'rating' },
  { id: 'tags', sort: 'tags' },
];

/** What a listing is ordered by. */
export interface ListingOrder {
  readonly sort: RowSort;
  readonly order: SortOrder;
}

/** The direction in which a person looks for things first: words from A, all else from the newest and largest. */
export const firstOrder = (sort: RowSort): SortOrder =>
  sort === 'name' || sort === 'kind' || sort === 'tags' ? 'asc' : 'desc';

/** The order after a click on a header: the other way round where it was this one already. */
export const orderAfter = (now: ListingOrder, sort: RowSort): ListingOrder =>
  now.sort === sort
    ? { sort, order: now.order === 'asc' ? 'desc' : 'asc' }
    : { sort, order: firstOrder(sort) };

/** What `aria-sort` says of a column. */
export const ariaSortOf = (
  now: ListingOrder | null,
  sort: RowSort,
): 'ascending' | 'descending' | 'none' => {
  if (now?.sort !== sort) return 'none';
  return now.order === 'asc' ? 'ascending' : 'descending';
};
