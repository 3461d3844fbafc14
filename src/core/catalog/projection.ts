import type { Author, BlobHash, CollectionId, LinkId, MediaId } from '../base/ids.ts';
import { type CollectionRecord, changeTree } from '../collections/tree.ts';
import { parseVersion } from '../spaces/version-codec.ts';
import { insertHead } from '../spaces/heads.ts';
import { type EntityId, type EntityKind, type Version } from '../spaces/version.ts';
import type { BlobTotals, CatalogState, Written } from './catalog-state.ts';
import type { CatalogKey, CatalogWrite } from './catalog-store.ts';
import type { BlobEntry, BlobGoneEntry, JournalEntry } from './journal-entry.ts';
import { type LocalDraft, createLocalDraft } from './local-draft.ts';
import {
  type BlobRecord,
  type EntityState,
  NO_ENTITY,
  entityKey,
  entityToRecord,
  ownCopy,
  placementParts,
  withOwnCopy,
} from './records.ts';
import { type RowChanges, createRowProjector, rowPlaces } from './row-projection.ts';
import type { RowPages } from './row-pages.ts';
import { entityToCollection, entityToLink, entityToMedia } from './shown.ts';

/** What became different for those who look. */
export interface CatalogChange {
  readonly added: readonly MediaId[];
  readonly updated: readonly MediaId[];
  readonly removed: readonly MediaId[];
  /** Collections whose media, name or place changed. */
  readonly collections: readonly CollectionId[];
}

/** What a projection reads: the catalogue before it. */
export interface ProjectionContext {
  readonly state: CatalogState;
  /** Blob records that change by what was seen on disk, not by the journal. */
  readonly seen: ReadonlyMap<BlobHash, BlobRecord>;
  entities(kind: EntityKind, ids: readonly EntityId[]): Promise<readonly EntityState[]>;
  blobs(hashes: readonly BlobHash[]): Promise<readonly (BlobRecord | null)[]>;
  rows(collection: CollectionId): Promise<RowPages>;
  localKeys(prefix: CatalogKey): Promise<readonly CatalogKey[]>;
}

/** What a projection yields: writes to commit, and the memory that is true once they are. */
export interface Projected {
  readonly writes: readonly CatalogWrite[];
  readonly state: Omit<CatalogState, 'position'>;
  readonly rows: ReadonlyMap<CollectionId, RowPages>;
  readonly change: CatalogChange;
}

/** Turns journal entries into catalogue writes; reads what they touch, changes nothing itself. */
export const projectEntries = async (
  entries: readonly JournalEntry[],
  context: ProjectionContext,
): Promise<Projected> => {
  const parsed = parseVersions(entries);
  const versions = [...parsed.values()];
  const before = await readTouched(entries, versions, context);
  const after = insertVersions(before, entries, parsed);
  const blobs = await projectBlobs(entries, before, after, context);
  const rows = await projectRows(before, after, blobs.records, context);
  const local = await projectLocal(entries, context);
  const shown = projectShown(context.state, after);
  const acts = entries.filter((entry) => entry.e === 'act');
  const written = projectWritten(context.state.written, versions);
  return {
    writes: [
      ...entityWrites(after),
      ...rows.writes,
      ...[...blobs.records].map(([hash, value]) =>
        write('blobs', [hash], value === null ? undefined : { ...value }),
      ),
      ...blobs.missing.writes,
      write('meta', ['totals'], { ...blobs.totals }),
      write('meta', ['written'], { ...written }),
      ...acts.map((act, i) => write('acts', [context.state.acts + i], { ...act })),
      ...local.writes(),
    ],
    state: {
      ...shown.state,
      counts: rows.counts,
      totals: blobs.totals,
      missing: blobs.missing.hashes,
      written,
      acts: context.state.acts + acts.length,
    },
    rows: rows.pages,
    change: {
      ...rows.change,
      collections: [...new Set([...rows.change.collections, ...shown.touched])],
    },
  };
};

/** Entities by kind and id. */
type Touched = Map<EntityKind, Map<EntityId, EntityState>>;

