import { planSearch } from '../../../src/core/search/search-plan.ts';
import { SEARCH_FILE, createSearchHost } from '../../../src/core/search/search-host.ts';
import { createOpfsDisk } from '../../../src/platform/opfs/opfs-disk.ts';
import { madeDocuments } from '../../fixtures/search/made-documents.ts';
import { MADE_QUERIES } from '../../fixtures/search/made-queries.ts';

/** What the search took over made-up items. */
export interface SearchTimes {
  readonly buildMs: number;
  readonly keepMs: number;
  readonly loadMs: number;
  readonly keptBytes: number;
  readonly arrayBytes: number;
  readonly terms: number;
  /** Milliseconds of every query, by its sort. */
  readonly queries: readonly {
    readonly sort: string;
    readonly ms: number;
    readonly total: number;
  }[];
}

/** Items that the drive's feed sends at a time. */
const BATCH = 250;
const HITS = 100;

/** Builds, keeps, loads and asks the index as its worker does, here in the lab's worker. */
export const timeSearch = async (items: number, rounds: number): Promise<SearchTimes> => {
  const clock = { nowMs: () => performance.now() };
  const root = await navigator.storage.getDirectory();
  const disk = createOpfsDisk(
    await root.getDirectoryHandle('hm-search-bench', { create: true }),
  );
  const documents = madeDocuments(items);
  const clocked = async (act: () => Promise<unknown>): Promise<number> => {
    const startMs = performance.now();
    await act();
    return performance.now() - startMs;
  };
  const built = createSearchHost(disk, clock);
  const buildMs = await clocked(async () => {
    for (let at = 0; at < items; at += BATCH) {
      await built.change(documents.slice(at, at + BATCH), []);
    }
    await built.suggest('x');
  });
  const keepMs = await clocked(() => built.keep('bench'));
  const host = createSearchHost(disk, clock);
  const loadMs = await clocked(() => host.load());
  const queries: { sort: string; ms: number; total: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const { sort, query } of MADE_QUERIES) {
      const startMs = performance.now();
      const { total } = await host.find(planSearch(query, []), 0, HITS);
      const ms = performance.now() - startMs;
      if (round > 0) queries.push({ sort, ms, total });
    }
  }
  const { terms, bytes } = await host.stats();
  const keptBytes = (await disk.size(SEARCH_FILE)) ?? 0;
  return { buildMs, keepMs, loadMs, keptBytes, arrayBytes: bytes, terms, queries };
};
