import { bytesToBase64url } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import { HmError, isHmError } from '../base/hm-error.ts';
import type { ActId, Author } from '../base/ids.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { mapInStretches, stretchesOf } from '../base/stretches.ts';
import type { ActHead } from '../catalog/act-records.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import { isDamage } from '../catalog/checked-store.ts';
import {
  type ActEntry,
  type Before,
  type BlobEntry,
  type BlobGoneEntry,
  type JournalEntry,
  type VersionEntry,
  entryToPlain,
} from '../catalog/journal-entry.ts';
import { type KeptVersion, keepVersion } from '../catalog/kept-version.ts';
import type { CatalogChange } from '../catalog/projection.ts';
import { type EntityState, NO_ENTITY, placementParts } from '../catalog/records.ts';
import { shownFields } from '../catalog/shown.ts';
import type { JournalPosition } from '../journal/journal.ts';
import { nextVersion, tombstoneVersion, type WriteContext } from '../spaces/change.ts';
import { type Hlc, nextHlc } from '../spaces/hlc.ts';
import {
  type EntityId,
  type EntityKind,
  type TombstoneReason,
  type UnsignedVersion,
} from '../spaces/version.ts';
import { MAX_VERSION_BYTES } from '../spaces/version-codec.ts';
import { type ActNews, type ActTeller, createActTeller } from './act-news.ts';
import { salvageCatalog } from './catalog-salvage.ts';
import type { DriveParts } from './drive-parts.ts';
import { type ReplayReport, replayJournal } from './replay.ts';
import { type WriteLock, createWriteLock } from '../catalog/write-lock.ts';

/** What an act is called, for the audit trail and for undo. */
export interface ActTitle {
  readonly verb: string;
  readonly facts?: PlainObject;
  readonly group?: string;
  readonly undo?: 'undo' | 'redo';
  readonly targets?: readonly ActId[];
}

/** Gathers what one act writes; nothing is visible to anyone before the act is durable. */
export interface ActDraft {
  /** Writes fields of an entity, which is made where it is not there. Calls for one entity add up. */
  patch(kind: EntityKind, entity: EntityId, fields: PlainObject): void;
  /** Takes an entity away; a later `patch` in the same act wins. */
  tombstone(kind: EntityKind, entity: EntityId, reason: TombstoneReason): void;
  blob(entry: BlobEntry | BlobGoneEntry): void;
  /** Puts a record that does not sync; `null` removes it. */
  local(key: CatalogKey, value: Plain): void;
  localClear(prefix: CatalogKey): void;
  /** When the act happens, ISO 8601. */
  readonly at: string;
}

/** Where every change goes through: one at a time, journal first. */
export interface ActWriter {
  /**
   * Runs `build` under the write lock, then makes what it gathered durable: signed versions into the
   * journal, one flush, then the catalogue. Resolves with what `build` returned. A request that was
   * answered before (by this drive or the one before it) gets that answer and builds nothing.
   */
  write<T extends Plain>(
    title: ActTitle | ((result: T) => ActTitle),
    request: string | null,
    build: (draft: ActDraft) => Promise<T>,
  ): Promise<T>;
  /**
   * Runs a task when no act is being written and the catalogue has taken in all that were; once more where it
   * meets a damaged catalogue, which is made again first (D36).
   */
  readonly exclusively: WriteLock;
  /**
   * Runs a task that only reads; once more where it meets a damaged catalogue, which is made again first (D36),
   * by one for all who meet it.
   */
  healed<T>(task: () => Promise<T>): Promise<T>;
  /** How often the catalogue was made again because it was damaged. */
  mendings(): number;
  /** Makes the catalogue again from the journal; what an error leaves undone, the next act does first. */
  rebuild(): Promise<ReplayReport>;
}

/** Who hears of acts. */
export interface ActListener {
  /** The journal has it: nothing takes it back. */
  readonly onDurable: (act: ActEntry) => void;
  /** The catalogue shows it; `null` where it caught up with acts that it could not take in at their time. */
  readonly onShown: (change: CatalogChange | null) => void;
  /** The catalogue was damaged, and was made again (D36); 'in-part' where the journal was damaged as well (D51). */
  readonly onMended: (mended: 'whole' | 'in-part') => void;
}

interface Change {
  readonly kind: EntityKind;
  readonly entity: EntityId;
  readonly fields: PlainObject | null;
  readonly reason: TombstoneReason;
}

/** Answers of requests that are remembered, so that one that comes twice is done once. */
const REMEMBERED_REQUESTS = 500;
/** What part of the work it is to sign; the rest is to show. */
const SIGNED = 0.4;

