/** Full rows of a long listing, near the screen only: asked for in stretches, kept while they may be seen again. */
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { idAt, NO_SHAPES, type RowShapes } from '../../core/media/row-shapes.ts';

/** What the window needs. */
export interface RowWindowOptions {
  /** Rows `[offset, offset + limit)` of the listing as it is now. */
  load(offset: number, limit: number): Promise<readonly MediaRow[]>;
  /** Called after rows came. */
  onRows(): void;
  onFailure(error: unknown): void;
}

/** The rows at hand. */
export interface RowWindow {
  row(id: MediaId): MediaRow | null;
  /** Items `[first, end)` are on screen or soon will be: what is missing of them is asked for. */
  need(first: number, end: number): void;
  /** The listing has another order; rows at hand stay. */
  follow(shapes: RowShapes): void;
  put(rows: readonly MediaRow[]): void;
  /** These rows changed: they are shown as they were until they have come anew. */
  renew(ids: Iterable<MediaId>): void;
}

/** Rows of one request, at most: what crosses threads and is parsed in some 3 ms. */
const STRETCH = 240;
/** Two at once: one is parsed while the drive works on the other. */
const AT_ONCE = 2;
/** Rows kept at most, and how far around the screen those are that stay when there are more. */
const KEPT = 6_000;
const AROUND = 1_500;

/** A window onto nothing yet. */
export const createRowWindow = (options: RowWindowOptions): RowWindow => {
  const rows = new Map<MediaId, MediaRow>();
  const old = new Set<MediaId>();
  let shapes: RowShapes = NO_SHAPES;
  let needed = { first: 0, end: 0 };
  let running = 0;
  /** Places that were asked for since the listing last changed: what did not come then will not come now. */
  let asked = new Set<number>();

  const isMissing = (index: number): boolean => {
    if (asked.has(index)) return false;
    const id = idAt(shapes, index);
    return !rows.has(id) || old.has(id);
  };

  const nextStretch = (): { readonly first: number; readonly end: number } | null => {
    let first = needed.first;
    while (first < needed.end && !isMissing(first)) first++;
    if (first >= needed.end) return null;
    let end = Math.min(first + STRETCH, needed.end);
    while (!isMissing(end - 1)) end--;
    return { first, end };
  };

  const request = async (first: number, end: number): Promise<void> => {
    for (let index = first; index < end; index++) asked.add(index);
    running++;
    try {
      put(await options.load(first, end - first));
    } catch (error) {
      options.onFailure(error);
    } finally {
      running--;
    }
    pump();
  };

  const pump = (): void => {
    while (running < AT_ONCE) {
      const stretch = nextStretch();
      if (stretch === null) return;
      void request(stretch.first, stretch.end);
    }
  };

  const put: RowWindow['put'] = (came) => {
    for (const row of came) {
      rows.set(row.id, row);
      old.delete(row.id);
    }
    if (rows.size > KEPT) trim();
    options.onRows();
  };

  const trim = (): void => {
    const near: MediaRow[] = [];
    const end = Math.min(shapes.count, needed.end + AROUND);
    for (let index = Math.max(0, needed.first - AROUND); index < end; index++) {
      const row = rows.get(idAt(shapes, index));
      if (row !== undefined) near.push(row);
    }
    rows.clear();
    for (const row of near) rows.set(row.id, row);
    asked = new Set();
  };

  return {
    row: (id) => rows.get(id) ?? null,
    need: (first, end) => {
      needed = { first: Math.max(0, first), end: Math.min(shapes.count, end) };
      pump();
    },
    follow: (next) => {
      shapes = next;
      asked = new Set();
      needed = { first: needed.first, end: Math.min(next.count, needed.end) };
      pump();
    },
    put,
    renew: (ids) => {
      for (const id of ids) if (rows.has(id)) old.add(id);
      asked = new Set();
      pump();
    },
  };
};
