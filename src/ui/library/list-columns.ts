/** The columns of the list view, and what a click on a header orders by. */
import type { RowSort, SortOrder } from '../../core/media/row-order.ts';

/** A column of the list view. */
export interface ListColumn {
  readonly id: 'name' | 'kind' | 'date' | 'size' | 'dimensions' | 'rating' | 'tags';
  readonly sort: RowSort;
  /** Its width until a person chooses another; the name takes what the others leave, and at least this. */
  readonly widthPx: number;
}
export type ColumnId = ListColumn['id'];

const NAME: ListColumn = { id: 'name', sort: 'name', widthPx: 160 };

/** All columns, in their order. */
export const LIST_COLUMNS: readonly ListColumn[] = [
  NAME,
  { id: 'kind', sort: 'kind', widthPx: 72 },
  { id: 'date', sort: 'capturedAt', widthPx: 112 },
  { id: 'size', sort: 'sizeBytes', widthPx: 80 },
  { id: 'dimensions', sort: 'pixels', widthPx: 112 },
  { id: 'rating', sort: 'rating', widthPx: 88 },
  { id: 'tags', sort: 'tags', widthPx: 144 },
];

/** The columns that a person may hide and resize: all but the name. */
export const OPTIONAL_COLUMNS = LIST_COLUMNS.filter(({ id }) => id !== 'name');

/** What a person made of the columns. */
export interface ColumnChoice {
  readonly hidden: readonly ColumnId[];
  readonly widthsPx: Readonly<Partial<Record<ColumnId, number>>>;
}

/** No choice made. */
export const NO_CHOICE: ColumnChoice = { hidden: [], widthsPx: {} };

/** Between two columns, and at both sides of a row. */
export const COLUMN_GAP_PX = 12;
const NARROWEST_PX = 56;
const WIDEST_PX = 480;
/** Which columns go first where there is no room for all. */
const LEAST_FIRST: readonly ColumnId[] = [
  'dimensions',
  'kind',
  'tags',
  'rating',
  'size',
  'date',
];

/** How wide a column is. */
export const widthOf = ({ widthsPx }: ColumnChoice, { id, widthPx }: ListColumn): number =>
  Math.min(WIDEST_PX, Math.max(NARROWEST_PX, widthsPx[id] ?? widthPx));

/**
 * The columns that are shown in `roomPx`: the name, and of those that are not hidden as many as fit. What
 * the listing is ordered by (`null` for an order of its own) stays longest.
 */
export const shownColumns = (
  choice: ColumnChoice,
  roomPx: number,
  orderedBy: RowSort | null,
): readonly ListColumn[] => {
  const shown = new Set(LIST_COLUMNS.filter(({ id }) => !choice.hidden.includes(id)));
  shown.add(NAME);
  const leaving = LIST_COLUMNS.filter(({ sort }) => sort !== orderedBy).sort(
    (a, b) => LEAST_FIRST.indexOf(a.id) - LEAST_FIRST.indexOf(b.id),
  );
  for (const column of leaving)
    if (column !== NAME && roomOf(choice, [...shown]) > roomPx) shown.delete(column);
  return LIST_COLUMNS.filter((column) => shown.has(column));
};

const roomOf = (choice: ColumnChoice, columns: readonly ListColumn[]): number =>
  columns.reduce(
    (sum, column) =>
      sum + COLUMN_GAP_PX + (column === NAME ? NAME.widthPx : widthOf(choice, column)),
    COLUMN_GAP_PX,
  );

/** Their widths as `grid-template-columns` wants them. */
export const columnTemplate = (choice: ColumnChoice, columns: readonly ListColumn[]): string =>
  columns
    .map((column) =>
      column === NAME ? 'minmax(0, 1fr)' : `${Math.round(widthOf(choice, column))}px`,
    )
    .join(' ');

/** Reads back what was kept on this device, from whatever version of the app. */
export const parseColumnChoice = (kept: unknown): ColumnChoice => {
  if (typeof kept !== 'object' || kept === null) return NO_CHOICE;
  const { hidden, widthsPx } = kept as { hidden?: unknown; widthsPx?: unknown };
  const ids = OPTIONAL_COLUMNS.map(({ id }) => id);
  const widths: object = typeof widthsPx === 'object' && widthsPx !== null ? widthsPx : {};
  return {
    hidden: ids.filter((id) => Array.isArray(hidden) && hidden.includes(id)),
    widthsPx: Object.fromEntries(
      Object.entries(widths).filter(
        ([id, px]) => (ids as readonly string[]).includes(id) && Number.isFinite(px),
      ),
    ),
  };
};

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
