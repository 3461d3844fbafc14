import type { BlobHash, CollectionId, LinkId, MediaId } from '../base/ids.ts';
import { STRETCH, mapInStretches, stretchesOf } from '../base/stretches.ts';
import { type CollectionRecord, changeTree } from '../collections/tree.ts';
import { actWrites } from './act-records.ts';
import { projectBlobs } from './blob-projection.ts';
import type { CatalogState } from './catalog-state.ts';
import type { CatalogWrite } from './catalog-store.ts';
import {
  entityWrites,
  insertVersions,
  parseVersions,
  projectWritten,
  readTouched,
} from './entity-projection.ts';
import type { JournalEntry } from './journal-entry.ts';
import { type LocalDraft, createLocalDraft } from './local-draft.ts';
import { type MissingChange, missingWrites } from './missing-blobs.ts';
import { type ProjectionContext, type Touched, write } from './projection-context.ts';
import { type BlobRecord, type EntityState, NO_ENTITY } from './records.ts';
import { type RowChanges, createRowProjector, rowPlaces } from './row-projection.ts';
import type { RowPages } from './row-pages.ts';
import { type MediaState, entityToCollection, entityToLink, entityToMedia } from './shown.ts';

/** What became different for those who look. */
export interface CatalogChange {
  readonly added: readonly MediaId[];
  readonly updated: readonly MediaId[];
  readonly removed: readonly MediaId[];
  /** Collections whose media, name or place changed. */
  readonly collections: readonly CollectionId[];
}

/** What a projection yields: writes to commit, and the memory that is true once they are. */
export interface Projected {
  readonly writes: readonly CatalogWrite[];
  readonly state: Omit<CatalogState, 'position'>;
  readonly rows: ReadonlyMap<CollectionId, RowPages>;
  readonly missing: MissingChange;
  readonly change: CatalogChange;
}

/** Turns journal entries into catalogue writes; reads what they touch, changes nothing itself. */
export const projectEntries = async (
  entries: readonly JournalEntry[],
  context: ProjectionContext,
): Promise<Projected> => {
  const { breathe, onPart } = context;
  const parsed = await parseVersions(entries, breathe);
  const versions = [...parsed.values()];
  onPart(0.2);
  const before = await readTouched(entries, versions, context);
  const after = await insertVersions(before, entries, parsed, breathe);
  onPart(0.4);
  const blobs = await projectBlobs(entries, before, after, context);
  const rows = await projectRows(before, after, blobs.records, context);
  onPart(0.8);
  const entityRecords = await entityWrites(after, breathe);
  onPart(1);
  const local = await projectLocal(entries, context);
  const shown = projectShown(context.state, after);
  const acts = entries.filter((entry) => entry.e === 'act');
  const written = projectWritten(context.state.written, versions);
  return {
    writes: [
      ...entityRecords,
      ...rows.writes,
      ...[...blobs.records].map(([hash, value]) =>
        write('blobs', [hash], value === null ? undefined : { ...value }),
      ),
      ...missingWrites(blobs.missing),
      write('meta', ['totals'], { ...blobs.totals }),
      write('meta', ['written'], { ...written }),
      ...acts.flatMap((act, i) => actWrites(context.state.acts + i, act)),
      ...local.writes(),
    ],
    state: {
      ...shown.state,
      counts: rows.counts,
      shared: rows.shared,
      totals: blobs.totals,
      missing: context.state.missing + countOf(blobs.missing),
      written,
      acts: context.state.acts + acts.length,
    },
    rows: rows.pages,
    missing: blobs.missing,
    change: {
      ...rows.change,
      collections: [...new Set([...rows.change.collections, ...shown.touched])],
    },
  };
};

/** How many more are missing. */
const countOf = (change: MissingChange): number =>
  [...change.values()].reduce((sum, isMissing) => sum + (isMissing ? 1 : -1), 0);

const projectRows = async (
  before: Touched,
  after: Touched,
  blobs: ReadonlyMap<BlobHash, BlobRecord | null>,
  context: ProjectionContext,
): Promise<RowChanges> => {
  const states = [...(after.get('media') ?? [])];
  const shown = await mapInStretches(states, context.breathe, ([id, state]) =>
    entityToMedia(id as MediaId, state),
  );
  const stateBefore = (id: string): EntityState => before.get('media')?.get(id) ?? NO_ENTITY;
  const known = new Map(blobs);
  const untold = await mapInStretches(shown, context.breathe, (item) => {
    if (item === null || known.has(item.body.hash)) return [];
    const was = entityToMedia(item.id, stateBefore(item.id));
    return hasRowOf(was, item.body.hash) ? [] : [item.body.hash];
  });
  for (const stretch of stretchesOf(untold.flat())) {
    const read = await context.blobs(stretch);
    stretch.forEach((hash, i) => known.set(hash, read[i] ?? null));
  }
  const projector = createRowProjector(context.state, context.rows);
  for (const [i, [id]] of states.entries()) {
    if (i > 0 && i % STRETCH === 0) await context.breathe();
    const item = shown[i] ?? null;
    const was = entityToMedia(id as MediaId, stateBefore(id));
    const wasIn = was === null ? stateBefore(id).placedIn : rowPlaces(was);
    const blob = item === null ? null : known.get(item.body.hash);
    await projector.place({ id: id as MediaId, item, was, wasIn, blob });
  }
  return projector.finish(context.breathe);
};

/** Whether an item has a row, which tells of these bytes what their record would. */
const hasRowOf = (was: MediaState | null, hash: BlobHash): boolean =>
  was?.body.hash === hash && rowPlaces(was).length > 0;

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