const write = (
  table: CatalogWrite['table'],
  key: CatalogKey,
  value: CatalogWrite['value'] | object,
): CatalogWrite => ({ table, key, value: value as CatalogWrite['value'] });

/** Own frames had a right checksum; a version that does not parse is from a newer program and waits in the journal. */
const parseVersions = (
  entries: readonly JournalEntry[],
): ReadonlyMap<JournalEntry, Version> => {
  const versions = new Map<JournalEntry, Version>();
  for (const entry of entries) {
    const parsed = entry.e === 'version' ? parseVersion(entry.bytes) : null;
    if (parsed?.ok === true) versions.set(entry, parsed.value);
  }
  return versions;
};

const projectWritten = (before: Written, versions: readonly Version[]): Written => {
  const counters: Record<Author, number> = { ...before.counters };
  let { hlc } = before;
  for (const version of versions) {
    counters[version.author] = Math.max(counters[version.author] ?? 0, version.counter);
    if (hlc === null || version.hlc > hlc) hlc = version.hlc;
  }
  return { hlc, counters };
};

/** The entities that versions and counts touch as they were, with the items that placements or blobs speak of. */
const readTouched = async (
  entries: readonly JournalEntry[],
  versions: readonly Version[],
  context: ProjectionContext,
): Promise<Touched> => {
  const ids = new Map<EntityKind, Set<EntityId>>();
  const touch = (kind: EntityKind, id: EntityId): void => {
    ids.set(kind, (ids.get(kind) ?? new Set()).add(id));
  };
  for (const { kind, entity } of versions) {
    touch(kind, entity);
    if (kind === 'placement') touch('media', placementParts(entity)[0]);
  }
  for (const entry of entries) if (entry.e === 'count') touch(entry.kind, entry.entity);
  for (const record of context.seen.values()) for (const id of record.media) touch('media', id);
  for (const id of await readBearers(entries, context)) touch('media', id);
  const touched: Touched = new Map();
  for (const [kind, wanted] of ids) {
    const list = [...wanted];
    const states = await context.entities(kind, list);
    touched.set(kind, new Map(list.map((id, i) => [id, states[i] ?? NO_ENTITY])));
  }
  return touched;
};

/** Items that bear bytes which came again: their rows tell that a lost or damaged copy is healed. */
const readBearers = async (
  entries: readonly JournalEntry[],
  context: ProjectionContext,
): Promise<readonly MediaId[]> => {
  const hashes = entries.flatMap((entry) => (entry.e === 'blob' ? [entry.hash] : []));
  const records = hashes.length === 0 ? [] : await context.blobs(hashes);
  return records.flatMap((record) => record?.media ?? []);
};

/** Takes versions in, in the order of the journal: a snapshot's count stands before what came after it. */
const insertVersions = (
  before: Touched,
  entries: readonly JournalEntry[],
  parsed: ReadonlyMap<JournalEntry, Version>,
): Touched => {
  const after: Touched = new Map([...before].map(([kind, states]) => [kind, new Map(states)]));
  for (const entry of entries) {
    const version = parsed.get(entry);
    if (version !== undefined) insertVersion(after, version);
    if (entry.e !== 'count') continue;
    const states = after.get(entry.kind);
    const state = states?.get(entry.entity);
    if (state !== undefined) {
      states?.set(entry.entity, { ...state, versions: entry.versions });
    }
  }
  derivePlacedIn(after);
  return after;
};

const insertVersion = (after: Touched, version: Version): void => {
  const states = after.get(version.kind) ?? new Map<EntityId, EntityState>();
  const state = states.get(version.entity) ?? NO_ENTITY;
  const { heads, outcome } = insertHead(state.heads, version);
  if (outcome !== 'known') {
    states.set(version.entity, { ...state, heads, versions: state.versions + 1 });
  }
  after.set(version.kind, states);
};

