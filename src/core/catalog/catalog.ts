import type { BlobHash, CollectionId, MediaId } from '../base/ids.ts';
import type { Plain } from '../base/plain.ts';
import type { Breathe } from '../base/stretches.ts';
import type { JournalCheckpoint, JournalPosition } from '../journal/journal.ts';
import type { EntityId, EntityKind } from '../spaces/version.ts';
import { type CatalogState, NO_STATE } from './catalog-state.ts';
import type {
  CatalogKey,
  CatalogRange,
  CatalogRecord,
  CatalogStore,
  CatalogWrite,
} from './catalog-store.ts';
import {
  type CheckedStore,
  createCheckedStore,
  isDamage,
  type RecordWalk,
} from './checked-store.ts';
import type { ProjectionContext } from './projection-context.ts';
import { createEntityReader } from './entity-reader.ts';
import type { JournalEntry } from './journal-entry.ts';
import { type CatalogChange, projectEntries } from './projection.ts';
import {
  type BlobCopy,
  type BlobRecord,
  type EntityState,
  entityKey,
  ownCopy,
  recordToEntity,
  withOwnCopy,
} from './records.ts';
import { loadState } from './load-state.ts';
import { createMissingBlobs } from './missing-blobs.ts';
import { CHECKED_UNTIL, type RecordCheck, createRecordCheck } from './record-check.ts';
import { type RowCache, createRowCache } from './row-cache.ts';
import type { RowPages } from './row-pages.ts';
import { type MediaState, entityToMedia } from './shown.ts';
import { createWriteLock } from './write-lock.ts';
import { createWrittenKeys, getWritten } from './written-keys.ts';

/** Raised whenever a record's shape changes. */
const CATALOG_FORM = 5;
const NOTHING_SEEN = { seen: new Map(), reshown: [] };
/** What part of taking entries in is their projection; the commit is the rest. */
const PROJECTED = 0.5;

/**
 * The catalogue: what the journal says, in the form that questions are asked in. It is a cache; `apply`
 * is its only way to change, and applying the whole journal to an empty one gives an equal one. Whatever
 * reads rejects 'catalog-damaged' where a record is not what was written, or is gone: then it is to be cleared
 * and made again.
 */
export interface Catalog {
  state(): CatalogState;
  /** Whether opening it met damage: then `state` knows nothing, and it is to be made again before it is used. */
  isDamaged(): boolean;
  entities(kind: EntityKind, ids: readonly EntityId[]): Promise<readonly EntityState[]>;
  /** Items by id; `null` where there is none (or it was purged). */
  media(ids: readonly MediaId[]): Promise<readonly (MediaState | null)[]>;
  /** Rows of one collection in no order. */
  rows(collection: CollectionId): Promise<RowPages>;
  blobs(hashes: readonly BlobHash[]): Promise<readonly (BlobRecord | null)[]>;
  /**
   * Blobs whose own copy was not there when it was last looked for. The set goes on with the catalogue: who
   * needs it as it is now takes from it before waiting for anything.
   */
  missing(): Promise<ReadonlySet<BlobHash>>;
  /** Every blob hash that a record names, in batches in order. */
  blobHashes(): AsyncIterable<readonly BlobHash[]>;
  local(key: CatalogKey): Promise<Plain | undefined>;
  scan(
    table: 'local' | 'acts' | 'befores' | 'entities' | 'blobs',
    range: CatalogRange,
  ): Promise<readonly CatalogRecord[]>;
  /** All records of a table or of one group of it; rejects at the end where one is gone. */
  readonly walk: RecordWalk;
  /** The same without those that are damaged or gone, which nobody is told of. */
  readonly salvage: RecordWalk;
  readonly check: RecordCheck;
  /**
   * Takes in entries that the journal holds up to `position`; one transaction. Many are worked on in
   * stretches, between which others are answered as before it; `onPart` hears of what is done, from 0 to 1.
   */
  apply(
    entries: readonly JournalEntry[],
    position: JournalPosition | null,
    onPart?: (part: number) => void,
  ): Promise<CatalogChange>;
  /** Keeps entities that are read while `task` runs; for an act, which reads the same ones several times. */
  holding<T>(task: () => Promise<T>): Promise<T>;
  /** Notes what was seen of own copies: a cache's knowledge, not journaled. Rows follow; blobs that no record names are left out. */
  noteBlobs(seen: ReadonlyMap<BlobHash, Partial<BlobCopy>>): Promise<CatalogChange>;
  /** Forgets everything, to be made again from the journal. */
  clear(): Promise<void>;
  /** The journal has been taken in to its end: what a rebuild kept in mind to be quick may go. */
  settle(): void;
  /** What the next start may believe of the journal; `null` where nothing was kept. */
  checkpoint(): Promise<JournalCheckpoint | null>;
  keepCheckpoint(checkpoint: JournalCheckpoint): Promise<void>;
}

