import { HmError } from '../base/hm-error.ts';
import type { ActId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { mapInStretches } from '../base/stretches.ts';
import { type ActHead, actToHead } from '../catalog/act-records.ts';
import type { ActEntry, Before } from '../catalog/journal-entry.ts';
import { NO_ENTITY, placementParts } from '../catalog/records.ts';
import { shownFields } from '../catalog/shown.ts';
import type { ActDraft, ActWriter } from './act.ts';
import { actsToLine, type AuditEntry, isDoneByPerson, readTrail } from './audit-trail.ts';
import { type ActWords, describeAct, wordsOfActs } from './describe-act.ts';
import type { DriveParts } from './drive-parts.ts';
import { actAt, findActs, readActs, readBefores, wholeActs } from './read-acts.ts';

/** Acts that can be stepped through, at most. */
export const UNDO_DEPTH = 500;

/** What can be taken back, in the order in which it was done; survives a restart. */
export interface UndoService {
  /** Takes back the last act (or the whole import that it belongs to); what it was, `null` where there is none. */
  undo(request: string | null): Promise<string | null>;
  redo(request: string | null): Promise<string | null>;
  /**
   * The newest first; what belongs together, as the files of an import do, is one line. Of one item alone
   * where `media` names it (it need not be there any more), act by act.
   */
  history(limit: number, media?: MediaId): Promise<readonly AuditEntry[]>;
  /** Hears of every act that is written. */
  note(act: ActEntry): void;
}

interface Step {
  readonly group: string | null;
  /** What was done, all its acts together. */
  what: ActWords;
  /** What is to be reverted: the acts themselves, or the one that turned them back. */
  readonly acts: ActHead[];
  /** The acts that were done first, however often they were turned back since. */
  readonly first: ActId[];
}

/** Acts that nothing brings back: their bytes are gone. */
const FINAL_VERBS = new Set(['purge']);

/** The service, its steps made from the acts that the catalogue remembers, oldest first. */
export const createUndoService = (
  { catalog, breathe }: DriveParts,
  writer: ActWriter,
  acts: readonly ActHead[],
): UndoService => {
  const done: Step[] = [];
  const undone: Step[] = [];

  const note = (act: ActHead): void => {
    if (FINAL_VERBS.has(act.verb) || !isDoneByPerson(act)) return;
    if (act.undo === 'undo') move(done, undone, act);
    else if (act.undo === 'redo') move(undone, done, act);
    // Without this, an import of known files, or an act too old to be undone, could not be stepped over.
    else if (act.changes > 0 && act.isFinal !== true) {
      undone.length = 0;
      pushAct(done, act);
    }
  };
  acts.forEach(note);
  const oldestGroup = acts.length < UNDO_DEPTH ? null : (acts[0]?.group ?? null);
  /** The step whose first acts are in the catalogue alone. */
  let cutStep = done.find(({ group }) => group !== null && group === oldestGroup);

  const complete = async (step: Step): Promise<void> => {
    if (step !== cutStep || step.group === null) return;
    const known = new Set(step.first);
    const missing = await actsOfGroup(catalog, step.group);
    const before = missing.filter((act) => !known.has(act.id));
    step.acts.unshift(...before);
    step.first.unshift(...before.map((act) => act.id));
    step.what = wordsOfActs(step.acts);
    cutStep = undefined;
  };

  const turnBack = async (
    from: Step[],
    undo: 'undo' | 'redo',
    request: string | null,
  ): Promise<string | null> => {
    const title = (what: ActWords | null) => ({
      verb: undo,
      facts: { label: what && describeAct(what), what },
      undo,
      targets: from.at(-1)?.acts.map((act) => act.id) ?? [],
    });
    if (from.length === 0) return null;
    const what = await writer.write<ActWords | null>(title, request, async (draft) => {
      const step = from.at(-1);
      if (step === undefined) return null;
      await complete(step);
      const acts = await findActs(
        catalog,
        step.acts.map((act) => act.id),
      );
      for (const act of acts.toReversed()) {
        const [whole] = await wholeActs(catalog, [act]);
        if (whole !== undefined) await revertAct({ catalog, breathe }, draft, whole);
      }
      return step.what;
    });
    return what && describeAct(what);
  };

  const history: UndoService['history'] = async (limit, media) => {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new HmError('bad-limit', `A limit is a whole number from 1, not ${String(limit)}.`);
    }
    const turnedBack = new Set(undone.flatMap((step) => step.first));
    if (media === undefined) return readTrail(catalog, limit, turnedBack);
    const acts = await actsOfMedia(catalog, media, limit);
    return acts.map((act) => actsToLine([act], turnedBack));
  };

  return {
    undo: (request) => turnBack(done, 'undo', request),
    redo: (request) => turnBack(undone, 'redo', request),
    history,
    note: (act) => note(actToHead(act)),
  };
};