/** Keeps with each item the collections in which it has a live placement. */
const derivePlacedIn = (after: Touched): void => {
  const media = after.get('media');
  for (const [entity, placement] of after.get('placement') ?? []) {
    const [mediaId, collectionId] = placementParts(entity);
    const state = media?.get(mediaId);
    if (state === undefined) continue;
    const others = state.placedIn.filter((id) => id !== collectionId);
    const isLive = placement.heads.some((head) => head.tombstone === null);
    const placedIn = isLive ? [...others, collectionId].sort() : others;
    media?.set(mediaId, { ...state, placedIn });
  }
};

const entityWrites = (after: Touched): readonly CatalogWrite[] =>
  [...after].flatMap(([kind, states]) =>
    [...states].map(([id, state]) =>
      write('entities', entityKey(kind, id), entityToRecord(state)),
    ),
  );

/** Blob records: facts from the journal, what was seen on disk, and which items bear them. */
const projectBlobs = async (
  entries: readonly JournalEntry[],
  before: Touched,
  after: Touched,
  context: ProjectionContext,
): Promise<ProjectedBlobs> => {
  const facts = new Map<BlobHash, BlobEntry | BlobGoneEntry>();
  for (const entry of entries) {
    if (entry.e === 'blob' || entry.e === 'blob-gone') facts.set(entry.hash, entry);
  }
  const bearers = bearersOf(before, after);
  const hashes = [...new Set([...facts.keys(), ...context.seen.keys(), ...bearers.keys()])];
  const known = await context.blobs(hashes);
  const records = new Map<BlobHash, BlobRecord | null>();
  let totals = context.state.totals;
  hashes.forEach((hash, i) => {
    const before = known[i] ?? null;
    const after = nextBlobRecord(
      facts.get(hash),
      context.seen.get(hash) ?? before,
      bearers.get(hash),
    );
    if (before === null && after === null) return;
    records.set(hash, after);
    totals = {
      blobs: totals.blobs + (after === null ? 0 : 1) - (before === null ? 0 : 1),
      bytes: totals.bytes + (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0),
    };
  });
  return { records, totals, missing: projectMissing(context.state.missing, records) };
};

/** Keeps the set of blobs whose own copy is not there, for whoever looks for them again. */
const projectMissing = (
  before: ReadonlySet<BlobHash>,
  records: ReadonlyMap<BlobHash, BlobRecord | null>,
): ProjectedBlobs['missing'] => {
  const hashes = new Set(before);
  const writes: CatalogWrite[] = [];
  for (const [hash, record] of records) {
    const isMissing = ownCopy(record)?.state === 'missing';
    if (isMissing === before.has(hash)) continue;
    if (isMissing) hashes.add(hash);
    else hashes.delete(hash);
    writes.push(write('meta', ['missing', hash], isMissing ? true : undefined));
  }
  return { hashes: writes.length === 0 ? before : hashes, writes };
};

/** Blob records that change, `null` for one that goes, and the totals behind them. */
interface ProjectedBlobs {
  readonly records: ReadonlyMap<BlobHash, BlobRecord | null>;
  readonly totals: BlobTotals;
  readonly missing: {
    readonly hashes: ReadonlySet<BlobHash>;
    readonly writes: readonly CatalogWrite[];
  };
}

const nextBlobRecord = (
  fact: BlobEntry | BlobGoneEntry | undefined,
  known: BlobRecord | null,
  bearers: { readonly here: readonly MediaId[]; readonly gone: readonly MediaId[] } | undefined,
): BlobRecord | null => {
  if (fact?.e === 'blob-gone') return null;
  const based = fact === undefined ? known : recordFromFact(fact, known);
  if (based === null) return null;
  const media = new Set(based.media);
  for (const id of bearers?.gone ?? []) media.delete(id);
  for (const id of bearers?.here ?? []) media.add(id);
  return { ...based, media: [...media].sort() };
};

const recordFromFact = (fact: BlobEntry, known: BlobRecord | null): BlobRecord =>
  withOwnCopy(
    {
      sizeBytes: fact.sizeBytes,
      listHash: fact.listHash,
      copies: known?.copies ?? [],
      media: known?.media ?? [],
    },
    { state: 'present', verifiedAt: fact.verifiedAt },
  );