/** The writer of a drive, over the acts that its catalogue remembers. */
export const createActWriter = (
  { journal, catalog, identity, clock, random, breathe, emit }: DriveParts,
  recent: readonly ActHead[],
  { onDurable, onShown, onMended }: ActListener,
): ActWriter => {
  const inTurn = createWriteLock();
  const answers = new Map<string, Plain>();
  /** What the catalogue could not take in of the journal (it was full, say). */
  let behind: 'nothing' | 'acts' | 'everything' = 'nothing';
  /** Whether the journal could not tell all of it when everything was made again last. */
  let isInPart = false;
  let mendings = 0;
  const { written } = catalog.state();
  let hlc: Hlc | null = written.hlc;
  let counter = written.counters[identity.author] ?? 0;

  const remember = (act: Pick<ActEntry, 'request' | 'result'>): void => {
    if (act.request === null) return;
    answers.set(act.request, act.result);
    const [oldest] = answers.keys();
    if (answers.size > REMEMBERED_REQUESTS && oldest !== undefined) answers.delete(oldest);
  };
  recent.forEach(remember);

  const composeVersion = (change: Change, { heads }: EntityState): UnsignedVersion => {
    hlc = nextHlc(hlc, clock.nowMs());
    counter += 1;
    return changeToVersion(change, {
      space: identity.space,
      kind: change.kind,
      entity: change.entity,
      author: identity.author,
      counter,
      hlc,
      heads,
    });
  };

  /** In stretches, so that reads are answered between; the lock is held, so acts stay in order. */
  const signChanges = async (
    changes: readonly Change[],
    onPart: (part: number) => void,
  ): Promise<Signed> => {
    const states = await readStates(catalog, changes);
    const before = await mapInStretches(changes, breathe, (change, i) =>
      changeToBefore(change, states[i] ?? NO_ENTITY),
    );
    const versions: VersionEntry[] = [];
    for (const stretch of stretchesOf(changes)) {
      if (versions.length > 0) await breathe();
      const unsigned = stretch.map((change, i) =>
        composeVersion(change, states[versions.length + i] ?? NO_ENTITY),
      );
      const signed = unsigned.map((version) => keepVersion(version, identity.signer));
      versions.push(...(await Promise.all(signed)).map(versionToEntry));
      onPart(versions.length / changes.length);
    }
    return { versions, before };
  };

  const catchUp = async (): Promise<ReplayReport> => {
    if (behind === 'everything') {
      isInPart = await salvageCatalog(journal, catalog, clock.nowMs());
      await catalog.clear();
    }
    behind = 'acts';
    const replayed = await replayJournal(journal, catalog);
    behind = 'nothing';
    onShown(null);
    return replayed;
  };
  const mend = async (): Promise<ReplayReport> => {
    behind = 'everything';
    const replayed = await catchUp();
    mendings += 1;
    onMended(isInPart ? 'in-part' : 'whole');
    return replayed;
  };
  const healed: ActWriter['healed'] = async (task) => {
    const before = mendings;
    try {
      return await task();
    } catch (error) {
      if (!isDamage(error)) throw error;
      await inTurn(async () => {
        if (mendings === before) await mend();
      });
      return task();
    }
  };
  const exclusively: WriteLock = (task) =>
    inTurn(async () => {
      try {
        if (behind !== 'nothing') await catchUp();
        return await task();
      } catch (error) {
        // An act writes nothing before it has read all that it needs.
        if (!isDamage(error)) throw error;
        await mend();
        return task();
      }
    });
  const rebuild: ActWriter['rebuild'] = () =>
    inTurn(() => {
      behind = 'everything';
      return catchUp();
    });

  /** Shows what is durable already; a catalogue that refuses is asked once more before the caller hears of it. */
  const show = async (
    entries: readonly JournalEntry[],
    position: JournalPosition,
    isAct: boolean,
    onPart: (part: number) => void,
  ): Promise<void> => {
    behind = 'acts';
    try {
      const change = await catalog.apply(entries, position, onPart);
      behind = 'nothing';
      if (isAct) onShown(change);
    } catch (error) {
      if (!isHmError(error)) throw error;
      if (error.type === 'quota-exceeded') await journal.makeRoom();
      await (isDamage(error) ? mend() : catchUp()).catch(refuseShown);
    }
  };

  const tell = (news: ActNews): void =>
    emit({
      event: 'progress',
      payload: { at: new Date(clock.nowMs()).toISOString(), ...news },
    });

  const write: ActWriter['write'] = (title, request, build) => {
    let teller: ActTeller | null = null;
    return exclusively(() =>
      catalog.holding(async () => {
        type Built = Awaited<ReturnType<typeof build>>;
        const answered = request === null ? undefined : answers.get(request);
        if (answered !== undefined) return answered as Built;
        const at = new Date(clock.nowMs()).toISOString();
        const gathered = createDraft(at);
        const result = await build(gathered.draft);
        const changes = gathered.changes();
        const called = typeof title === 'function' ? title(result) : title;
        teller = createActTeller(called, countItems(changes), tell);
        const { reach } = teller;
        reach(0);
        const { versions, before } = await signChanges(changes, (part) => reach(part * SIGNED));
        const act = createAct({
          title: called,
          id: bytesToBase64url(random.bytes(16)) as ActId,
          at,
          author: identity.author,
          request,
          result,
          before,
        });
        const isAct =
          changes.length > 0 ||
          act.targets.length > 0 ||
          gathered.entries.some(({ e }) => e.startsWith('blob'));
        const entries: readonly JournalEntry[] = [
          ...(isAct ? [act] : []),
          ...gathered.entries,
          ...versions,
        ];
        if (entries.length === 0) return result;
        const position = await journal.append(entries.map(entryToPlain));
        remember(act);
        if (isAct) onDurable(act);
        await show(entries, position, isAct, (part) => reach(SIGNED + part * (1 - SIGNED)));
        return result;
      }),
    ).finally(() => teller?.end());
  };
  return { write, exclusively, healed, mendings: () => mendings, rebuild };
};

