import type { CollectionId, LinkId } from '../base/ids.ts';
import { type CollectionRecord, createTree } from '../collections/tree.ts';
import type { LinkRecord } from '../collections/links.ts';
import type { JournalPosition } from '../journal/journal.ts';
import { type CatalogState, type CollectionCounts, NO_STATE } from './catalog-state.ts';
import type { CatalogKey, CatalogRecord } from './catalog-store.ts';
import type { CheckedStore } from './checked-store.ts';
import { MISSING } from './missing-blobs.ts';
import { recordToEntity } from './records.ts';
import type { SharedCounts } from './shared-counts.ts';
import { entityToCollection, entityToLink } from './shown.ts';

/** Reads what memory holds whole: small however many items there are. */
export const loadState = async (store: CheckedStore): Promise<CatalogState> => {
  const collections: CollectionRecord[] = [];
  for await (const { key, value } of recordsOf(store, 'entities', ['collection'])) {
    const id = key[1] as CollectionId;
    const shown = entityToCollection(recordToEntity(value));
    if (shown !== null) collections.push({ id, ...shown });
  }
  const links = new Map<LinkId, LinkRecord>();
  for await (const { key, value } of recordsOf(store, 'entities', ['link'])) {
    const id = key[1] as LinkId;
    const body = entityToLink(recordToEntity(value));
    if (body !== null) links.set(id, { id, body });
  }
  const counts = new Map<CollectionId, CollectionCounts>();
  for await (const { key, value } of recordsOf(store, 'meta', ['counts'])) {
    counts.set(key[1] as CollectionId, value as unknown as CollectionCounts);
  }
  const shared = new Map<string, SharedCounts>();
  for await (const { key, value } of recordsOf(store, 'meta', ['shared'])) {
    shared.set(String(key[1]), value as unknown as SharedCounts);
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
    shared,
    missing: await store.count('meta', MISSING),
    totals: (totals as unknown as CatalogState['totals'] | undefined) ?? NO_STATE.totals,
    written: (written as unknown as CatalogState['written'] | undefined) ?? NO_STATE.written,
    acts: Number(lastAct?.[0] ?? -1) + 1,
    position: (position as unknown as JournalPosition | undefined) ?? null,
  };
};

async function* recordsOf(
  store: CheckedStore,
  table: 'entities' | 'meta',
  prefix: CatalogKey,
): AsyncIterable<CatalogRecord> {
  for await (const batch of store.walk(table, prefix)) yield* batch;
}