/** Which items began and which ceased to bear a hash. */
const bearersOf = (
  before: Touched,
  after: Touched,
): Map<BlobHash, { here: MediaId[]; gone: MediaId[] }> => {
  const bearers = new Map<BlobHash, { here: MediaId[]; gone: MediaId[] }>();
  const note = (hash: BlobHash | undefined, side: 'here' | 'gone', id: MediaId): void => {
    if (hash === undefined) return;
    const entry = bearers.get(hash) ?? { here: [], gone: [] };
    entry[side].push(id);
    bearers.set(hash, entry);
  };
  for (const [entity, state] of after.get('media') ?? []) {
    const id = entity as MediaId;
    const was = entityToMedia(id, before.get('media')?.get(entity) ?? NO_ENTITY)?.body.hash;
    const is = entityToMedia(id, state)?.body.hash;
    if (was === is) continue;
    note(was, 'gone', id);
    note(is, 'here', id);
  }
  return bearers;
};

const projectRows = async (
  before: Touched,
  after: Touched,
  blobs: ReadonlyMap<BlobHash, BlobRecord | null>,
  context: ProjectionContext,
): Promise<RowChanges> => {
  const states = [...(after.get('media') ?? [])];
  const shown = states.map(([id, state]) => entityToMedia(id as MediaId, state));
  const missing = shown.flatMap((item) =>
    item === null || blobs.has(item.body.hash) ? [] : [item.body.hash],
  );
  const read = await context.blobs(missing);
  const readByHash = new Map(missing.map((hash, i) => [hash, read[i] ?? null]));
  const projector = createRowProjector(context.state.counts, context.rows);
  for (const [i, [id]] of states.entries()) {
    const item = shown[i] ?? null;
    const blob =
      item === null
        ? null
        : (blobs.get(item.body.hash) ?? readByHash.get(item.body.hash) ?? null);
    const wasIn = standsIn(id as MediaId, before.get('media')?.get(id) ?? NO_ENTITY);
    await projector.place(id as MediaId, item, wasIn, blob);
  }
  return projector.finish();
};

/** Where an item had rows. */
const standsIn = (id: MediaId, state: EntityState): readonly CollectionId[] => {
  const item = entityToMedia(id, state);
  return item === null ? state.placedIn : rowPlaces(item);
};

const projectLocal = async (
  entries: readonly JournalEntry[],
  context: ProjectionContext,
): Promise<LocalDraft> => {
  const draft = createLocalDraft(context.localKeys);
  for (const entry of entries) {
    if (entry.e === 'local') draft.put(entry.key, entry.value);
    else if (entry.e === 'local-clear') await draft.clear(entry.prefix);
    else if (entry.e === 'genesis') draft.put(['genesis'], { ...entry });
    else if (entry.e === 'device')
      draft.put(['device', entry.device, entry.epoch], { ...entry });
  }
  return draft;
};

/** Collections and links, which memory holds whole. */
const projectShown = (
  state: CatalogState,
  after: Touched,
): { state: Omit<CatalogState, 'position'>; touched: readonly CollectionId[] } => {
  const records: CollectionRecord[] = [];
  const removed: CollectionId[] = [];
  const touched = new Set<CollectionId>();
  for (const [entity, value] of after.get('collection') ?? []) {
    const id = entity as CollectionId;
    const shown = entityToCollection(value);
    touched.add(id);
    if (shown === null) removed.push(id);
    else records.push({ id, ...shown });
  }
  const links = new Map(state.links);
  for (const [entity, value] of after.get('link') ?? []) {
    const id = entity as LinkId;
    const body = entityToLink(value);
    const source = body?.sourceId ?? links.get(id)?.body.sourceId;
    if (source !== undefined) touched.add(source);
    if (body === null) links.delete(id);
    else links.set(id, { id, body });
  }
  const moved = records.length + removed.length > 0;
  const tree = moved ? changeTree(state.tree, records, removed) : state.tree;
  return { state: { ...state, links, tree }, touched: [...touched] };
};
