import type { BlobHash, CollectionId, LinkId, MediaId } from '../base/ids.ts';
import type { Plain } from '../base/plain.ts';
import { HmError } from '../base/hm-error.ts';
import { type CollectionRecord, createTree } from '../collections/tree.ts';
import type { LinkRecord } from '../collections/links.ts';
import type { JournalCheckpoint, JournalPosition } from '../journal/journal.ts';
import type { MediaRow } from '../media/media.ts';
import type { EntityId, EntityKind } from '../spaces/version.ts';
import type { BlobTotals, CatalogState, CollectionCounts, Written } from './catalog-state.ts';
import type {
  CatalogKey,
  CatalogRange,
  CatalogRecord,
  CatalogStore,
  CatalogWrite,
} from './catalog-store.ts';
import type { JournalEntry } from './journal-entry.ts';
import { type CatalogChange, projectEntries } from './projection.ts';
import {
  type BlobCopy,
  type BlobRecord,
  type EntityState,
  entityKey,
  recordToEntity,
  withOwnCopy,
} from './records.ts';
import { type MediaState, entityToCollection, entityToLink, entityToMedia } from './shown.ts';
import { NO_ROWS, createRowPages, recordToPage, type RowPages } from './row-pages.ts';
import { createWriteLock } from './write-lock.ts';
import { createWrittenKeys, getWritten } from './written-keys.ts';

/** Raised whenever a record's shape changes. */
const CATALOG_FORM = 1;
/** Rows that are kept in memory once read, over all collections. */
const ROWS_IN_MEMORY = 300_000;
/** Records read at once where a table is walked. */
const BATCH = 2_000;

/**
 * The catalogue: what the journal says, in the form that questions are asked in. It is a cache; `apply`
 * is its only way to change, and applying the whole journal to an empty one gives an equal one.
 */
