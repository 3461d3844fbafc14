import type { CollectionId, MediaId } from '../base/ids.ts';
import type { Breathe } from '../base/stretches.ts';
import type { Availability, MediaRow } from '../media/media.ts';
import { mediaToRow } from '../media/media-row.ts';
import type { CatalogState, CollectionCounts } from './catalog-state.ts';
import type { CatalogWrite } from './catalog-store.ts';
import { type BlobRecord, ownCopy } from './records.ts';
import { type RowPages, type RowPagesDraft, draftRowPages, pageToRecord } from './row-pages.ts';
import {
  type CountedItem,
  createSharedLedger,
  type SharedCountsByKey,
  type SharedLedger,
} from './shared-counts.ts';
import type { MediaState } from './shown.ts';

/** What changed of the rows and counts. */
export interface RowChanges {
  readonly writes: readonly CatalogWrite[];
  readonly counts: ReadonlyMap<CollectionId, CollectionCounts>;
  readonly shared: SharedCountsByKey;
  readonly pages: ReadonlyMap<CollectionId, RowPages>;
  readonly change: {
    readonly added: readonly MediaId[];
    readonly updated: readonly MediaId[];
    readonly removed: readonly MediaId[];
    readonly collections: readonly CollectionId[];
  };
}

/** An item as it was and as it is. */
export interface PlacedItem {
  readonly id: MediaId;
  readonly item: MediaState | null;
  readonly was: MediaState | null;
  /** Where it had rows. */
  readonly wasIn: readonly CollectionId[];
  /** What is known of its bytes; `undefined` where its row says that already. */
  readonly blob: BlobRecord | null | undefined;
}

/** Keeps the rows of collections, and their counts, as items come, change and go. */
export interface RowProjector {
  /** Makes the item's rows right: in each collection that it stands in, and gone where it stood before. */
  place(placed: PlacedItem): Promise<void>;
  finish(breathe: Breathe): Promise<RowChanges>;
}

const NO_COUNTS: CollectionCounts = { mediaCount: 0, totalSizeBytes: 0 };

/** Where trashed items have their rows; no collection bears this id. */
export const TRASH = '~trash' as CollectionId;

/** Where an item's bytes count: its collections, or the trash alone. */
const countPlaces = (item: MediaState): readonly CollectionId[] =>
  item.body.trashedAt === null ? item.placedIn : [TRASH];

/** The row lists that an item stands in: where it counts, and nowhere for a further part of a composite. */
export const rowPlaces = (item: MediaState): readonly CollectionId[] =>
  item.body.partOf === null ? countPlaces(item) : [];

/** Where an item counts without a row. */
const hiddenPlaces = (item: MediaState | null): readonly CollectionId[] =>
  item === null || item.body.partOf === null ? [] : countPlaces(item);

/** What an item adds to the counts. */
const countedItem = (item: MediaState | null): CountedItem | null =>
  item === null
    ? null
    : {
        places: countPlaces(item),
        mediaCount: item.body.partOf === null ? 1 : 0,
        totalSizeBytes: item.body.sizeBytes,
      };

/** What a listing says of the bytes, from what is known of their copies. */
export const availabilityOf = (blob: BlobRecord | null): Availability => {
  const own = ownCopy(blob);
  if (own === null || own.state === 'missing') return 'missing';
  return own.state === 'damaged' ? 'damaged' : 'local';
};

/** Starts from the counts and rows as they stand. */
export const createRowProjector = (
  before: Pick<CatalogState, 'counts' | 'shared'>,
  readRows: (collection: CollectionId) => Promise<RowPages>,
): RowProjector => {
  const drafts = new Map<CollectionId, RowPagesDraft>();
  const counts = new Map(before.counts);
  const shared = createSharedLedger(before.shared);
  /** Collections whose bytes changed without a row. */
  const resized = new Set<CollectionId>();
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

  /** Bytes of a further part count where it stands, though its composite alone has a row there. */
  const countHidden = ({ item, was }: PlacedItem): void => {
    const before = new Set(hiddenPlaces(was));
    const after = new Set(hiddenPlaces(item));
    for (const collection of new Set([...before, ...after])) {
      const known = counts.get(collection) ?? NO_COUNTS;
      const bytes =
        (after.has(collection) ? (item?.body.sizeBytes ?? 0) : 0) -
        (before.has(collection) ? (was?.body.sizeBytes ?? 0) : 0);
      if (bytes === 0) continue;
      counts.set(collection, { ...known, totalSizeBytes: known.totalSizeBytes + bytes });
      resized.add(collection);
    }
    const whole = item?.body.partOf ?? null;
    if (whole !== null && item?.body.trashedAt === null) seen.updated.add(whole);
  };

  const availableAs = async ({ id, wasIn, blob }: PlacedItem): Promise<Availability> => {
    if (blob !== undefined) return availabilityOf(blob);
    const [first] = wasIn;
    const row = first === undefined ? null : (await draftOf(first)).row(id);
    return row?.availability ?? 'missing';
  };

  const place: RowProjector['place'] = async (placed) => {
    const { id, item, wasIn } = placed;
    countHidden(placed);
    shared.change(countedItem(placed.was), countedItem(item));
    const row = item === null ? null : mediaToRow(id, item.body, await availableAs(placed));
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

  return {
    place,
    finish: (breathe) => finishRows(drafts, counts, shared, resized, seen, breathe),
  };
};

const finishRows = async (
  drafts: ReadonlyMap<CollectionId, RowPagesDraft>,
  counts: ReadonlyMap<CollectionId, CollectionCounts>,
  ledger: SharedLedger,
  resized: ReadonlySet<CollectionId>,
  seen: Readonly<Record<'added' | 'updated' | 'removed', ReadonlySet<MediaId>>>,
  breathe: Breathe,
): Promise<RowChanges> => {
  const changed = [...drafts].filter(([, draft]) => draft.dirty.size > 0);
  const pages = new Map(changed.map(([collection, draft]) => [collection, draft.finish()]));
  const pageWrites: CatalogWrite[] = [];
  for (const [collection, draft] of changed) {
    for (const number of draft.dirty) {
      if (pageWrites.length > 0) await breathe();
      const value = pageToRecord(pages.get(collection)?.pages[number] ?? []);
      pageWrites.push({ table: 'rows', key: [collection, number], value });
    }
  }
  const counted = new Set([...pages.keys(), ...resized]);
  const countWrites = [...counted].map((collection): CatalogWrite => ({
    table: 'meta',
    key: ['counts', collection],
    value: { ...(counts.get(collection) ?? NO_COUNTS) },
  }));
  const { shared, writes } = ledger.finish();
  return {
    writes: [...pageWrites, ...countWrites, ...writes],
    counts,
    shared,
    pages,
    change: {
      added: [...seen.added],
      updated: [...seen.updated],
      removed: [...seen.removed],
      collections: [...counted],
    },
  };
};
