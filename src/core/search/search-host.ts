import type { Clock } from '../base/clock.ts';
import { isHmError } from '../base/hm-error.ts';
import type { CollectionId, MediaId } from '../base/ids.ts';
import { type Steps, finishBreathing, finishSteps } from '../base/steps.ts';
import type { Breathe } from '../base/stretches.ts';
import type { Disk } from '../storage/disk.ts';
import type { SearchDocument } from './document.ts';
import {
  type Found,
  type IndexStats,
  type SearchIndex,
  createSearchIndex,
} from './search-index.ts';
import type { SearchPlan } from './search-plan.ts';
import { decodeSegment, encodeSegment } from './segment-codec.ts';
import { suggest } from './suggest.ts';

/** An answer packed for another thread, and how long it took in the index's own. */
export interface HostAnswer extends Omit<Found, 'hits'> {
  /** Ids one behind the other, the best first. */
  readonly ids: string;
  readonly scores: Float32Array;
  readonly tookMs: number;
}

/**
 * An index with the file that it is kept in: what runs in a thread of its own. Calls come one after the other,
 * but that anything may be asked and changed while the index is being kept.
 */
export interface SearchHost {
  /** Takes up what was kept; the stamp that it was kept with, `null` where nothing sound is there. */
  load(): Promise<string | null>;
  /** Forgets every item; the file stays until the next one is kept. */
  clear(): Promise<void>;
  /** Items that came or changed, and some that went. */
  change(documents: readonly SearchDocument[], removed: readonly MediaId[]): Promise<void>;
  show(collections: readonly CollectionId[]): Promise<void>;
  find(plan: SearchPlan, offset: number, limit: number): Promise<HostAnswer>;
  suggest(prefix: string): Promise<readonly string[]>;
  /**
   * Merges everything and keeps it, without what comes meanwhile; a full or busy disk keeps the old one, or
   * none. Whether it was kept.
   */
  keep(stamp: string): Promise<boolean>;
  /** Removes what is kept: the next start makes the index again. */
  forget(): Promise<void>;
  stats(): Promise<IndexStats>;
}

/** Where the index is kept; it can always be made again. */
export const SEARCH_FILE = 'derived/search/index';
const HALF_FILE = 'derived/search/index.half';

/** A host over a disk. `breathe` lets its thread answer, or do other things, while the index is put in order. */
export const createSearchHost = (
  disk: Disk,
  clock: Clock,
  breathe: Breathe | null = null,
): SearchHost => {
  let index: SearchIndex = createSearchIndex();
  let shown: readonly CollectionId[] | null = null;

  const start = (next: SearchIndex): void => {
    index = next;
    index.show(shown);
  };

  const load = async (): Promise<string | null> => {
    const kept = await readKept(disk);
    if (kept === null) return null;
    start(createSearchIndex(kept.segment));
    return kept.stamp;
  };

  const soon = <T>(act: () => T): Promise<T> => new Promise((resolve) => resolve(act()));
  const run = <T>(steps: Steps<T>): Promise<T> =>
    breathe === null
      ? soon(() => finishSteps(steps))
      : finishBreathing(steps, breathe, () => clock.nowMs());

  const keep = async (stamp: string): Promise<boolean> => {
    const bytes = encodeSegment({ segment: await run(index.wholeInSteps()), stamp });
    try {
      await writeWhole(disk, bytes);
      return true;
    } catch (error) {
      if (isHmError(error)) return false;
      throw error;
    }
  };

  return {
    load,
    clear: () => soon(() => start(createSearchIndex())),
    change: async (documents, removed) => {
      index.remove(removed);
      await run(index.putInSteps(documents));
    },
    show: (collections) =>
      soon(() => {
        shown = collections;
        index.show(shown);
      }),
    find: (plan, offset, limit) =>
      soon(() => {
        const startMs = clock.nowMs();
        const { hits, ...found } = index.find(plan, offset, limit);
        return {
          ...found,
          ids: hits.map(({ id }) => id).join(''),
          scores: Float32Array.from(hits, ({ score }) => score),
          tookMs: clock.nowMs() - startMs,
        };
      }),
    suggest: (prefix) => soon(() => suggest(index, prefix)),
    keep,
    forget: async () => {
      try {
        await disk.remove(SEARCH_FILE);
      } catch (error) {
        // A file that cannot be removed is replaced by the next one that is kept.
        if (!isHmError(error)) throw error;
      }
    },
    stats: () => soon(() => index.stats()),
  };
};

const readKept = async (disk: Disk): Promise<ReturnType<typeof decodeSegment>> => {
  try {
    if ((await disk.size(SEARCH_FILE)) === null) return null;
    return decodeSegment(await disk.read(SEARCH_FILE));
  } catch (error) {
    if (isHmError(error)) return null;
    throw error;
  }
};

/** The name stands for whole bytes only: they are flushed before the file gets it. */
const writeWhole = async (disk: Disk, bytes: Uint8Array): Promise<void> => {
  const file = await disk.open(HALF_FILE, { create: true });
  try {
    await file.truncate(0);
    await file.write(0, bytes);
    await file.flush();
  } finally {
    await file.close();
  }
  await disk.move(HALF_FILE, SEARCH_FILE);
};
