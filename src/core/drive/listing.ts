import type { CollectionId, MediaId } from '../base/ids.ts';
import { createLinkIndex, listedCollections } from '../collections/links.ts';
import { nodeById, subtreeOf } from '../collections/tree.ts';
import type { MediaRow } from '../media/media.ts';
import { type RowSort, sortRows } from '../media/row-order.ts';
import { nodeAt, rootIdOf } from './collection-view.ts';
import type { DriveParts } from './drive-parts.ts';

/** What to list of a collection, and how. */
export interface ListOptions {
  /** With everything below it; default: what stands right here. */
  readonly recursive?: boolean;
  readonly sort?: RowSort;
  readonly order?: 'asc' | 'desc';
  /** Rows to leave out at the start. */
  readonly offset?: number;
  /** Rows at most; default: all. */
  readonly limit?: number;
  /** Rows that bear all of these. */
  readonly tags?: readonly string[];
}

/** A stretch of a listing, and how long the whole is. */
export interface Listing {
  readonly items: readonly MediaRow[];
  readonly total: number;
}

/** Lists media by collection; follows alias links. */
export interface ListingService {
  list(path: string, options: ListOptions): Promise<Listing>;
  /** Forgets what it sorted: call it when the catalogue changed. */
  refresh(): void;
}

/** The service over the parts of one drive; the last sorted listing is kept, so that paging through it is cheap. */
export const createListingService = ({ catalog, identity }: DriveParts): ListingService => {
  let sorted: { readonly key: string; readonly rows: readonly MediaRow[] } | null = null;
  let refreshes = 0;

  const collectionsOf = (path: string, recursive: boolean): readonly CollectionId[] => {
    const state = catalog.state();
    const rootId = rootIdOf(identity.space);
    const start = nodeAt(state, path)?.id ?? rootId;
    const below = recursive ? subtreeOf(state.tree, start === rootId ? null : start) : [];
    const index = createLinkIndex(state.links.values());
    const listed = new Set<CollectionId>();
    for (const id of [start, ...below.map((node) => node.id)]) {
      for (const target of listedCollections(index, id)) listed.add(target);
    }
    return [...listed].filter((id) => id === rootId || nodeById(state.tree, id) !== null);
  };

  const list: ListingService['list'] = async (path, options) => {
    const { sort = 'capturedAt', order = 'desc', tags = [], offset = 0 } = options;
    const collections = collectionsOf(path, options.recursive ?? false);
    const key = JSON.stringify([collections, sort, order, tags]);
    let rows = sorted?.key === key ? sorted.rows : null;
    if (rows === null) {
      const since = refreshes;
      const pages = await Promise.all(collections.map((id) => catalog.rows(id)));
      const all = uniqueRows(pages.flatMap((held) => held.pages));
      const wanted = tags.length === 0 ? all : all.filter((row) => bearsAll(row, tags));
      rows = sortRows(wanted, sort, order);
      // What changed while the rows were read may not be among them.
      if (since === refreshes) sorted = { key, rows };
    }
    const end = options.limit === undefined ? undefined : offset + options.limit;
    return { items: rows.slice(offset, end), total: rows.length };
  };

  const refresh = (): void => {
    refreshes += 1;
    sorted = null;
  };
  return { list, refresh };
};

/** Rows of several collections, an item that stands in more than one of them once. */
const uniqueRows = (pages: readonly (readonly MediaRow[])[]): readonly MediaRow[] => {
  const seen = new Set<MediaId>();
  const rows: MediaRow[] = [];
  for (const page of pages) {
    for (const row of page) {
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      rows.push(row);
    }
  }
  return rows;
};

const bearsAll = (row: MediaRow, tags: readonly string[]): boolean =>
  tags.every((tag) => row.tags.includes(tag));