/** Opens the catalogue that `store` holds, empty where it is new. */
export const openCatalog = async (
  unchecked: CatalogStore,
  breathe: Breathe = () => Promise.resolve(),
): Promise<Catalog> => {
  const store = createCheckedStore(unchecked);
  const found = await openState(store);
  let state = found ?? NO_STATE;
  let isDamaged = found === null;
  const rowCache = createRowCache(store, breathe);
  const missing = createMissingBlobs(store, breathe);
  /** Each projection reads what the one before it wrote; what readers note may come at any time. */
  const inTurn = createWriteLock();
  let written = createWrittenKeys(state);

  const reader = createEntityReader(store, breathe);
  const entities: Catalog['entities'] = (kind, ids) => reader.read(kind, ids, (state) => state);
  const blobs: Catalog['blobs'] = async (hashes) =>
    (
      await store.get(
        'blobs',
        hashes.map((hash) => [hash]),
      )
    ).map((record) => (record as BlobRecord | undefined) ?? null);

  const project = async (
    entries: readonly JournalEntry[],
    position: JournalPosition | null,
    seen: Pick<ProjectionContext, 'seen' | 'reshown'>,
    onPart: (part: number) => void = () => undefined,
  ): Promise<CatalogChange> => {
    const projected = await projectEntries(entries, {
      state,
      ...seen,
      breathe,
      onPart: (part) => onPart(part * PROJECTED),
      entities: async (kind, ids) => {
        if (written === null) return entities(kind, ids);
        const keys = ids.map((id) => entityKey(kind, id));
        return (await getWritten(store, written, 'entities', keys)).map(recordToEntity);
      },
      blobs: async (hashes) => {
        const keys = hashes.map((hash) => [hash]);
        const records = await getWritten(store, written, 'blobs', keys);
        return records.map((record) => (record as BlobRecord | undefined) ?? null);
      },
      rows: rowCache.read,
      localKeys: (prefix) => store.keys('local', { prefix }),
    });
    const next = { ...projected.state, position: position ?? state.position };
    const writes = [...projected.writes, positionWrite(next.position)];
    await commitOrForget(store, writes, rowCache, (done) =>
      onPart(PROJECTED + (1 - PROJECTED) * (done / writes.length)),
    );
    reader.forget();
    state = next;
    missing.note(projected.missing);
    written?.note(projected.writes);
    for (const [collection, pages] of projected.rows) rowCache.put(collection, pages);
    return projected.change;
  };

  return {
    state: () => state,
    entities,
    holding: reader.holding,
    media: (ids) =>
      reader.read('media', ids, (state, id) => entityToMedia(id as MediaId, state)),
    rows: rowCache.read,
    blobs,
    missing: missing.read,
    blobHashes: () => walkBlobHashes(store),
    local: async (key) => (await store.get('local', [key]))[0],
    scan: (table, range) => store.scan(table, range),
    isDamaged: () => isDamaged,
    walk: store.walk,
    salvage: store.salvage,
    check: createRecordCheck(store, breathe),
    apply: (entries, position, onPart) =>
      inTurn(() => project(entries, position, NOTHING_SEEN, onPart)),
    noteBlobs: (seen) =>
      inTurn(async () => {
        const known = await blobs([...seen.keys()]);
        const records = new Map<BlobHash, { before: BlobRecord; after: BlobRecord }>();
        const reshown: MediaId[] = [];
        for (const [i, [hash, change]] of [...seen].entries()) {
          const before = known[i] ?? null;
          if (before === null) continue;
          const after = withOwnCopy(before, change);
          records.set(hash, { before, after });
          if (ownCopy(before)?.state !== ownCopy(after)?.state) reshown.push(...before.media);
        }
        return project([], null, { seen: records, reshown });
      }),
    clear: () =>
      inTurn(async () => {
        await startOver(store);
        reader.forget();
        rowCache.clear();
        missing.forget();
        state = await loadState(store);
        isDamaged = false;
        written = createWrittenKeys(state);
      }),
    settle: () => {
      written = null;
    },
    checkpoint: async () => {
      if (isDamaged) return null;
      const [kept] = await store.get('meta', [['checkpoint']]);
      return (kept as unknown as JournalCheckpoint | undefined) ?? null;
    },
    keepCheckpoint: (checkpoint) =>
      store.commit([{ table: 'meta', key: ['checkpoint'], value: checkpoint }]),
  };
};

const positionWrite = (position: JournalPosition | null): CatalogWrite => ({
  table: 'meta',
  key: ['position'],
  value: position === null ? undefined : { ...position },
});

/** What a store holds; `null` where it is damaged. */
const openState = async (store: CheckedStore): Promise<CatalogState | null> => {
  try {
    await clearOtherForm(store);
    // What nothing else reads is noticed as well.
    await store.get('meta', [['checkpoint'], CHECKED_UNTIL]);
    return await loadState(store);
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
};

/** A catalogue of another form is not migrated: it is a cache, and the journal makes it again. */
const clearOtherForm = async (store: CatalogStore): Promise<void> => {
  const [form] = await store.get('meta', [['form']]);
  if (form !== CATALOG_FORM) await startOver(store);
};

/** The form is written last: a clearing that was cut off is begun again. */
const startOver = async (store: CatalogStore): Promise<void> => {
  await store.clear();
  await store.commit([{ table: 'meta', key: ['form'], value: CATALOG_FORM }]);
};

/** A commit that fails leaves memory as it was before it; what was read for it is read anew. */
const commitOrForget = async (
  store: CatalogStore,
  writes: readonly CatalogWrite[],
  rowCache: RowCache,
  onDone: (writes: number) => void,
): Promise<void> => {
  try {
    await store.commit(writes, onDone);
  } catch (error) {
    rowCache.clear();
    throw error;
  }
};

async function* walkBlobHashes(store: CheckedStore): AsyncIterable<readonly BlobHash[]> {
  for await (const keys of store.walkKeys('blobs')) yield keys.map((key) => key[0] as BlobHash);
}
