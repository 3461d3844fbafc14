import type { CollectionId, MediaId } from '../base/ids.ts';
import type { Availability, MediaRow } from '../media/media.ts';
import { mediaToRow } from '../media/media-row.ts';
import type { CollectionCounts } from './catalog-state.ts';
import type { CatalogWrite } from './catalog-store.ts';
import { type BlobRecord, ownCopy } from './records.ts';
import { type RowPages, type RowPagesDraft, draftRowPages, pageToRecord } from './row-pages.ts';
import type { MediaState } from './shown.ts';

/** What changed of the rows and counts. */
export interface RowChanges {
  readonly writes: readonly CatalogWrite[];
  readonly counts: ReadonlyMap<CollectionId, CollectionCounts>;
  readonly pages: ReadonlyMap<CollectionId, RowPages>;
  readonly change: {
    readonly added: readonly MediaId[];
    readonly updated: readonly MediaId[];
    readonly removed: readonly MediaId[];
    readonly collections: readonly CollectionId[];
  };
}

/** Keeps the rows of collections, and their counts, as items come, change and go. */
export interface RowProjector {
  /** Makes the item's rows right: in each collection that it stands in, and gone where it stood before. */
  place(
    id: MediaId,
    item: MediaState | null,
    wasIn: readonly CollectionId[],
    blob: BlobRecord | null,
  ): Promise<void>;
  finish(): RowChanges;
}

const NO_COUNTS: CollectionCounts = { mediaCount: 0, totalSizeBytes: 0 };

/** Where trashed items have their rows; no collection bears this id. */
export const TRASH = '~trash' as CollectionId;

/** The row lists that an item stands in: its collections, or the trash alone. */
export const rowPlaces = (item: MediaState): readonly CollectionId[] =>
  item.body.trashedAt === null ? item.placedIn : [TRASH];

/** What a listing says of the bytes, from what is known of their copies. */
export const availabilityOf = (blob: BlobRecord | null): Availability => {
  const own = ownCopy(blob);
  if (own === null || own.state === 'missing') return 'missing';
  return own.state === 'damaged' ? 'damaged' : 'local';
};

/** Starts from the counts and rows as they stand. */
export const createRowProjector = (
  countsBefore: ReadonlyMap<CollectionId, CollectionCounts>,
  readRows: (collection: CollectionId) => Promise<RowPages>,
): RowProjector => {
  const drafts = new Map<CollectionId, RowPagesDraft>();
  const counts = new Map(countsBefore);
  const seen = {
    added: new Set<MediaId>(),
    updated: new Set<MediaId>(),
    removed: new Set<MediaId>(),
  };

  const draftOf = async (collection: CollectionId): Promise<RowPagesDraft> => {
    const known = drafts.get(collection);
    if (known !== undefined) return known;
    const draft = draftRowPages(await readRows(collection));
    drafts.set(collection, draft);
    return draft;
  };

  const count = (
    collection: CollectionId,
    before: MediaRow | null,
    after: MediaRow | null,
  ): void => {
    const { mediaCount, totalSizeBytes } = counts.get(collection) ?? NO_COUNTS;
    counts.set(collection, {
      mediaCount: mediaCount + (after === null ? 0 : 1) - (before === null ? 0 : 1),
      totalSizeBytes: totalSizeBytes + (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0),
    });
  };

  const place: RowProjector['place'] = async (id, item, wasIn, blob) => {
    const row = item === null ? null : mediaToRow(id, item.body, availabilityOf(blob));
    const standsIn = new Set(item === null ? [] : rowPlaces(item));
    for (const collection of new Set([...wasIn, ...standsIn])) {
      const draft = await draftOf(collection);
      const before = draft.row(id);
      const after = standsIn.has(collection) ? row : null;
      if (before === null && after === null) continue;
      if (after === null) draft.remove(id);
      else draft.put(after);
      count(collection, before, after);
      if (collection === TRASH) continue;
      seen[before === null ? 'added' : after === null ? 'removed' : 'updated'].add(id);
    }
  };

  return { place, finish: () => finishRows(drafts, counts, seen) };
};

const finishRows = (
  drafts: ReadonlyMap<CollectionId, RowPagesDraft>,
  counts: ReadonlyMap<CollectionId, CollectionCounts>,
  seen: Readonly<Record<'added' | 'updated' | 'removed', ReadonlySet<MediaId>>>,
): RowChanges => {
  const changed = [...drafts].filter(([, draft]) => draft.dirty.size > 0);
  const pages = new Map(changed.map(([collection, draft]) => [collection, draft.finish()]));
  const pageWrites = changed.flatMap(([collection, draft]) =>
    [...draft.dirty].map((number): CatalogWrite => ({
      table: 'rows',
      key: [collection, number],
      value: pageToRecord(pages.get(collection)?.pages[number] ?? []),
    })),
  );
  const countWrites = changed.map(([collection]): CatalogWrite => ({
    table: 'meta',
    key: ['counts', collection],
    value: { ...(counts.get(collection) ?? NO_COUNTS) },
  }));
  return {
    writes: [...pageWrites, ...countWrites],
    counts,
    pages,
    change: {
      added: [...seen.added],
      updated: [...seen.updated],
      removed: [...seen.removed],
      collections: [...pages.keys()],
    },
  };
};