export interface Catalog {
  state(): CatalogState;
  entities(kind: EntityKind, ids: readonly EntityId[]): Promise<readonly EntityState[]>;
  /** Items by id; `null` where there is none (or it was purged). */
  media(ids: readonly MediaId[]): Promise<readonly (MediaState | null)[]>;
  /** Rows of one collection in no order; 'catalog-damaged' where a page's checksum is wrong. */
  rows(collection: CollectionId): Promise<RowPages>;
  blobs(hashes: readonly BlobHash[]): Promise<readonly (BlobRecord | null)[]>;
  /** Every blob hash that a record names, in batches in order. */
  blobHashes(): AsyncIterable<readonly BlobHash[]>;
  local(key: CatalogKey): Promise<Plain | undefined>;
  scan(
    table: 'local' | 'acts' | 'entities' | 'blobs',
    range: CatalogRange,
  ): Promise<readonly CatalogRecord[]>;
  /** Takes in entries that the journal holds up to `position`; one transaction. */
  apply(
    entries: readonly JournalEntry[],
    position: JournalPosition | null,
  ): Promise<CatalogChange>;
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
export const openCatalog = async (store: CatalogStore): Promise<Catalog> => {
  await clearOtherForm(store);
  let state = await loadState(store);
  const rowCache = createRowCache(store);
  /** Each projection reads what the one before it wrote; what readers note may come at any time. */
  const inTurn = createWriteLock();
  let written = createWrittenKeys(state);

  const entities: Catalog['entities'] = async (kind, ids) =>
    (
      await store.get(
        'entities',
        ids.map((id) => entityKey(kind, id)),
      )
    ).map(recordToEntity);
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
    seen: ReadonlyMap<BlobHash, BlobRecord>,
  ): Promise<CatalogChange> => {
    const projected = await projectEntries(entries, {
      state,
      seen,
      entities: async (kind, ids) => {
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
    await commitOrForget(store, [...projected.writes, positionWrite(next.position)], rowCache);
    state = next;
    written?.note(projected.writes);
    for (const [collection, pages] of projected.rows) rowCache.put(collection, pages);
    return projected.change;
  };

  return {
    state: () => state,
    entities,
    media: async (ids) =>
      (await entities('media', ids)).map((entity, i) =>
        entityToMedia(ids[i] as MediaId, entity),
      ),
    rows: rowCache.read,
    blobs,
    blobHashes: () => walkBlobHashes(store),
    local: async (key) => (await store.get('local', [key]))[0],
    scan: (table, range) => store.scan(table, range),
    apply: (entries, position) => inTurn(() => project(entries, position, new Map())),
    noteBlobs: (seen) =>
      inTurn(async () => {
        const known = await blobs([...seen.keys()]);
        const records = [...seen].flatMap(([hash, change], i) => {
          const record = known[i] ?? null;
          return record === null ? [] : [[hash, withOwnCopy(record, change)] as const];
        });
        return project([], null, new Map(records));
      }),
    clear: () =>
      inTurn(async () => {
        await startOver(store);
        rowCache.clear();
        state = await loadState(store);
        written = createWrittenKeys(state);
      }),
    settle: () => {
      written = null;
    },
    checkpoint: async () => {
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
): Promise<void> => {
  try {
    await store.commit(writes);
  } catch (error) {
    rowCache.clear();
    throw error;
  }
};

const loadState = async (store: CatalogStore): Promise<CatalogState> => {
  const collections: CollectionRecord[] = [];
  for await (const { key, value } of walk(store, 'entities', ['collection'])) {
    const id = key[1] as CollectionId;
    const shown = entityToCollection(recordToEntity(value));
    if (shown !== null) collections.push({ id, ...shown });
  }
  const links = new Map<LinkId, LinkRecord>();
  for await (const { key, value } of walk(store, 'entities', ['link'])) {
    const id = key[1] as LinkId;
    const body = entityToLink(recordToEntity(value));
    if (body !== null) links.set(id, { id, body });
  }
  const counts = new Map<CollectionId, CollectionCounts>();
  for await (const { key, value } of walk(store, 'meta', ['counts'])) {
    counts.set(key[1] as CollectionId, value as unknown as CollectionCounts);
  }
  const [position, totals, written] = await store.get('meta', [
    ['position'],
    ['totals'],
    ['written'],
  ]);
  const [lastAct] = await store.keys('acts', { reverse: true, limit: 1 });
  return {
    tree: createTree(collections),
    links,
    counts,
    missing: await loadMissing(store),
    totals: (totals as unknown as BlobTotals | undefined) ?? { blobs: 0, bytes: 0 },
    written: (written as unknown as Written | undefined) ?? { hlc: null, counters: {} },
    acts: Number(lastAct?.[0] ?? -1) + 1,
    position: (position as unknown as JournalPosition | undefined) ?? null,
  };
};

const loadMissing = async (store: CatalogStore): Promise<ReadonlySet<BlobHash>> => {
  const keys = await store.keys('meta', { prefix: ['missing'] });
  return new Set(keys.map((key) => key[1] as BlobHash));
};

async function* walk(
  store: CatalogStore,
  table: 'entities' | 'meta',
  prefix: CatalogKey,
): AsyncIterable<CatalogRecord> {
  let after: CatalogKey | undefined;
  for (;;) {
    const batch = await store.scan(table, {
      prefix,
      limit: BATCH,
      ...(after === undefined ? {} : { after }),
    });
    yield* batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) return;
    after = last.key;
  }
}

async function* walkBlobHashes(store: CatalogStore): AsyncIterable<readonly BlobHash[]> {
  const limit = 20_000;
  let after: CatalogKey | undefined;
  for (;;) {
    const keys = await store.keys('blobs', {
      limit,
      ...(after === undefined ? {} : { after }),
    });
    yield keys.map((key) => key[0] as BlobHash);
    const last = keys.at(-1);
    if (last === undefined || keys.length < limit) return;
    after = last;
  }
}

interface RowCache {
  read(collection: CollectionId): Promise<RowPages>;
  put(collection: CollectionId, pages: RowPages): void;
  clear(): void;
}

/** Collections' rows by last use, forgotten from the oldest when they grow beyond their share of memory. */
const createRowCache = (store: CatalogStore): RowCache => {
  const cached = new Map<CollectionId, RowPages>();
  let changes = 0;
  const hold = (collection: CollectionId, pages: RowPages): void => {
    cached.delete(collection);
    cached.set(collection, pages);
    let rows = 0;
    for (const held of cached.values()) rows += held.pageById.size;
    for (const [oldest, held] of cached) {
      if (rows <= ROWS_IN_MEMORY || oldest === collection) break;
      cached.delete(oldest);
      rows -= held.pageById.size;
    }
  };
  const read = async (collection: CollectionId): Promise<RowPages> => {
    const since = changes;
    const pages = cached.get(collection) ?? (await readRowPages(store, collection));
    // What was read while an act was committed may be from before it.
    if (since !== changes) return read(collection);
    hold(collection, pages);
    return pages;
  };
  return {
    read,
    put: (collection, pages) => {
      changes += 1;
      hold(collection, pages);
    },
    clear: () => {
      changes += 1;
      cached.clear();
    },
  };
};

const readRowPages = async (
  store: CatalogStore,
  collection: CollectionId,
): Promise<RowPages> => {
  const records = await store.scan('rows', { prefix: [collection] });
  if (records.length === 0) return NO_ROWS;
  const pages: (readonly MediaRow[])[] = [];
  for (const { key, value } of records) {
    const page = recordToPage(value);
    if (page === null) {
      throw new HmError(
        'catalog-damaged',
        'A page of the catalogue is damaged. It is made again from the journal.',
        { collection, page: key[1] ?? null },
      );
    }
    pages[Number(key[1])] = page;
  }
  return createRowPages(
    Array.from(pages, (page: readonly MediaRow[] | undefined) => page ?? []),
  );
};
