import type { CollectionId } from '../base/ids.ts';
import type { CollectionCounts } from './catalog-state.ts';
import type { CatalogWrite } from './catalog-store.ts';

/** The items that stand in the same several collections at once, each counted once. */
export interface SharedCounts extends CollectionCounts {
  /** Two or more, in order. */
  readonly places: readonly CollectionId[];
}

/** By the places, joined by blanks: as many as there are ways in which items are shared, few beside the items. */
export type SharedCountsByKey = ReadonlyMap<string, SharedCounts>;

/** What one item adds where it stands: a further part of a composite is no item of its own. */
export interface CountedItem extends CollectionCounts {
  /** Where it counts. */
  readonly places: readonly CollectionId[];
}

/** Keeps the counts of shared items, as items come, change and go. */
export interface SharedLedger {
  /** `null`: it was not, or is no more. */
  change(before: CountedItem | null, after: CountedItem | null): void;
  finish(): { readonly shared: SharedCountsByKey; readonly writes: readonly CatalogWrite[] };
}

/** Starts from the counts as they stand, which it leaves as they are. */
export const createSharedLedger = (sharedBefore: SharedCountsByKey): SharedLedger => {
  const changed = new Map<string, SharedCounts>();

  const add = ({ places, mediaCount, totalSizeBytes }: CountedItem, sign: 1 | -1): void => {
    if (places.length < 2) return;
    const ordered = places.toSorted();
    const key = ordered.join(' ');
    const known = changed.get(key) ?? sharedBefore.get(key);
    changed.set(key, {
      places: ordered,
      mediaCount: (known?.mediaCount ?? 0) + sign * mediaCount,
      totalSizeBytes: (known?.totalSizeBytes ?? 0) + sign * totalSizeBytes,
    });
  };

  const finish: SharedLedger['finish'] = () => {
    if (changed.size === 0) return { shared: sharedBefore, writes: [] };
    const shared = new Map(sharedBefore);
    const writes: CatalogWrite[] = [];
    for (const [key, counts] of changed) {
      const isNone = counts.mediaCount === 0 && counts.totalSizeBytes === 0;
      if (isNone) shared.delete(key);
      else shared.set(key, counts);
      const value = isNone ? undefined : { ...counts };
      writes.push({ table: 'meta', key: ['shared', key], value });
    }
    return { shared, writes };
  };

  return {
    change: (before, after) => {
      if (before !== null) add(before, -1);
      if (after !== null) add(after, 1);
    },
    finish,
  };
};

/** What a sum of the counts of `collections` holds too much: an item in three of them is in it three times. */
export const countedAgain = (
  shared: SharedCountsByKey,
  collections: ReadonlySet<CollectionId>,
): CollectionCounts => {
  let mediaCount = 0;
  let totalSizeBytes = 0;
  for (const { places, ...counts } of shared.values()) {
    const again = places.filter((place) => collections.has(place)).length - 1;
    if (again < 1) continue;
    mediaCount += again * counts.mediaCount;
    totalSizeBytes += again * counts.totalSizeBytes;
  }
  return { mediaCount, totalSizeBytes };
};
