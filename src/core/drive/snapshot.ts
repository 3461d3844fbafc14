import type { ActHead } from '../catalog/act-records.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogKey, CatalogRecord } from '../catalog/catalog-store.ts';
import type { ActEntry, Before, JournalEntry, LocalEntry } from '../catalog/journal-entry.ts';
import { type BlobRecord, ownCopy, recordToEntity } from '../catalog/records.ts';
import { hlcToMs } from '../spaces/hlc.ts';
import type { EntityKind, Version } from '../spaces/version.ts';

const DAY_MS = 86_400_000;
/** How long a tombstone is kept: a device away for longer is asked, never merged blindly. */
export const TOMBSTONE_DAYS = 400;
/** How long an act can be undone across a compaction; its audit line stays. */
export const UNDO_DAYS = 30;

/**
 * What the journal says, without what nobody needs any more: heads, tombstones of 400 days, blobs,
 * local records, and one audit line per act (with what undo needs for 30 days). Read from the
 * catalogue, which must not change meanwhile. Rejects 'catalog-damaged' where a record is damaged or gone.
 */
export async function* snapshotEntries(
  catalog: Pick<Catalog, 'walk'>,
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
  for await (const act of actsInOrder(catalog)) {
    yield isOld(act, nowMs) || !isWhole(act) ? toFinal(act) : act;
  }
}

/** Acts as they were written, with all that they changed. */
async function* actsInOrder(catalog: Pick<Catalog, 'walk'>): AsyncIterable<ActEntry> {
  const pieces = walk(catalog, 'befores')[Symbol.asyncIterator]();
  let next = await pieces.next();
  for await (const { key, value } of walk(catalog, 'acts')) {
    const before: Before[] = [];
    for (; next.done !== true && Number(next.value.key[0]) <= Number(key[0]);) {
      const isOwn = next.value.key[0] === key[0];
      if (isOwn) before.push(...(next.value.value as unknown as readonly Before[]));
      next = await pieces.next();
    }
    yield { ...(value as unknown as ActHead), before };
  }
  // To the end, which tells whether any is gone.
  while (next.done !== true) next = await pieces.next();
}

/**
 * Entities by key, but each item's placements right behind the item: who takes the snapshot in finds
 * both in one batch, and writes the item once.
 */
async function* entitiesInOrder(catalog: Pick<Catalog, 'walk'>): AsyncIterable<CatalogRecord> {
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
  catalog: Pick<Catalog, 'walk'>,
  table: 'local' | 'blobs' | 'entities' | 'acts' | 'befores',
  prefix: CatalogKey = [],
): AsyncIterable<CatalogRecord> {
  for await (const batch of catalog.walk(table, prefix)) yield* batch;
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

const toFinal = (act: ActEntry): ActEntry => ({
  ...act,
  before: [],
  result: null,
  isFinal: true,
});

/** What a salvage could not read all of cannot be taken back. */
const isWhole = ({ before, changes }: ActEntry): boolean =>
  changes === undefined || before.length === changes;

const isOld = ({ at }: ActEntry, nowMs: number): boolean =>
  Date.parse(at) < nowMs - UNDO_DAYS * DAY_MS;
