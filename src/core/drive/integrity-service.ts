import type { BlobHash } from '../base/ids.ts';
import type { CatalogChange } from '../catalog/projection.ts';
import { type BlobRecord, ownCopy } from '../catalog/records.ts';
import type { Damage, IntegrityReport } from '../integrity/damage.ts';
import { type DueBlob, findDue } from '../integrity/schedule.ts';
import { markedGarbage } from '../integrity/garbage.ts';
import { type PresenceReport, checkPresence } from '../integrity/presence.ts';
import { checkBlob } from '../integrity/verify-blob.ts';
import { createHealer } from '../integrity/verify-heal.ts';
import type { VerifyNews } from '../integrity/verify-news.ts';
import { createNewsTeller } from '../integrity/verify-news.ts';
import { NO_TALLY, type Tally, addTallies } from '../integrity/verify-tally.ts';
import { type VerifyWords, reportInWords, suspectInWords } from '../integrity/verify-words.ts';
import {
  type VerifyParts,
  type VerifyResult,
  refuseStopped,
  verifyBlobs,
} from '../integrity/verify.ts';
import type { ActWriter } from './act.ts';
import { joinChanges } from './change-news.ts';
import type { DriveParts } from './drive-parts.ts';
import { hashesBelow } from './hashes-below.ts';
import type { IntegrityRecords } from './integrity-records.ts';
import type { ListingService } from './listing.ts';
import type { OrphansService } from './orphans-service.ts';
import { MAX_PIXELS } from './originals-service.ts';

/** What a check looks at. */
export interface VerifyOptions {
  /** Every byte, whatever is remembered; else only what was not seen to be right of late. */
  readonly deep?: boolean;
  /** Only items in and below this collection. */
  readonly collection?: string;
  readonly signal?: AbortSignal;
}

/** Whether each byte is right, and what is done where one is not (docs/spec/integrity.md). */
export interface IntegrityService extends Omit<IntegrityRecords, 'keepReport'> {
  /** Presence of all, then bytes. Rejects 'cancelled', 'not-found' for a collection that is not there. */
  verify(options?: VerifyOptions): Promise<IntegrityReport>;
  /** Looks for every blob's name: the first part of `verify`. */
  presence(): Promise<PresenceReport>;
  /** Has those repaired that are missing; what came of it, kept as a report where anything was missing. */
  healMissing(): Promise<Tally>;
  /** Reads on where the last check stopped, until all is read, `untilMs` has come or `signal` aborts. */
  readOn(untilMs: number, signal: AbortSignal): Promise<{ readonly isDone: boolean }>;
  /** Somebody met wrong bytes in a blob: it is read at once; whether it is right in the end. */
  suspect(hash: BlobHash): Promise<boolean>;
}

/** What of the drive the service needs beside its parts. */
export interface IntegrityNeeds {
  readonly writer: Pick<ActWriter, 'exclusively' | 'healed'>;
  readonly records: IntegrityRecords;
  readonly listing: ListingService;
  readonly orphans: Pick<OrphansService, 'list'>;
  /** Told of what items show by now. */
  readonly onShown: (change: CatalogChange) => void;
  /** Damaged stretches of the journal, and how many of them were written anew. */
  readonly mendJournal: () => Promise<{ readonly damaged: number; readonly mended: number }>;
  /** Reads the catalogue, and has it made again where it is damaged; how often that was. */
  readonly checkCatalog: () => Promise<number>;
}

/** A signal that nobody gives. */
const NEVER = new AbortController().signal;
/** Blobs whose items are named together. */
const GIVEN_UP_AT_ONCE = 1_000;
const NO_JOURNAL = { damaged: 0, mended: 0 };
const DAY_MS = 86_400_000;

