import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { RowSort } from '../../core/media/row-order.ts';
import type { MediaId } from '../../core/base/ids.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { usePorts } from '../ports.ts';

/** What is listed: everything in and below a collection, or what bears a tag there. */
export interface ListingQuery {
  readonly path: string;
  readonly tags: readonly string[];
  readonly sort: RowSort;
  readonly order: 'asc' | 'desc';
}

/** The first screens come with the first batch; the rest in large ones, since each costs a round trip. */
const FIRST_BATCH = 500;
const BATCH = 10_000;

/** The rows of the collection on screen, all of them: their shapes are needed to lay the grid out. */
export const useListingStore = defineStore('listing', () => {
  const { hm } = usePorts();
  const rows = shallowRef<readonly MediaRow[]>([]);
  const total = shallowRef(0);
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading');
  const query = shallowRef<ListingQuery | null>(null);
  let latest = 0;

  const page = (wanted: ListingQuery, offset: number, limit: number) =>
    hm.drive.listMedia(wanted.path, {
      recursive: true,
      sort: wanted.sort,
      order: wanted.order,
      ...(wanted.tags.length > 0 ? { tags: wanted.tags } : {}),
      offset,
      limit,
    });

  /** Reads everything; `publish` is called after the first batch and at the end, unless a newer read began. */
  const readAll = async (
    wanted: ListingQuery,
    publish: (all: readonly MediaRow[], total: number, isWhole: boolean) => void,
  ): Promise<void> => {
    const mine = ++latest;
    const all: MediaRow[] = [];
    for (;;) {
      const got = await page(wanted, all.length, all.length === 0 ? FIRST_BATCH : BATCH);
      if (mine !== latest) return;
      for (const row of got.items) all.push(row);
      const isWhole = got.items.length === 0 || all.length >= got.total;
      if (isWhole || all.length === got.items.length) publish([...all], got.total, isWhole);
      if (isWhole) return;
    }
  };

  /** Shows another listing. Rejects as `listMedia` does; the screen then says so. */
  const open = async (wanted: ListingQuery): Promise<void> => {
    query.value = wanted;
    state.value = 'loading';
    try {
      await readAll(wanted, (all, count) => {
        rows.value = all;
        total.value = count;
        state.value = 'ready';
      });
    } catch (error) {
      if (query.value === wanted) {
        rows.value = [];
        total.value = 0;
        state.value = 'failed';
      }
      throw error;
    }
  };

  /** Reads the same listing again; what is shown changes in one step. */
  const refresh = async (): Promise<void> => {
    const wanted = query.value;
    if (wanted === null || state.value === 'loading') return;
    await readAll(wanted, (all, count, isWhole) => {
      if (!isWhole && all.length < rows.value.length) return;
      rows.value = all;
      total.value = count;
    });
  };

  /** Takes items off the screen at once; the drive's own word follows with its change event. */
  const withdraw = (ids: readonly MediaId[]): void => {
    const gone = new Set(ids);
    const kept = rows.value.filter((row) => !gone.has(row.id));
    total.value -= rows.value.length - kept.length;
    rows.value = kept;
  };

  return { rows, total, state, query, open, refresh, withdraw };
});
