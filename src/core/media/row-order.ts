import { naturalKey } from '../base/natural-key.ts';
import type { MediaRow } from './media.ts';

/** What a listing can be ordered by. */
export const ROW_SORTS = [
  'capturedAt',
  'name',
  'sizeBytes',
  'createdAt',
  'rating',
  'kind',
  'pixels',
  'tags',
] as const;
export type RowSort = (typeof ROW_SORTS)[number];
export type SortOrder = 'asc' | 'desc';

type Key = string | number | null;

/**
 * The order of two rows: by the key in the direction of `order`, rows without one last either way, and
 * rows of equal keys by id, so that one set of rows has one order. Names are in natural order.
 */
export const compareRows = (sort: RowSort, order: SortOrder) => {
  const compare = compareKeyed(order);
  return (a: MediaRow, b: MediaRow): number => compare(keyRow(a, sort), keyRow(b, sort));
};

/** The rows in the order of `compareRows`, each key made once: the way for more than a handful. */
export const sortRows = (
  rows: readonly MediaRow[],
  sort: RowSort,
  order: SortOrder,
): MediaRow[] =>
  rows
    .map((row) => keyRow(row, sort))
    .sort(compareKeyed(order))
    .map(({ row }) => row);

/** A row with what it is ordered by, made once. */
export interface KeyedRow {
  readonly row: MediaRow;
  readonly key: Key;
}

/** The row with its key. */
export const keyRow = (row: MediaRow, sort: RowSort): KeyedRow => ({
  row,
  key: rowKey(row, sort),
});

/** The order of `compareRows` for rows whose keys are made. */
export const compareKeyed = (order: SortOrder) => {
  const direction = order === 'asc' ? 1 : -1;
  return (a: KeyedRow, b: KeyedRow): number => {
    if (a.key !== b.key) {
      if (a.key === null) return 1;
      if (b.key === null) return -1;
      return a.key < b.key ? -direction : direction;
    }
    return a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0;
  };
};

const rowKey = (row: MediaRow, sort: RowSort): Key => {
  switch (sort) {
    case 'name':
      return naturalKey(row.name);
    case 'capturedAt':
    case 'createdAt': {
      const time = row[sort];
      return time === null ? null : Date.parse(time);
    }
    case 'pixels':
      return row.width === null || row.height === null ? null : row.width * row.height;
    case 'tags':
      return row.tags.length === 0 ? null : naturalKey(row.tags.join(', '));
    default:
      return row[sort];
  }
};
