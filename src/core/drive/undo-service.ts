import { HmError } from '../base/hm-error.ts';
import type { ActId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { ActEntry, Before } from '../catalog/journal-entry.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import { placementParts } from '../catalog/records.ts';
import type { ActDraft, ActWriter } from './act.ts';
import { describeAct } from './describe-act.ts';
import type { DriveParts } from './drive-parts.ts';

/** Acts that can be stepped through, at most. */
export const UNDO_DEPTH = 500;

/** One line of the audit trail. */
export interface AuditEntry {
  readonly id: ActId;
  readonly at: string;
  /** What was done, in words. */
  readonly label: string;
  readonly verb: string;
  readonly facts: PlainObject;
  /** The device and epoch that did it. */
  readonly author: string;
  /** How many entities it changed. */
  readonly changes: number;
  /** Whether it was taken back since. */
  readonly undone: boolean;
}

/** What can be taken back, in the order in which it was done; survives a restart. */
export interface UndoService {
  /** Takes back the last act (or the whole import that it belongs to); what it was, `null` where there is none. */
  undo(request: string | null): Promise<string | null>;
  redo(request: string | null): Promise<string | null>;
  /** The newest first. */
  history(limit: number): Promise<readonly AuditEntry[]>;
  /** Hears of every act that is written. */
  note(act: ActEntry): void;
}

interface Step {
  readonly group: string | null;
  readonly label: string;
  /** What is to be reverted: the acts themselves, or the one that turned them back. */
  readonly acts: ActEntry[];
  /** The acts that were done first, however often they were turned back since. */
  readonly first: ActId[];
}

/** Acts that nothing brings back: their bytes are gone. */
const FINAL_VERBS = new Set(['purge']);

/** The service, its steps made from the acts that the catalogue remembers, oldest first. */
export const createUndoService = (
  { catalog }: DriveParts,
  writer: ActWriter,
  acts: readonly ActEntry[],
): UndoService => {
  const done: Step[] = [];
  const undone: Step[] = [];

  const note = (act: ActEntry): void => {
    if (FINAL_VERBS.has(act.verb)) return;
    if (act.undo === 'undo') move(done, undone, act);
    else if (act.undo === 'redo') move(undone, done, act);
    // Without this, an import of known files, or an act too old to be undone, could not be stepped over.
    else if (act.before.length > 0) {
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
    cutStep = undefined;
  };

  const turnBack = (from: Step[], undo: 'undo' | 'redo', request: string | null) => {
    const title = (label: string | null) => ({
      verb: undo,
      facts: { label },
      undo,
      targets: from.at(-1)?.acts.map((act) => act.id) ?? [],
    });
    if (from.length === 0) return Promise.resolve(null);
    return writer.write<string | null>(title, request, async (draft) => {
      const step = from.at(-1);
      if (step === undefined) return null;
      await complete(step);
      for (const act of step.acts.toReversed()) await revertAct(catalog, draft, act);
      return step.label;
    });
  };

  const history: UndoService['history'] = async (limit) => {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new HmError('bad-limit', `A limit is a whole number from 1, not ${String(limit)}.`);
    }
    const records = await catalog.scan('acts', { reverse: true, limit });
    const turnedBack = new Set(undone.flatMap((step) => step.first));
    return records.map(({ value }) => actToAudit(value as unknown as ActEntry, turnedBack));
  };

  return {
    undo: (request) => turnBack(done, 'undo', request),
    redo: (request) => turnBack(undone, 'redo', request),
    history,
    note,
  };
};

/** An act that reverts a step takes that step's place on the other side. */
const move = (from: Step[], to: Step[], act: ActEntry): void => {
  const step = from.pop();
  if (step === undefined) return;
  to.push({ group: null, label: step.label, acts: [act], first: step.first });
};

const pushAct = (steps: Step[], act: ActEntry): void => {
  const joined =
    act.group === null ? undefined : steps.findLast((step) => step.group === act.group);
  if (joined === undefined) {
    steps.push({ group: act.group, label: describeAct(act), acts: [act], first: [act.id] });
  } else {
    joined.acts.push(act);
    joined.first.push(act.id);
  }
  if (steps.length > UNDO_DEPTH) steps.shift();
};

/** Every act that was done, not turned back, in a group; the oldest first. */
const actsOfGroup = async (
  catalog: DriveParts['catalog'],
  group: string,
): Promise<readonly ActEntry[]> => {
  const found: ActEntry[] = [];
  let after: CatalogKey | undefined;
  for (;;) {
    const range = after === undefined ? {} : { after };
    const batch = await catalog.scan('acts', { limit: UNDO_DEPTH, ...range });
    const acts = batch.map(({ value }) => value as unknown as ActEntry);
    found.push(...acts.filter((act) => act.group === group && act.undo === null));
    after = batch.at(-1)?.key;
    if (after === undefined || batch.length < UNDO_DEPTH) return found;
  }
};

/** Writes the old fields of every entity again; what was purged since stays gone. */
const revertAct = async (
  catalog: DriveParts['catalog'],
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
    ofKind.forEach((before, i) => {
      const isPurged = states[i]?.heads.some((head) => head.tombstone === 'purged') === true;
      if (!isPurged) revertEntity(draft, before, made);
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

const actToAudit = (act: ActEntry, undone: ReadonlySet<ActId>): AuditEntry => ({
  id: act.id,
  at: act.at,
  label: describeAct(act),
  verb: act.verb,
  facts: act.facts,
  author: act.author,
  changes: act.before.length,
  undone: undone.has(act.id),
});
