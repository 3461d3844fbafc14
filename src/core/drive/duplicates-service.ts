import { HmError } from '../base/hm-error.ts';
import type { CollectionId, MediaId } from '../base/ids.ts';
import type { CatalogChange } from '../catalog/projection.ts';
import { recordToEntity } from '../catalog/records.ts';
import { type MediaState, entityToMedia } from '../catalog/shown.ts';
import { subtreeOf } from '../collections/tree.ts';
import { type Candidate, toCandidate } from '../duplicates/candidate.ts';
import {
  type DuplicateGroup,
  type DuplicateKind,
  groupDuplicates,
} from '../duplicates/group-duplicates.ts';
import { MAX_DISTANCE } from '../duplicates/look-index.ts';
import type { ActDraft, ActWriter } from './act.ts';
import { nodeAt, rootIdOf } from './collection-view.ts';
import { takeOver, withParts } from './composites.ts';
import type { DriveParts } from './drive-parts.ts';
import { place } from './media-place.ts';

/** Bits of 64 by which the same picture, encoded or scaled anew, may differ (docs/media.md). */
export const DEFAULT_DISTANCE = 6;

/** What to look for. */
export interface DuplicatesQuery {
  readonly by: DuplicateKind;
  /** 0 to 12; default: 6. */
  readonly distance?: number;
  /** With everything below it; default: the whole drive. */
  readonly collection?: string;
}

/** One group to merge; no item may stand in two. */
export interface Merge {
  readonly keep: MediaId;
  readonly remove: readonly MediaId[];
}

/** What merging came to: bytes that are free once the trash is emptied. */
export type Merged = { readonly freesBytes: number };

/** The same picture more than once: found, merged, or told apart for good. */
export interface DuplicatesService {
  /** Those that free most first. Rejects 'bad-argument', 'not-found', and 'cancelled' where `signal` says so. */
  find(query: DuplicatesQuery, signal?: AbortSignal): Promise<readonly DuplicateGroup[]>;
  /**
   * One act however many groups: `keep` comes to stand wherever the others did, bears their tags and their best rating, and
   * takes over title, description, project, date and place where it has none; the others go to the trash.
   */
  merge(merges: readonly Merge[], request: string | null): Promise<Merged>;
  /** Remembers on this device that items are no duplicates of each other, or forgets it again. */
  tellApart(ids: readonly MediaId[], isApart: boolean, request: string | null): Promise<null>;
  /** Hears of what changed; `null` where that may be anything. */
  note(change: CatalogChange | null): void;
}

/** So long the drive groups before it sees to others: a picture on its way waits no longer. */
const WORK_MS = 12;
/** Items that are read in one go. */
const BATCH = 500;
const NOT_DUPLICATES = 'not-duplicates';

/** The service over the parts of one drive. What is compared is read when first asked for, and kept up to date. */
export const createDuplicatesService = (
  parts: DriveParts,
  writer: ActWriter,
): DuplicatesService => {
  const { catalog } = parts;
  const known = createKnownCandidates(parts);
  let answered: { key: string; groups: readonly DuplicateGroup[] } | null = null;

  const find: DuplicatesService['find'] = async (query, signal) => {
    const distance = checkDistance(query.distance ?? DEFAULT_DISTANCE);
    const places = placesBelow(parts, query.collection ?? '');
    const position = catalog.state().position;
    const key = JSON.stringify([query.by, distance, query.collection ?? '', position]);
    if (answered?.key === key) return answered.groups;
    const candidates = await known.read(signal);
    const listed = candidates.filter(({ placedIn }) => placedIn.some((id) => places.has(id)));
    const areApart = await readApart(catalog);
    const run = groupDuplicates(listed, { by: query.by, distance, areApart });
    let sinceMs = parts.clock.nowMs();
    for (let step = run.next(); ; step = run.next()) {
      if (step.done === true) {
        if (catalog.state().position === position) answered = { key, groups: step.value };
        return step.value;
      }
      if (parts.clock.nowMs() - sinceMs < WORK_MS) continue;
      await parts.breathe();
      refuseCancelled(signal);
      sinceMs = parts.clock.nowMs();
    }
  };

  const mergeOne = async (draft: ActDraft, { keep, remove }: Merge): Promise<Merged> => {
    if (remove.length === 0 || remove.includes(keep)) throw badMerge();
    const [kept = refuseUnknown(keep), ...others] = await liveItems(catalog, [keep, ...remove]);
    const going = await withParts(catalog, others);
    const staying = await withParts(catalog, [kept]);
    if (staying.some((item) => going.includes(item))) throw badMerge();
    const taken = takeOver(
      kept.body,
      others.map(({ body }) => body),
    );
    if (Object.keys(taken).length > 0) draft.patch('media', keep, taken);
    for (const target of new Set(others.flatMap(({ placedIn }) => placedIn))) {
      for (const item of staying) place(draft, item, target);
    }
    for (const { id } of going) draft.patch('media', id, { trashedAt: draft.at });
    return { freesBytes: going.reduce((sum, { body }) => sum + body.sizeBytes, 0) };
  };

  const merge: DuplicatesService['merge'] = async (merges, request) => {
    const ids = merges.flatMap(({ keep, remove }) => [keep, ...remove]);
    if (merges.length === 0 || new Set(ids).size !== ids.length) throw badMerge();
    const title = { verb: 'merge', facts: { count: ids.length } };
    return writer.write(title, request, async (draft) => {
      let freesBytes = 0;
      for (const one of merges) freesBytes += (await mergeOne(draft, one)).freesBytes;
      return { freesBytes };
    });
  };

  const tellApart: DuplicatesService['tellApart'] = async (ids, isApart, request) => {
    await liveItems(catalog, ids);
    const key = [NOT_DUPLICATES, [...new Set(ids)].sort().join(' ')];
    return writer.write({ verb: 'not-duplicates' }, request, (draft) => {
      draft.local(key, isApart ? draft.at : null);
      return Promise.resolve(null);
    });
  };

  return { find, merge, tellApart, note: known.note };
};

