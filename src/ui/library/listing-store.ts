import { defineStore } from 'pinia';
import { computed, markRaw, shallowRef } from 'vue';
import type { ChangeEvent } from '../../app/api-types.ts';
import type { RowSort } from '../../core/media/row-order.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import type { TagCount } from '../../core/media/media-summary.ts';
import { idAt, NO_SHAPES } from '../../core/media/row-shapes.ts';
import { usePorts } from '../ports.ts';
import {
  findAll,
  findFirst,
  type FoundListing,
  type SearchListing,
} from '../search/search-listing.ts';
import {
  createLoadedListing,
  idsBetween,
  type LoadedListing,
  withoutIds,
} from './media-listing.ts';

/** What is listed: everything in and below a collection, what bears a tag there, or what a search finds. */
export interface ListingQuery {
  readonly path: string;
  readonly tags: readonly string[];
  readonly sort: RowSort;
  readonly order: 'asc' | 'desc';
  /** Where it is not `null`, its results are listed, in its own order. */
  readonly search: SearchListing | null;
}

/** Rows that come with the first answer: the first screens. */
const FIRST_ROWS = 120;
/** Rows of one request where many are wanted: some 5 ms of work on the page. */
const STRETCH = 1_000;

/** The collection on screen: the shapes of all its items, and full rows of those near the screen. */
export const useListingStore = defineStore('listing', () => {
  const { hm } = usePorts();
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading');
  const query = shallowRef<ListingQuery | null>(null);
  /** Counts the listings that were opened: views begin at the top of each. */
  const opened = shallowRef(0);
  /** Tags of what a search found, the most frequent first; none of any other listing. */
  const foundTags = shallowRef<readonly TagCount[]>([]);
  let latest = 0;
  /** Whether something changed while a listing was read: what was read may be of before. */
  let isStale = false;

  const optionsOf = (wanted: ListingQuery) => ({
    recursive: true,
    sort: wanted.sort,
    order: wanted.order,
    ...(wanted.tags.length > 0 ? { tags: wanted.tags } : {}),
  });
  const page = async (
    wanted: ListingQuery,
    offset: number,
    limit: number,
  ): Promise<readonly MediaRow[]> =>
    (await hm.drive.listMedia(wanted.path, { ...optionsOf(wanted), offset, limit })).items;
  const shapesOf = (wanted: ListingQuery) =>
    hm.drive.listShapes(wanted.path, optionsOf(wanted));

  const listing: LoadedListing = markRaw(
    createLoadedListing({
      load: async (offset, limit) => {
        const wanted = query.value;
        if (wanted === null) return [];
        return wanted.search === null
          ? page(wanted, offset, limit)
          : hm.drive.mediaRows(idsBetween(listing.shapes, offset, offset + limit));
      },
      // Left to the one place where defects are caught and shown.
      onFailure: (error) => void Promise.reject(error as Error),
    }),
  );
  const total = computed(() => listing.shapes.count);

  const showFound = ({ rows, shapes, tags }: FoundListing): void => {
    if (rows.length > 0) listing.put(rows);
    listing.show(shapes);
    foundTags.value = tags;
  };

  /** Reads a search, the first screens before the rest, and calls `shown` after each. */
  const readFound = async (
    wanted: SearchListing,
    isLatest: () => boolean,
    shown: () => void,
  ): Promise<void> => {
    const first = await findFirst(hm, wanted);
    if (!isLatest()) return;
    if (first !== null) {
      showFound(first);
      shown();
      if (first.isWhole) return;
    }
    const all = await findAll(hm, wanted);
    if (!isLatest()) return;
    showFound(all);
    shown();
  };

  /** Reads a collection: all shapes, and the rows of the first screens with them. */
  const readListed = async (
    wanted: ListingQuery,
    isLatest: () => boolean,
    shown: () => void,
  ): Promise<void> => {
    const [rows, shapes] = await Promise.all([page(wanted, 0, FIRST_ROWS), shapesOf(wanted)]);
    if (!isLatest()) return;
    listing.put(rows);
    listing.show(shapes);
    shown();
  };

  const readChanged = (): boolean => isStale;

  /** Shows another listing. Rejects as `listMedia` does; the screen then says so. */
  const open = async (wanted: ListingQuery): Promise<void> => {
    const mine = ++latest;
    const isLatest = (): boolean => mine === latest;
    query.value = wanted;
    state.value = 'loading';
    foundTags.value = [];
    isStale = false;
    const shown = (): void => {
      if (state.value === 'loading') opened.value++;
      state.value = 'ready';
    };
    try {
      if (wanted.search === null) await readListed(wanted, isLatest, shown);
      else await readFound(wanted.search, isLatest, shown);
    } catch (error) {
      if (isLatest()) {
        listing.show(NO_SHAPES);
        state.value = 'failed';
      }
      throw error;
    }
    if (isLatest() && readChanged()) await refresh();
  };

  /** Looks at the same listing again; what is shown changes in one step, and only where it differs. */
  const refresh = async (): Promise<void> => {
    const wanted = query.value;
    if (wanted === null) return;
    isStale = state.value === 'loading';
    if (isStale) return;
    const mine = ++latest;
    const isLatest = (): boolean => mine === latest;
    if (wanted.search !== null) {
      const found = await findAll(hm, wanted.search);
      if (isLatest()) showFound(found);
      return;
    }
    const shapes = await shapesOf(wanted);
    if (isLatest()) listing.show(shapes);
  };

  /** Rows that changed come anew where they are seen; the order follows with `refresh`. */
  const follow = ({ updated }: Pick<ChangeEvent, 'updated'>): void => listing.renew(updated);

  /** Takes items off the screen at once; the drive's own word follows with its change event. */
  const withdraw = (ids: readonly MediaId[]): void =>
    listing.show(withoutIds(listing.shapes, ids));

  /** The rows of these items, wherever they stand; those that are gone are left out. */
  const rowsOf = async (ids: readonly MediaId[]): Promise<readonly MediaRow[]> => {
    const rows: MediaRow[] = [];
    for (let at = 0; at < ids.length; at += STRETCH) {
      const stretch = ids.slice(at, at + STRETCH);
      const known = stretch.map((id) => listing.row(id));
      rows.push(
        ...(known.every((row) => row !== null) ? known : await hm.drive.mediaRows(stretch)),
      );
    }
    return rows;
  };

  return {
    listing,
    foundTags,
    total,
    state,
    query,
    opened,
    /** Whether it is this that is listed, not only asked for. */
    isShown: (wanted: ListingQuery): boolean =>
      state.value === 'ready' && JSON.stringify(query.value) === JSON.stringify(wanted),
    open,
    refresh,
    follow,
    withdraw,
    rowsOf,
    /** The id at a place, `undefined` where there is none. */
    idAt: (index: number): MediaId | undefined =>
      index >= 0 && index < listing.shapes.count ? idAt(listing.shapes, index) : undefined,
    /** The row at a place where it is at hand; `undefined` where it is not, or there is none. */
    rowAt: (index: number): MediaRow | undefined =>
      index >= 0 && index < listing.shapes.count
        ? (listing.row(idAt(listing.shapes, index)) ?? undefined)
        : undefined,
    indexOf: (id: MediaId): number => listing.indexOf(id),
  };
});
