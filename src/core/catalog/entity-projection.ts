import type { Author, MediaId } from '../base/ids.ts';
import { type Breathe, mapInStretches } from '../base/stretches.ts';
import { insertHead } from '../spaces/heads.ts';
import type { EntityId, EntityKind, Version } from '../spaces/version.ts';
import type { Written } from './catalog-state.ts';
import type { CatalogWrite } from './catalog-store.ts';
import type { JournalEntry } from './journal-entry.ts';
import { type ProjectionContext, type Touched, write } from './projection-context.ts';
import {
  type EntityState,
  NO_ENTITY,
  entityKey,
  entityToRecord,
  placementParts,
} from './records.ts';
import { type KeptVersion, bytesToVersion } from './kept-version.ts';

/** Own frames had a right checksum; a version that does not parse is from a newer program and waits in the journal. */
export const parseVersions = async (
  entries: readonly JournalEntry[],
  breathe: Breathe,
): Promise<ReadonlyMap<JournalEntry, KeptVersion>> => {
  const versions = new Map<JournalEntry, KeptVersion>();
  await mapInStretches(entries, breathe, (entry) => {
    const version =
      entry.e === 'version' ? (entry.version ?? bytesToVersion(entry.bytes)) : null;
    if (version !== null) versions.set(entry, version);
  });
  return versions;
};

/** How far the authors have written once these versions are taken in. */
export const projectWritten = (before: Written, versions: readonly Version[]): Written => {
  const counters: Record<Author, number> = { ...before.counters };
  let { hlc } = before;
  for (const version of versions) {
    counters[version.author] = Math.max(counters[version.author] ?? 0, version.counter);
    if (hlc === null || version.hlc > hlc) hlc = version.hlc;
  }
  return { hlc, counters };
};

/** The entities that versions and counts touch as they were, with the items that placements or blobs speak of. */
export const readTouched = async (
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
  for (const id of context.reshown) touch('media', id);
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
export const insertVersions = async (
  before: Touched,
  entries: readonly JournalEntry[],
  parsed: ReadonlyMap<JournalEntry, KeptVersion>,
  breathe: Breathe,
): Promise<Touched> => {
  const after: Touched = new Map([...before].map(([kind, states]) => [kind, new Map(states)]));
  await mapInStretches(entries, breathe, (entry) => {
    const version = parsed.get(entry);
    if (version !== undefined) insertVersion(after, version);
    if (entry.e !== 'count') return;
    const states = after.get(entry.kind);
    const state = states?.get(entry.entity);
    if (state !== undefined) {
      states?.set(entry.entity, { ...state, versions: entry.versions });
    }
  });
  derivePlacedIn(after);
  return after;
};

const insertVersion = (after: Touched, version: KeptVersion): void => {
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

/** The records of entities as they are now. */
export const entityWrites = async (
  after: Touched,
  breathe: Breathe,
): Promise<readonly CatalogWrite[]> => {
  const writes: CatalogWrite[] = [];
  for (const [kind, states] of after) {
    await mapInStretches([...states], breathe, ([id, state]) => {
      writes.push(write('entities', entityKey(kind, id), entityToRecord(state)));
    });
  }
  return writes;
};