/** The service over the parts of one drive. */
export const createIntegrityService = (
  given: DriveParts,
  { writer, records, listing, orphans, onShown, mendJournal, checkCatalog }: IntegrityNeeds,
): IntegrityService => {
  const { clock, blobs, lab, originals } = given;
  const catalog: DriveParts['catalog'] = {
    ...given.catalog,
    noteBlobs: async (seen) => {
      const change = await given.catalog.noteBlobs(seen);
      if (change.updated.length > 0) onShown(change);
      return change;
    },
  };
  const parts = { ...given, catalog };
  const healer = createHealer(parts);
  /** Damage that was met since the start: reading it again would find the same. */
  const met = new Set<BlobHash>();

  const heal: VerifyParts['heal'] = async (damage, record) => {
    const tally = await healer.heal(damage, record);
    if (tally.repaired === 0) met.add(damage.hash);
    else met.delete(damage.hash);
    return tally;
  };

  const remakeList = async (hash: BlobHash): Promise<boolean> => {
    const [record] = await catalog.blobs([hash]);
    const file = record == null ? null : await originals.open(hash);
    if (record == null || file === null) return false;
    const job = {
      file,
      name: hash,
      stagingPath: null,
      sidecarXmp: null,
      maxPixels: MAX_PIXELS,
    };
    const made = await lab.ingest(job, {
      signal: new AbortController().signal,
      priority: 'LOW',
    });
    if (made.hash !== hash || made.listHash !== record.listHash) return false;
    await blobs.removeList(made.listHash);
    await blobs.putList(made.listHash, made.list);
    return true;
  };

  const verifyParts: VerifyParts = { ...parts, heal, remakeList };

  const presence: IntegrityService['presence'] = async () => {
    const { exclusively, healed } = writer;
    const garbage = () => markedGarbage(parts);
    // Told together, however many transactions it takes.
    const changes: CatalogChange[] = [];
    const noteBlobs: DriveParts['catalog']['noteBlobs'] = async (seen) => {
      const change = await given.catalog.noteBlobs(seen);
      changes.push(change);
      return change;
    };
    const silent = { ...given.catalog, noteBlobs };
    try {
      return await healed(() =>
        checkPresence({ ...parts, catalog: silent, exclusively, garbage }),
      );
    } finally {
      listing.refresh();
      const change = joinChanges(changes);
      if (change.updated.length > 0) onShown(change);
    }
  };

  /** Blobs whose names are gone: nothing of them is left to be read, so that only a source brings them back. */
  const healAmong = async (
    among: ReadonlySet<BlobHash> | null,
    signal: AbortSignal,
  ): Promise<Tally> => {
    const missing = [...(await catalog.missing())].filter((hash) => among?.has(hash) ?? true);
    const known = await catalog.blobs(missing);
    const gone = new Map(
      missing.flatMap((hash, i) => {
        const record = known[i];
        return record == null ? [] : [[hash, record] as const];
      }),
    );
    if (gone.size === 0) return NO_TALLY;
    const lookout = await given.repairer.lookFor([...gone].map(goneEntirely));
    try {
      return await healGone(gone, lookout.mayHeal, signal);
    } finally {
      lookout.done();
    }
  };

  const healGone = async (
    gone: ReadonlyMap<BlobHash, BlobRecord>,
    mayHeal: ReadonlySet<BlobHash>,
    signal: AbortSignal,
  ): Promise<Tally> => {
    let tally = NO_TALLY;
    for (const [hash, record] of gone) {
      if (!mayHeal.has(hash)) continue;
      if (signal.aborted) return tally;
      const { damage } = await checkBlob(parts, hash, record, NEVER);
      if (damage !== null) tally = addTallies(tally, await heal(damage, record));
    }
    const left = [...gone].filter(([hash]) => !mayHeal.has(hash));
    for (let at = 0; at < left.length && !signal.aborted; at += GIVEN_UP_AT_ONCE) {
      const batch = new Map(left.slice(at, at + GIVEN_UP_AT_ONCE));
      tally = addTallies(tally, await healer.giveUp(batch));
      await given.breathe();
    }
    return tally;
  };

  const sinceMs = async (): Promise<number> =>
    clock.nowMs() - (await records.settings()).verifiedForDays * DAY_MS;

  const tellProgress = (news: VerifyNews): void =>
    given.emit({ event: 'progress', payload: { at: isoOf(clock.nowMs()), ...news } });

  const tellStatus = ({ text, level, said }: VerifyWords): void => {
    const at = isoOf(clock.nowMs());
    given.emit({
      event: 'status',
      payload: { at, text, level, ...(said && { said: { ...said } }) },
    });
  };

  const read = async (
    due: readonly DueBlob[],
    untilMs: number,
    signal: AbortSignal,
  ): Promise<VerifyResult> => {
    const teller = createNewsTeller(due, clock, tellProgress);
    try {
      return await verifyBlobs(verifyParts, {
        due,
        signal,
        untilMs,
        onProgress: teller.reach,
      });
    } finally {
      teller.end();
    }
  };

  const finish = async (startedMs: number, tally: Tally): Promise<IntegrityReport> => {
    const strays = (await orphans.list()).filter(({ kind }) => kind !== 'missing-bytes');
    const report: IntegrityReport = {
      startedAt: isoOf(startedMs),
      tookMs: clock.nowMs() - startedMs,
      ...tally,
      orphans: strays.length,
      signedBy: null,
    };
    await records.keepReport(report);
    if (tally.missing + tally.corrupt > 0) tellStatus(reportInWords(report));
    return report;
  };

  const verify: IntegrityService['verify'] = async ({
    deep = false,
    collection,
    signal,
  } = {}) => {
    const startedMs = clock.nowMs();
    const stop = signal ?? NEVER;
    const among =
      collection === undefined ? null : await hashesBelow(listing, catalog, collection);
    const remade = among === null ? await checkCatalog() : 0;
    const { checked } = await presence();
    const missing = await healAmong(among, stop);
    const due = await findDue(catalog, {
      sinceMs: deep ? null : await sinceMs(),
      ...(among !== null && { among }),
    });
    refuseStopped(stop);
    const { tally } = await read(due, Infinity, stop);
    refuseStopped(stop);
    const { damaged, mended } = among === null ? await mendJournal() : NO_JOURNAL;
    return finish(startedMs, {
      ...addTallies(missing, tally),
      checked: among?.size ?? checked,
      corrupt: tally.corrupt + damaged + remade,
      repaired: missing.repaired + tally.repaired + mended + remade,
    });
  };

  const readOn: IntegrityService['readOn'] = async (untilMs, signal) => {
    const startedMs = clock.nowMs();
    const all = await findDue(catalog, { sinceMs: await sinceMs() });
    const due = all.filter(({ hash }) => !met.has(hash));
    if (due.length === 0) return { isDone: true };
    const { tally, isDone } = await read(due, untilMs, signal);
    // A stretch that met nothing and goes on is no news; each report is a write into the journal.
    if (isDone || tally.corrupt + tally.missing > 0) await finish(startedMs, tally);
    return { isDone };
  };

  const suspect: IntegrityService['suspect'] = async (hash) => {
    const [record] = await catalog.blobs([hash]);
    if (record == null) return false;
    const { damage } = await checkBlob(parts, hash, record, NEVER);
    if (damage === null) {
      if (ownCopy(record)?.state !== 'present') await noteRight(hash);
      return true;
    }
    const tally = await heal(damage, record);
    // What was known before is told by whoever wanted the bytes.
    if (ownCopy(record)?.state === 'present') tellStatus(suspectInWords(damage, tally));
    return tally.repaired > 0;
  };

  const noteRight = (hash: BlobHash) =>
    catalog.noteBlobs(
      new Map([[hash, { state: 'present', verifiedAt: isoOf(clock.nowMs()) } as const]]),
    );

  return {
    settings: records.settings,
    configure: records.configure,
    lastReport: records.lastReport,
    verify,
    presence,
    healMissing: async () => {
      const startedMs = clock.nowMs();
      const tally = await healAmong(null, NEVER);
      if (tally.missing > 0) await finish(startedMs, tally);
      return tally;
    },
    readOn,
    suspect,
  };
};

const goneEntirely = ([hash, { sizeBytes, listHash }]: readonly [
  BlobHash,
  BlobRecord,
]): Damage => ({ hash, sizeBytes, listHash, kind: 'missing', chunks: null });

const isoOf = (ms: number): string => new Date(ms).toISOString();