/** What is compared of every item, in memory once somebody asked. */
interface KnownCandidates {
  read(signal: AbortSignal | undefined): Promise<readonly Candidate[]>;
  note(change: CatalogChange | null): void;
}

const createKnownCandidates = ({ catalog }: DriveParts): KnownCandidates => {
  let byId: Map<MediaId, Candidate> | null = null;
  const stale = new Set<MediaId>();
  /** Grows where all must be read anew, also while it is being read. */
  let restarts = 0;

  const readAll = async (signal: AbortSignal | undefined): Promise<Map<MediaId, Candidate>> => {
    const read = new Map<MediaId, Candidate>();
    const since = restarts;
    stale.clear();
    let after: readonly (string | number)[] | undefined;
    for (;;) {
      const range = {
        prefix: ['media'],
        limit: BATCH,
        ...(after === undefined ? {} : { after }),
      };
      const records = await catalog.scan('entities', range);
      refuseCancelled(signal);
      if (since !== restarts) return readAll(signal);
      for (const { key, value } of records) {
        const item = entityToMedia(key[1] as MediaId, recordToEntity(value));
        if (item !== null) keep(read, item);
      }
      after = records.at(-1)?.key;
      if (after === undefined || records.length < BATCH) return read;
    }
  };

  const readStale = async (read: Map<MediaId, Candidate>): Promise<void> => {
    while (stale.size > 0) {
      const ids = [...stale].slice(0, BATCH);
      for (const id of ids) stale.delete(id);
      const items = await catalog.media(ids);
      items.forEach((item, i) => {
        read.delete(ids[i] as MediaId);
        if (item !== null) keep(read, item);
      });
    }
  };

  return {
    read: async (signal) => {
      byId ??= await readAll(signal);
      const read = byId;
      await readStale(read);
      return [...read.values()];
    },
    note: (change) => {
      if (change === null) {
        byId = null;
        restarts += 1;
        return;
      }
      for (const id of [...change.added, ...change.updated, ...change.removed]) stale.add(id);
    },
  };
};

/** What can be a duplicate: not in the trash, no further part of a composite, and recognised by something. */
const keep = (read: Map<MediaId, Candidate>, { id, body, placedIn }: MediaState): void => {
  const isShown = body.trashedAt === null && body.partOf === null;
  const isRecognised = (body.perceptualHash ?? body.essence) !== null;
  if (isShown && isRecognised) read.set(id, toCandidate(id, body, placedIn));
};

/** The collections at and below a path that are not in the trash. */
const placesBelow = (
  { catalog, identity }: DriveParts,
  path: string,
): ReadonlySet<CollectionId> => {
  const state = catalog.state();
  const node = nodeAt(state, path);
  const below = subtreeOf(state.tree, node?.id ?? null).map(({ id }) => id);
  return new Set([node?.id ?? rootIdOf(identity.space), ...below]);
};

/** What a person told apart; a set of items is one record. */
const readApart = async (
  catalog: DriveParts['catalog'],
): Promise<(a: MediaId, b: MediaId) => boolean> => {
  const records = await catalog.scan('local', { prefix: [NOT_DUPLICATES] });
  const sets = new Map<string, Set<number>>();
  records.forEach(({ key }, number) => {
    for (const id of String(key[1]).split(' ')) {
      sets.set(id, (sets.get(id) ?? new Set()).add(number));
    }
  });
  return (a, b) => {
    const [ours, theirs] = [sets.get(a), sets.get(b)];
    return (
      ours !== undefined && theirs !== undefined && [...ours].some((set) => theirs.has(set))
    );
  };
};

const liveItems = async (
  catalog: DriveParts['catalog'],
  ids: readonly MediaId[],
): Promise<readonly MediaState[]> => {
  const found = await catalog.media(ids);
  return found.map((item, i) =>
    item === null || item.body.trashedAt !== null ? refuseUnknown(ids[i] ?? '') : item,
  );
};

const checkDistance = (distance: number): number => {
  if (Number.isInteger(distance) && distance >= 0 && distance <= MAX_DISTANCE) return distance;
  throw new HmError(
    'bad-argument',
    `A distance is a whole number from 0 to ${MAX_DISTANCE}, not ${String(distance)}.`,
    { name: 'distance' },
  );
};

const refuseCancelled = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted === true) throw new HmError('cancelled', 'The search was cancelled.');
};

const refuseUnknown = (id: string): never => {
  throw new HmError('not-found', `There is no item ${JSON.stringify(id)} outside the trash.`, {
    id,
  });
};

const badMerge = (): HmError =>
  new HmError(
    'bad-argument',
    'Merging needs one item to keep and at least one other to remove, each named once.',
    { name: 'remove' },
  );
