import { crc32 } from '../base/crc32.ts';
import { decodeCbor, encodeCbor } from '../base/cbor.ts';
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
  const dirty = new Set<number>();
  const writable = (number: number): MediaRow[] => {
    if (!dirty.has(number)) pages[number] = [...(pages[number] ?? [])];
    dirty.add(number);
    return pages[number] ?? [];
  };
  const row = (id: MediaId): MediaRow | null => {
    const number = pageById.get(id);
    if (number === undefined) return null;
    return pages[number]?.find((candidate) => candidate.id === id) ?? null;
  };
  const put = (next: MediaRow): void => {
    const known = pageById.get(next.id);
    if (known !== undefined) {
      const page = writable(known);
      page[page.findIndex((candidate) => candidate.id === next.id)] = next;
      return;
    }
    const last = pages.length - 1;
    const number = (pages[last]?.length ?? PAGE_ROWS) < PAGE_ROWS ? last : pages.length;
    writable(number).push(next);
    pageById.set(next.id, number);
  };
  const remove = (id: MediaId): void => {
    const number = pageById.get(id);
    if (number === undefined) return;
    const page = writable(number);
    page.splice(
      page.findIndex((candidate) => candidate.id === id),
      1,
    );
    pageById.delete(id);
  };
  return { row, put, remove, dirty, finish: () => ({ pages, pageById }) };
};

/** A page as its record: its columns in CBOR, and the CRC-32 of these bytes. */
export const pageToRecord = (page: readonly MediaRow[]): Plain => {
  const bytes = encodeCbor(packRows(page));
  return { bytes, crc: crc32(bytes) };
};

/** The rows of a page record; `null` where it is damaged, and must be made again. */
export const recordToPage = (record: Plain): readonly MediaRow[] | null => {
  const { bytes, crc } = record as { bytes: Uint8Array; crc: number };
  if (crc32(bytes) !== crc) return null;
  const columns = decodeCbor(bytes);
  const rows = columns.ok ? unpackRows(columns.value) : null;
  return rows?.ok === true ? rows.value : null;
};

/** Pages put together, as they were read from disk in order of their numbers. */
export const createRowPages = (pages: readonly (readonly MediaRow[])[]): RowPages => {
  const pageById = new Map<MediaId, number>();
  pages.forEach((page, number) => {
    for (const row of page) pageById.set(row.id, number);
  });
  return { pages, pageById };
};
