import type { ActHead } from '../catalog/act-records.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogKey, CatalogRecord } from '../catalog/catalog-store.ts';
import type { ActEntry, JournalEntry, LocalEntry } from '../catalog/journal-entry.ts';
import { type BlobRecord, ownCopy, recordToEntity } from '../catalog/records.ts';
import { hlcToMs } from '../spaces/hlc.ts';
import type { EntityKind, Version } from '../spaces/version.ts';
import { readActs, wholeActs } from './read-acts.ts';

const DAY_MS = 86_400_000;
/** How long a tombstone is kept: a device away for longer is asked, never merged blindly. */
export const TOMBSTONE_DAYS = 400;
/** How long an act can be undone across a compaction; its audit line stays. */
export const UNDO_DAYS = 30;
const BATCH = 1_000;

/**
 * What the journal says, without what nobody needs any more: heads, tombstones of 400 days, blobs,
 * local records, and one audit line per act (with what undo needs for 30 days). Read from the
 * catalogue, which must not change meanwhile.
 */
export async function* snapshotEntries(
  catalog: Catalog,
  nowMs: number,
): AsyncIterable<JournalEntry> {
  for await (const record of walk(catalog, 'local')) yield localToEntry(record);
  for await (const { key, value } of walk(catalog, 'blobs')) {
    yield* blobToEntries(String(key[0]), value as unknown as BlobRecord);
  }
  for await (const { key, value } of entitiesInOrder(catalog)) {
    const state = recordToEntity(value);
    const kept = state.heads.filter((head) => !isOldTombstone(head, nowMs));
    for (const { bytes } of kept) yield { e: 'version', bytes };
    const [kind, ...ids] = key;
    const entity = ids.join('.');
    if (kept.length > 0 && state.versions !== kept.length) {
      yield { e: 'count', kind: kind as EntityKind, entity, versions: state.versions };
    }
  }
  for await (const batch of readActs(catalog)) {
    for (const numbered of batch) {
      if (isOld(numbered.act, nowMs)) yield toFinal(numbered.act);
      else yield* await wholeActs(catalog, [numbered]);
    }
  }
}

/**
 * Entities by key, but each item's placements right behind the item: who takes the snapshot in finds
 * both in one batch, and writes the item once.
 */
async function* entitiesInOrder(catalog: Catalog): AsyncIterable<CatalogRecord> {
  const placements = walk(catalog, 'entities', ['placement'])[Symbol.asyncIterator]();
  let next = await placements.next();
  const nextOf = (key: CatalogKey | null): boolean =>
    next.done !== true && (key === null || String(next.value.key[1]) <= String(key[1]));
  for await (const record of walk(catalog, 'entities')) {
    if (record.key[0] === 'placement') continue;
    yield record;
    while (record.key[0] === 'media' && nextOf(record.key)) {
      yield next.value as CatalogRecord;
      next = await placements.next();
    }
  }
  for (; nextOf(null); next = await placements.next()) yield next.value as CatalogRecord;
}

async function* walk(
  catalog: Catalog,
  table: 'local' | 'blobs' | 'entities',
  prefix: CatalogKey = [],
): AsyncIterable<CatalogRecord> {
  let after: CatalogKey | undefined;
  for (;;) {
    const batch = await catalog.scan(table, {
      prefix,
      limit: BATCH,
      ...(after === undefined ? {} : { after }),
    });
    yield* batch;
    after = batch.at(-1)?.key;
    if (after === undefined || batch.length < BATCH) return;
  }
}

/** Genesis and devices are kept among the local records under their own keys, as they were written. */
const localToEntry = ({ key, value }: CatalogRecord): JournalEntry =>
  key[0] === 'genesis' || key[0] === 'device'
    ? (value as unknown as JournalEntry)
    : ({ e: 'local', key, value } satisfies LocalEntry);

const blobToEntries = (hash: string, record: BlobRecord): readonly JournalEntry[] => [
  {
    e: 'blob',
    hash: hash as never,
    sizeBytes: record.sizeBytes,
    listHash: record.listHash,
    verifiedAt: ownCopy(record)?.verifiedAt ?? new Date(0).toISOString(),
  },
];

const isOldTombstone = (head: Version, nowMs: number): boolean =>
  head.tombstone !== null && hlcToMs(head.hlc) < nowMs - TOMBSTONE_DAYS * DAY_MS;

const toFinal = (act: ActHead): ActEntry => ({
  ...act,
  before: [],
  result: null,
  isFinal: true,
});

const isOld = ({ at }: ActHead, nowMs: number): boolean =>
  Date.parse(at) < nowMs - UNDO_DAYS * DAY_MS;
