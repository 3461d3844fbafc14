import { HmError } from '../base/hm-error.ts';
import type { CollectionId } from '../base/ids.ts';
import type { Breathe } from '../base/stretches.ts';
import type { MediaRow } from '../media/media.ts';
import type { CatalogStore } from './catalog-store.ts';
import { NO_ROWS, createRowPages, recordToPage, type RowPages } from './row-pages.ts';

/** Rows that are kept in memory once read, over all collections. */
const ROWS_IN_MEMORY = 300_000;

/** Pages that are decoded between two breaths: some milliseconds, a multiple of that in a start that is cold. */
const PAGES_AT_ONCE = 4;

/** The rows of collections, read when first asked for. */
export interface RowCache {
  /** 'catalog-damaged' where a page is not what was written. */
  read(collection: CollectionId): Promise<RowPages>;
  /** What the store holds from now on. */
  put(collection: CollectionId, pages: RowPages): void;
  clear(): void;
}

/** Collections' rows by last use, forgotten from the oldest when they grow beyond their share of memory. */
export const createRowCache = (store: CatalogStore, breathe: Breathe): RowCache => {
  const cached = new Map<CollectionId, RowPages>();
  /** What is on its way, as of the last change: who asks meanwhile waits for it and does not read it again. */
  const reading = new Map<CollectionId, Promise<RowPages>>();
  let changes = 0;
  const hold = (collection: CollectionId, pages: RowPages): void => {
    cached.delete(collection);
    cached.set(collection, pages);
    let rows = 0;
    for (const held of cached.values()) rows += held.pageById.size;
    for (const [oldest, held] of cached) {
      if (rows <= ROWS_IN_MEMORY || oldest === collection) break;
      cached.delete(oldest);
      rows -= held.pageById.size;
    }
  };
  const readOnce = (collection: CollectionId): Promise<RowPages> => {
    const known = reading.get(collection);
    if (known !== undefined) return known;
    const begun = readRowPages(store, collection, breathe).finally(() => {
      if (reading.get(collection) === begun) reading.delete(collection);
    });
    reading.set(collection, begun);
    return begun;
  };
  const read = async (collection: CollectionId): Promise<RowPages> => {
    const since = changes;
    const pages = cached.get(collection) ?? (await readOnce(collection));
    // What was read while an act was committed may be from before it.
    if (since !== changes) return read(collection);
    hold(collection, pages);
    return pages;
  };
  return {
    read,
    put: (collection, pages) => {
      changes += 1;
      reading.clear();
      hold(collection, pages);
    },
    clear: () => {
      changes += 1;
      reading.clear();
      cached.clear();
    },
  };
};

const readRowPages = async (
  store: CatalogStore,
  collection: CollectionId,
  breathe: Breathe,
): Promise<RowPages> => {
  const records = await store.scan('rows', { prefix: [collection] });
  if (records.length === 0) return NO_ROWS;
  const pages: (readonly MediaRow[])[] = [];
  for (const [n, { key, value }] of records.entries()) {
    if (n > 0 && n % PAGES_AT_ONCE === 0) await breathe();
    const page = recordToPage(value);
    if (page === null) {
      throw new HmError(
        'catalog-damaged',
        'A page of the catalogue is damaged. It is made again from the journal.',
        { collection, page: key[1] ?? null },
      );
    }
    pages[Number(key[1])] = page;
  }
  return createRowPages(
    Array.from(pages, (page: readonly MediaRow[] | undefined) => page ?? []),
  );
};
