import type { MediaId } from '../base/ids.ts';
import type { Plain } from '../base/plain.ts';
import type { MediaRow } from '../media/media.ts';
import { packRows, unpackRows } from '../media/media-row.ts';

/** Rows of a page, at most. */
export const PAGE_ROWS = 500;

/** The rows of one collection as they are paged on disk; values are never changed in place. */
export interface RowPages {
  /** By page number; a page that lost all its rows stays as an empty one. */
  readonly pages: readonly (readonly MediaRow[])[];
  readonly pageById: ReadonlyMap<MediaId, number>;
}

/** A collection without rows. */
export const NO_ROWS: RowPages = { pages: [], pageById: new Map() };

/** A changeable copy of `RowPages` that remembers which pages differ. */
export interface RowPagesDraft {
  row(id: MediaId): MediaRow | null;
  put(row: MediaRow): void;
  remove(id: MediaId): void;
  readonly dirty: ReadonlySet<number>;
  finish(): RowPages;
}

/** Starts a draft; pages are copied when they are first written. */
export const draftRowPages = (base: RowPages): RowPagesDraft => {
  const pages: MediaRow[][] = base.pages.map((page) => page as MediaRow[]);
  const pageById = new Map(base.pageById);
  /** Where in a page its rows stand; made when the first of them is asked for. */
  const placesOf = new Map<number, Map<MediaId, number>>();
  const dirty = new Set<number>();
  const writable = (number: number): MediaRow[] => {
    if (!dirty.has(number)) pages[number] = [...(pages[number] ?? [])];
    dirty.add(number);
    return pages[number] ?? [];
  };
  const placesIn = (number: number): Map<MediaId, number> => {
    const known =
      placesOf.get(number) ?? new Map(pages[number]?.map((row, place) => [row.id, place]));
    placesOf.set(number, known);
    return known;
  };
  const row = (id: MediaId): MediaRow | null => {
    const number = pageById.get(id);
    if (number === undefined) return null;
    return pages[number]?.[placesIn(number).get(id) ?? -1] ?? null;
  };
  const put = (next: MediaRow): void => {
    const last = pages.length - 1;
    const free = (pages[last]?.length ?? PAGE_ROWS) < PAGE_ROWS ? last : pages.length;
    const number = pageById.get(next.id) ?? free;
    const page = writable(number);
    const places = placesIn(number);
    const place = places.get(next.id) ?? page.length;
    page[place] = next;
    places.set(next.id, place);
    pageById.set(next.id, number);
  };
  /** The last row of the page takes the place that is free. */
  const remove = (id: MediaId): void => {
    const number = pageById.get(id);
    const place = number === undefined ? undefined : placesIn(number).get(id);
    if (number === undefined || place === undefined) return;
    const page = writable(number);
    const moved = page.pop();
    if (moved !== undefined && moved.id !== id) {
      page[place] = moved;
      placesIn(number).set(moved.id, place);
    }
    placesIn(number).delete(id);
    pageById.delete(id);
  };
  return { row, put, remove, dirty, finish: () => ({ pages, pageById }) };
};

/** A page as its record: its columns. */
export const pageToRecord = (page: readonly MediaRow[]): Plain => packRows(page);

/** The rows of a page record; `null` where it is none. */
export const recordToPage = (record: Plain): readonly MediaRow[] | null => {
  const rows = unpackRows(record);
  return rows.ok ? rows.value : null;
};

/** Pages put together, as they were read from disk in order of their numbers. */
export const createRowPages = (pages: readonly (readonly MediaRow[])[]): RowPages => {
  const pageById = new Map<MediaId, number>();
  pages.forEach((page, number) => {
    for (const row of page) pageById.set(row.id, number);
  });
  return { pages, pageById };
};
