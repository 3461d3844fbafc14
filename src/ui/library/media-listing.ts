/** A listing as the library's views show it, wherever it comes from: a collection, a search, a list in hand. */
import { shallowRef } from 'vue';
import type { MediaId } from '../../core/base/ids.ts';
import { createIdIndex, type IdIndex } from '../../core/media/id-index.ts';
import type { MediaRow } from '../../core/media/media.ts';
import {
  areEqualShapes,
  idAt,
  NO_SHAPES,
  rowsToShapes,
  type RowShapes,
  type ShapeTime,
} from '../../core/media/row-shapes.ts';
import { createRowWindow } from './row-window.ts';

/** What a view reads. All of it is reactive; none of it is to be wrapped by Vue (`markRaw`). */
export interface MediaListing {
  /** All items in order, as far as a layout needs them; another object when they changed. */
  readonly shapes: RowShapes;
  /** The full row where it is at hand, else `null`: `need` brings it. */
  row(id: MediaId): MediaRow | null;
  /** Items `[first, end)` are on screen or soon will be. */
  need(first: number, end: number): void;
  /** Where an item stands; -1 where it does not. */
  indexOf(id: MediaId): number;
}

/** A listing whose rows come from elsewhere, a stretch at a time. */
export interface LoadedListing extends MediaListing {
  /** Other items, or the same in another order. Equal shapes change nothing. */
  show(shapes: RowShapes): void;
  put(rows: readonly MediaRow[]): void;
  renew(ids: Iterable<MediaId>): void;
}

/** What a loaded listing needs. */
export interface ListingSource {
  /** Rows `[offset, offset + limit)` of the listing as it is now. */
  load(offset: number, limit: number): Promise<readonly MediaRow[]>;
  onFailure(error: unknown): void;
}

/** An empty listing, filled by `show`. */
export const createLoadedListing = (source: ListingSource): LoadedListing => {
  const shapes = shallowRef<RowShapes>(NO_SHAPES);
  const came = shallowRef(0);
  const window = createRowWindow({ ...source, onRows: () => (came.value += 1) });
  const show: LoadedListing['show'] = (next) => {
    if (areEqualShapes(shapes.value, next)) return;
    shapes.value = next;
    window.follow(next);
  };
  return {
    get shapes() {
      return shapes.value;
    },
    // Asked for, so that whoever shows the row looks again when more have come.
    row: (id) => (came.value < 0 ? null : window.row(id)),
    need: window.need,
    indexOf: (id) => indexIn(shapes.value, id),
    show,
    put: window.put,
    renew: window.renew,
  };
};

/** A listing of rows that are all at hand, such as a few hundred search results. `rows` may be reactive. */
export const listingOfRows = (
  rows: () => readonly MediaRow[],
  time: ShapeTime = 'capturedAt',
): MediaListing => {
  let known: readonly MediaRow[] | null = null;
  let shapes = NO_SHAPES;
  let byId = new Map<MediaId, MediaRow>();
  const follow = (): void => {
    if (rows() === known) return;
    known = rows();
    byId = new Map(known.map((row) => [row.id, row]));
    const next = rowsToShapes(known, time);
    if (!areEqualShapes(shapes, next)) shapes = next;
  };
  return {
    get shapes() {
      follow();
      return shapes;
    },
    row: (id) => {
      follow();
      return byId.get(id) ?? null;
    },
    need: () => undefined,
    indexOf: (id) => {
      follow();
      return indexIn(shapes, id);
    },
  };
};

const indexes = new WeakMap<RowShapes, IdIndex>();

/** Where an item stands in `shapes`, -1 where it does not; the first call makes an index. */
export const indexIn = (shapes: RowShapes, id: MediaId): number => {
  const known = indexes.get(shapes) ?? createIdIndex(shapes.ids);
  indexes.set(shapes, known);
  return known.indexOf(id);
};

/** The ids at these places. */
export const idsAt = (shapes: RowShapes, places: Iterable<number>): MediaId[] => {
  const ids: MediaId[] = [];
  for (const index of places) ids.push(idAt(shapes, index));
  return ids;
};

/** The ids of items `[first, end)`, as far as there are any. */
export const idsBetween = (shapes: RowShapes, first: number, end: number): MediaId[] => {
  const ids: MediaId[] = [];
  for (let index = first; index < Math.min(end, shapes.count); index++)
    ids.push(idAt(shapes, index));
  return ids;
};

/** `shapes` without these items. */
export const withoutIds = (shapes: RowShapes, ids: Iterable<MediaId>): RowShapes => {
  const gone = new Set<number>();
  for (const id of ids) gone.add(indexIn(shapes, id));
  const keep = (_: number, index: number): boolean => !gone.has(index);
  const words = shapes.ids.length / Math.max(1, shapes.count);
  return {
    count: shapes.days.filter(keep).length,
    ids: shapes.ids.filter((_, at) => !gone.has(Math.floor(at / words))),
    ratios: shapes.ratios.filter(keep),
    days: shapes.days.filter(keep),
    sizesBytes: shapes.sizesBytes.filter(keep),
    colours: shapes.colours.filter(keep),
  };
};
