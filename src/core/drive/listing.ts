import type { CollectionId } from '../base/ids.ts';
import type { MediaRow } from '../media/media.ts';
import { type TagCount, countTags } from '../media/media-summary.ts';
import type { RowSort } from '../media/row-order.ts';
import { type RowShapes, rowsToShapes } from '../media/row-shapes.ts';
import type { SearchQuery } from '../search/search-query.ts';
import { nodeAt } from './collection-view.ts';
import type { DriveParts } from './drive-parts.ts';
import { collectionsListedAt } from './listed-collections.ts';
import { rowsById } from './rows-by-id.ts';
import type { FoundItems } from './search-service.ts';
import type { SearchWarning } from './search-types.ts';
import { type SortedRows, followPages, sortPages, uniqueRows } from './sorted-rows.ts';

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
  /** Filters of a saved search that name nothing; absent where all do. */
  readonly warnings?: readonly SearchWarning[];
}

/** A listing that may be one stretch of several. */
export interface ListedStretch extends Listing {
  /** Another one as soon as any row of the whole listing differs: stretches of one edition fit together. */
  readonly edition: number;
}

/** Lists media by collection; follows alias links. */
export interface ListingService {
  list(path: string, options: ListOptions): Promise<ListedStretch>;
  /** What a grid must know of all items of the same listing; `offset` and `limit` do not count. */
  shapes(path: string, options: ListOptions): Promise<RowShapes>;
  /** Every tag in the drive with the items that bear it, the most frequent first; the trash is left out. */
  tags(): Promise<readonly TagCount[]>;
  /** Looks at the catalogue again when next asked: call it when that changed. */
  refresh(): void;
}

/** Sorted listings that are kept: the one on screen, the one before, and what a script asks for. */
const KEPT = 3;

interface Kept {
  sorted: SortedRows;
  shapes: RowShapes | null;
  warnings: readonly SearchWarning[];
  edition: number;
  /** The count of refreshes when its rows were read. */
  since: number;
}

/** Where rows come from. */
interface Source {
  readonly key: unknown;
  read(): Promise<{
    readonly pages: readonly (readonly (readonly MediaRow[])[])[];
    readonly warnings: readonly SearchWarning[];
  }>;
}

/** The service over the parts of one drive; sorted listings are kept, so that paging through them is cheap. */
export const createListingService = (
  { catalog, identity }: DriveParts,
  findItems: (query: SearchQuery) => Promise<FoundItems>,
): ListingService => {
  const kept = new Map<string, Kept>();
  let tagCounts: readonly TagCount[] | null = null;
  let refreshes = 0;
  let editions = 0;

  const collectionsOf = (path: string, recursive: boolean): readonly CollectionId[] =>
    collectionsListedAt(catalog.state(), identity.space, path, recursive);

  /** What a path lists: pages of rows, and under what key they are kept once sorted. */
  const sourceOf = (path: string, recursive: boolean): Source => {
    const search = nodeAt(catalog.state(), path)?.body.search ?? null;
    if (search !== null) {
      const read = async () => {
        const { ids, warnings } = await findItems(search);
        return { pages: [[await rowsById(catalog, ids)]], warnings };
      };
      return { key: search, read };
    }
    const collections = collectionsOf(path, recursive);
    const read = async () => {
      const held = await Promise.all(collections.map((id) => catalog.rows(id)));
      return { pages: held.map((rows) => rows.pages), warnings: [] };
    };
    return { key: collections, read };
  };

  const open = async (path: string, options: ListOptions): Promise<Kept> => {
    const { sort = 'capturedAt', order = 'desc', tags = [] } = options;
    const source = sourceOf(path, options.recursive ?? false);
    const key = JSON.stringify([source.key, sort, order, tags]);
    const known = kept.get(key);
    if (known?.since === refreshes) return known;
    // What changes while the rows are read may not be among them; the next call looks again.
    const since = refreshes;
    const { pages, warnings } = await source.read();
    const before = kept.get(key);
    const sorted =
      before === undefined
        ? sortPages(pages, { sort, order, tags })
        : followPages(before.sorted, pages);
    const isSame = sorted.entries === before?.sorted.entries;
    const { edition, shapes } = isSame ? before : { edition: ++editions, shapes: null };
    const now: Kept = { sorted, since, warnings, edition, shapes };
    kept.delete(key);
    kept.set(key, now);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return now;
  };

  const list: ListingService['list'] = async (path, options) => {
    const { sorted, warnings, edition } = await open(path, options);
    const { entries } = sorted;
    const { offset = 0, limit } = options;
    const stretch = entries.slice(offset, limit === undefined ? undefined : offset + limit);
    const listing = { items: stretch.map(({ row }) => row), total: entries.length, edition };
    return warnings.length === 0 ? listing : { ...listing, warnings };
  };

  const shapes: ListingService['shapes'] = async (path, options) => {
    const held = await open(path, options);
    held.shapes ??= rowsToShapes(
      held.sorted.entries.map(({ row }) => row),
      options.sort === 'createdAt' ? 'createdAt' : 'capturedAt',
    );
    return held.shapes;
  };

  const tags: ListingService['tags'] = async () => {
    if (tagCounts !== null) return tagCounts;
    const since = refreshes;
    const collections = collectionsOf('', true);
    const pages = await Promise.all(collections.map((id) => catalog.rows(id)));
    const counts = countTags(uniqueRows(pages.flatMap((held) => held.pages)));
    if (since === refreshes) tagCounts = counts;
    return counts;
  };

  const refresh = (): void => {
    refreshes += 1;
    tagCounts = null;
  };
  return { list, shapes, tags, refresh };
};