/** What the journal has is done: whoever hears of the failure must not believe that nothing changed. */
const refuseShown = (error: unknown): never => {
  if (!isHmError(error)) throw error;
  const message = `The change is saved, but cannot be shown yet. ${error.message}`;
  throw new HmError(error.type, message, { ...error.facts, isSaved: true });
};

/** Items that changes are about, wherever they stand. */
const countItems = (changes: readonly Change[]): number =>
  new Set(
    changes.map(({ kind, entity }) =>
      kind === 'placement' ? placementParts(entity)[0] : entity,
    ),
  ).size;

interface Signed {
  readonly versions: readonly VersionEntry[];
  readonly before: readonly Before[];
}

/** Heads of every entity that changes, read kind by kind. */
const readStates = async (
  catalog: DriveParts['catalog'],
  changes: readonly Change[],
): Promise<readonly EntityState[]> => {
  const states: EntityState[] = [];
  for (const kind of new Set(changes.map((change) => change.kind))) {
    const at = changes.flatMap((change, i) => (change.kind === kind ? [i] : []));
    const read = await catalog.entities(
      kind,
      at.map((i) => changes[i]?.entity ?? ''),
    );
    at.forEach((i, n) => (states[i] = read[n] ?? NO_ENTITY));
  }
  return states;
};

const changeToVersion = (change: Change, context: WriteContext): UnsignedVersion =>
  change.fields === null
    ? tombstoneVersion({ ...context, reason: change.reason })
    : nextVersion({ ...context, patch: asWritten(change.fields) });

/** Values as they will be read: numbers in their one form, text well-formed. */
const asWritten = (fields: PlainObject): PlainObject => {
  const read = decodeCbor(encodeCbor(fields));
  return read.ok ? (read.value as PlainObject) : fields;
};

/** The catalogue takes the version itself; one that is too long it leaves in the journal, as it would when replayed. */
const versionToEntry = (version: KeptVersion): VersionEntry => {
  const { bytes } = version;
  return bytes.length > MAX_VERSION_BYTES
    ? { e: 'version', bytes }
    : { e: 'version', bytes, version };
};

/** The fields that a change writes, as they were; a tombstone writes them all. */
const changeToBefore = ({ kind, entity, fields }: Change, state: EntityState): Before => {
  const shown = shownFields(state);
  if (shown === null || fields === null) return { kind, entity, fields: shown };
  const written = Object.keys(fields).map((field) => [field, shown[field] ?? null] as const);
  return { kind, entity, fields: Object.fromEntries(written) };
};

const createDraft = (
  at: string,
): { draft: ActDraft; changes: () => readonly Change[]; entries: readonly JournalEntry[] } => {
  const changes = new Map<string, Change>();
  const entries: JournalEntry[] = [];
  const keyOf = (kind: EntityKind, entity: EntityId): string => `${kind}/${entity}`;
  const draft: ActDraft = {
    at,
    patch: (kind, entity, fields) => {
      const known = changes.get(keyOf(kind, entity))?.fields;
      const merged = { ...known, ...fields };
      changes.set(keyOf(kind, entity), { kind, entity, fields: merged, reason: 'removed' });
    },
    tombstone: (kind, entity, reason) => {
      changes.set(keyOf(kind, entity), { kind, entity, fields: null, reason });
    },
    blob: (entry) => entries.push(entry),
    local: (key, value) => entries.push({ e: 'local', key, value }),
    localClear: (prefix) => entries.push({ e: 'local-clear', prefix }),
  };
  return { draft, changes: () => [...changes.values()], entries };
};

const createAct = ({
  title,
  ...rest
}: {
  title: ActTitle;
  id: ActId;
  at: string;
  author: Author;
  request: string | null;
  result: Plain;
  before: readonly Before[];
}): ActEntry => ({
  e: 'act',
  ...rest,
  verb: title.verb,
  facts: title.facts ?? {},
  group: title.group ?? null,
  undo: title.undo ?? null,
  targets: title.targets ?? [],
});