/** An act that reverts a step takes that step's place on the other side. */
const move = (from: Step[], to: Step[], act: ActHead): void => {
  const step = from.pop();
  if (step === undefined) return;
  to.push({ group: null, what: step.what, acts: [act], first: step.first });
};

const pushAct = (steps: Step[], act: ActHead): void => {
  const joined =
    act.group === null ? undefined : steps.findLast((step) => step.group === act.group);
  if (joined === undefined) {
    steps.push({ group: act.group, what: wordsOfActs([act]), acts: [act], first: [act.id] });
  } else {
    joined.acts.push(act);
    joined.first.push(act.id);
    joined.what = wordsOfActs([joined.what, act]);
  }
  if (steps.length > UNDO_DEPTH) steps.shift();
};

/** Every act that was done, not turned back, in a group; the oldest first. */
const actsOfGroup = async (
  catalog: DriveParts['catalog'],
  group: string,
): Promise<readonly ActHead[]> => {
  const found: ActHead[] = [];
  for await (const batch of readActs(catalog)) {
    const acts = batch.map(({ act }) => act);
    found.push(...acts.filter((act) => act.group === group && act.undo === null));
  }
  return found;
};

/** Acts that changed an item or where it stands, the newest first, `limit` at most. */
const actsOfMedia = async (
  catalog: DriveParts['catalog'],
  media: MediaId,
  limit: number,
): Promise<readonly ActHead[]> => {
  const found = new Map<number, ActHead>();
  for await (const batch of readBefores(catalog, { reverse: true })) {
    for (const { number, befores } of batch) {
      if (found.has(number) || !befores.some((before) => concerns(before, media))) continue;
      const act = await actAt(catalog, number);
      if (act !== null && isDoneByPerson(act)) found.set(number, act);
      if (found.size === limit) return [...found.values()];
    }
  }
  return [...found.values()];
};

const concerns = ({ kind, entity }: Before, media: MediaId): boolean =>
  (kind === 'media' && entity === media) ||
  (kind === 'placement' && placementParts(entity)[0] === media);

/** Writes the old fields of every entity again; what was purged since stays gone. */
const revertAct = async (
  { catalog, breathe }: Pick<DriveParts, 'catalog' | 'breathe'>,
  draft: ActDraft,
  act: ActEntry,
): Promise<void> => {
  const made = new Set(act.before.flatMap((b) => (b.fields === null ? [b.entity] : [])));
  for (const kind of new Set(act.before.map((before) => before.kind))) {
    const ofKind = act.before.filter((before) => before.kind === kind);
    const states = await catalog.entities(
      kind,
      ofKind.map((before) => before.entity),
    );
    await mapInStretches(ofKind, breathe, (before, i) => {
      const isPurged = states[i]?.heads.some((head) => head.tombstone === 'purged') === true;
      const isNew = before.fields === null && kind === 'media';
      const fields = isNew ? shownFields(states[i] ?? NO_ENTITY) : null;
      if (!isPurged) revertEntity(draft, before, made);
      if (!isPurged && fields !== null) leaveOthers(draft, before.entity, fields, made);
    });
  }
};

/**
 * What the act made goes to the trash where its kind has one, else away; the placements of an item that
 * the act made stay, so that the trash knows where it stood.
 */
const revertEntity = (
  draft: ActDraft,
  { kind, entity, fields }: Before,
  made: ReadonlySet<string>,
): void => {
  if (fields !== null) draft.patch(kind, entity, fields);
  else if (kind === 'media' || kind === 'collection') {
    draft.patch(kind, entity, { trashedAt: draft.at });
  } else if (kind !== 'placement' || !made.has(placementParts(entity)[0])) {
    draft.tombstone(kind, entity, 'removed');
  }
};

/** In the trash, an item that an act made is a composite only with others that the same act made. */
const leaveOthers = (
  draft: ActDraft,
  entity: string,
  fields: PlainObject,
  made: ReadonlySet<string>,
): void => {
  const { partOf = null, components = [] } = fields;
  if (typeof partOf === 'string' && !made.has(partOf)) {
    draft.patch('media', entity, { partOf: null });
  }
  if (!Array.isArray(components) || components.length === 0) return;
  const left = components.filter((id) => typeof id === 'string' && made.has(id));
  if (left.length === components.length) return;
  draft.patch('media', entity, { components: left.length > 1 ? left : [] });
};
