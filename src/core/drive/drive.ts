import { HmError } from '../base/hm-error.ts';
import type { PlainObject } from '../base/plain.ts';
import type { ActHead } from '../catalog/act-records.ts';
import { entryToPlain } from '../catalog/journal-entry.ts';
import type { CatalogChange } from '../catalog/projection.ts';
import { TRASH } from '../catalog/row-projection.ts';
import type { RecordCheck } from '../catalog/record-check.ts';
import { watchCatalog } from '../catalog/watch-catalog.ts';
import type { ImportSink } from '../imports/import-sink.ts';
import { parseTally } from '../integrity/parity-keeper.ts';
import { type ActListener, type ActWriter, createActWriter } from './act.ts';
import { anyChange, changeEvents } from './change-news.ts';
import { type CompositesService, createCompositesService } from './composites-service.ts';
import { type CollectionsService, createCollectionsService } from './collections-service.ts';
import type { DriveParts } from './drive-parts.ts';
import { type DuplicatesService, createDuplicatesService } from './duplicates-service.ts';
import { type RunningHash, hashCatalog } from './export-hash.ts';
import { type AlbumsService, createAlbumsService } from './albums-service.ts';
import { createImportAcceptor } from './import-acceptor.ts';
import { type HealingRecords, PARITY_RECORD, createHealingRecords } from './healing-records.ts';
import { type LinksService, createLinksService } from './links-service.ts';
import { type ListingService, createListingService } from './listing.ts';
import { type ManifestService, createManifestService } from './manifest-service.ts';
import { type MendingHistory, createMendingHistory } from './mending-history.ts';
import { type MediaService, createMediaService } from './media-service.ts';
import { type IntegrityService, createIntegrityService } from './integrity-service.ts';
import { createIntegrityRecords } from './integrity-records.ts';
import { type JournalPast, type MendedJournal, mendJournal } from './journal-mend.ts';
import { type OriginalsService, createOriginalsService } from './originals-service.ts';
import { type OrphansService, createOrphansService } from './orphans-service.ts';
import type { PresenceReport } from '../integrity/presence.ts';
import { type RepairHistory, createRepairHistory } from './repair-history.ts';
import { type RelearnService, createRelearnService } from './relearn-service.ts';
import type { JournalPosition } from '../journal/journal.ts';
import { type Identify, openCaughtUp } from './opening.ts';
import { type SavedSearchService, createSavedSearches } from './saved-searches.ts';
import { type SearchFeed, createSearchFeed } from './search-feed.ts';
import { type SearchService, createSearchService, findItems } from './search-service.ts';
import { snapshotEntries } from './snapshot.ts';
import { type TrashService, createTrashService } from './trash-service.ts';
import { type UndoService, createUndoService } from './undo-service.ts';

/** A journal is compacted when it is this many times what its heads took, and no smaller than `COMPACT_FROM`. */
const COMPACT_AT = 2;
const COMPACT_FROM_BYTES = 4 * 1024 * 1024;

/** What the drive found when it started. */
export interface StartupReport {
  readonly tookMs: number;
  /** Acts that the catalogue had not seen. */
  readonly replayed: number;
  /** Debris of cut-short imports that was cleared. */
  readonly settled: number;
  readonly checked: number;
  readonly repaired: number;
  readonly missing: number;
  /** What works less well than it should, in words. */
  readonly degraded: readonly string[];
}

/** What a rebuild of the catalogue did. */
export interface RebuildReport {
  readonly tookMs: number;
  readonly acts: number;
  readonly entries: number;
  readonly missing: number;
  readonly orphans: number;
  /** Equal before and after where nothing was wrong. */
  readonly exportHash: string;
}

/** Space by what takes it, in bytes; nothing is counted twice. */
export interface Usage {
  /** Those outside the trash. */
  readonly originals: number;
  readonly thumbnails: number;
  readonly caches: number;
  /** What heals damaged originals. */
  readonly parity: number;
  readonly trash: number;
  /** Damaged bytes that repairs replaced, kept for a while. */
  readonly reclaimable: number;
  /** What the browser lets the drive take, and what it counts: all of these, the journal, the catalogue and the app. */
  readonly quota: number;
  readonly used: number;
  readonly persisted: boolean;
}

/** A drive that runs: one per origin, owner of everything below it. */
export interface Drive {
  /** As far as it is known: presence is checked behind the start. */
  readonly startup: StartupReport;
  readonly collections: CollectionsService;
  readonly media: MediaService;
  readonly listing: Pick<ListingService, 'list' | 'shapes' | 'tags'>;
  readonly albums: Pick<AlbumsService, 'list'>;
  readonly links: LinksService;
  readonly composites: CompositesService;
  readonly duplicates: Omit<DuplicatesService, 'note'>;
  readonly originals: OriginalsService;
  readonly trash: TrashService;
  readonly integrity: IntegrityService;
  readonly orphans: OrphansService;
  readonly healing: HealingRecords;
  /** What was healed, and the damaged bytes that are kept of it. */
  readonly repairs: RepairHistory;
  readonly mendings: Pick<MendingHistory, 'list'>;
  readonly search: SearchService;
  readonly savedSearches: SavedSearchService;
  readonly undo: Pick<UndoService, 'undo' | 'redo' | 'history'>;
  readonly manifests: ManifestService;
  readonly importSink: ImportSink;
  /** Finds what items lack by the bytes that are here; to be called when nobody waits for anything. */
  readonly relearn: RelearnService['relearn'];
  /** Looks into items that were stored without being looked into. */
  readonly lookAgain: RelearnService['lookAgain'];
  /** A record that does not sync; `null` where there is none. */
  readLocal(key: readonly string[]): Promise<unknown>;
  writeLocal(key: readonly string[], value: PlainObject): Promise<void>;
  usage(): Promise<Usage>;
  /** Looks for every blob's name; missing ones are marked, never removed. */
  checkPresence(): Promise<PresenceReport>;
  /** Writes down what this start made good of catalogue and journal. */
  noteMended(): Promise<void>;
  /** Reads the whole journal anew, where the start believed a checkpoint, and mends it. */
  mendJournal(): Promise<MendedJournal>;
  /** Runs a task; once more where it meets a damaged catalogue, which is made again first (D36). */
  readonly healed: ActWriter['healed'];
  /** Looks for every record of the catalogue, which is made again where one is gone. */
  checkCatalog(): Promise<unknown>;
  /** Reads the records of the catalogue, in stretches; it is made again where one is damaged. */
  readonly readCatalog: RecordCheck['checkOn'];
  /** Forgets the catalogue and makes it again from the journal and the blobs. */
  rebuildCatalog(hash: RunningHash): Promise<RebuildReport>;
  exportHash(hash: RunningHash): Promise<string>;
  /** Compacts the journal where that is worth it (or anyway, where forced); whether it did. */
  compact(options?: { readonly force?: boolean }): Promise<boolean>;
}

/** Opens the drive: the catalogue catches up with the journal, debris of a crash goes, then it may be used. */
export const openDrive = async (
  given: Omit<DriveParts, 'identity'>,
  identify: Identify,
  startedMs = given.clock.nowMs(),
): Promise<Drive> => {
  const { journal, catalog, clock } = given;
  const takenUntil = catalog.state().position;
  const opened = await openCaughtUp(given, identify);
  const { identity } = opened;
  const settled = await given.blobs.clearStaging(new Set());
  const feed = createSearchFeed({ ...given, identity });
  const parts: DriveParts = {
    ...given,
    identity,
    catalog: watchCatalog(catalog, feed),
  };
  await catalog.keepCheckpoint(journal.checkpoint());
  return createDrive(parts, feed, opened.acts, takenUntil, {
    tookMs: clock.nowMs() - startedMs,
    replayed: opened.replayed,
    settled,
    checked: 0,
    repaired: 0,
    missing: catalog.state().missing,
    degraded: [
      ...(journal.damage.length === 0 ? [] : ['journal-damaged']),
      ...((await areFilesGone(given)) ? ['files-gone'] : []),
      ...(opened.isRestored ? ['journal-restored'] : []),
      ...(opened.isRebuilt ? ['catalog-rebuilt'] : []),
      ...(opened.mended === 'no' ? [] : [mendedCode(opened.mended)]),
    ],
  });
};

/** Whether the browser evicted the files and left the database: nobody deletes every original by hand. */
const areFilesGone = async ({
  catalog,
  disk,
}: Pick<DriveParts, 'catalog' | 'disk'>): Promise<boolean> =>
  catalog.state().totals.blobs > 0 && (await disk.list('blobs')).length === 0;

const createDrive = (
  parts: DriveParts,
  feed: SearchFeed,
  acts: readonly ActHead[],
  takenUntil: JournalPosition | null,
  startup: StartupReport,
): Drive => {
  const { catalog, journal } = parts;
  const listing = createListingService(parts, (query) => findItems(parts, feed, query));
  const tell = (change: CatalogChange | null): void => {
    listing.refresh();
    duplicates.note(change);
    albums.note(change);
    changeEvents(parts, change ?? anyChange(parts)).forEach(parts.emit);
  };
  const writer: ActWriter = createActWriter(parts, acts, {
    onDurable: (act) => undo.note(act),
    onShown: tell,
    onMended: (mended) => onMended(mended),
  });
  const undo = createUndoService(parts, writer, acts);
  const duplicates = createDuplicatesService(parts, writer);
  const albums = createAlbumsService(parts);
  const collections = createCollectionsService(parts, writer);
  const media = createMediaService(parts, writer, collections);
  const importSink = createImportAcceptor(parts, writer, collections);
  const healing = createHealingRecords(parts, writer, listing);
  const repairs = createRepairHistory(parts, healing);
  const orphans = createOrphansService(parts, writer, media, importSink, repairs);
  const past: JournalPast = { takenUntil, mended: new Set() };
  const mendings = createMendingHistory(parts, writer);
  const mend = async (): Promise<MendedJournal> => {
    const found = await mendJournal(
      parts,
      writer.exclusively,
      () => compactJournal(parts),
      past,
    );
    if (found.mended > 0) await mendings.note(['journal-mended']);
    return found;
  };
  const integrity = createIntegrityService(parts, {
    writer,
    records: createIntegrityRecords(catalog, writer),
    listing,
    orphans,
    onShown: tell,
    mendJournal: mend,
    checkCatalog: async () => {
      const before = writer.mendings();
      await writer.healed(catalog.check.checkAll);
      return writer.mendings() - before;
    },
  });
  let started = startup;

  const presence = async (): Promise<PresenceReport> => {
    const report = await integrity.presence();
    started = { ...started, checked: report.checked, missing: report.missing };
    return report;
  };
  /** What was seen of originals went with the damaged catalogue. */
  const onMended: ActListener['onMended'] = (mended) => {
    const degraded = [...new Set([...started.degraded, mendedCode(mended)])];
    started = { ...started, degraded };
    emitMended(parts, mended);
    void mendings.note([mendedCode(mended)]);
    presence().catch(parts.onDefect);
  };
  const healMissing: IntegrityService['healMissing'] = async () => {
    const tally = await integrity.healMissing();
    const missing = started.missing - tally.repaired;
    started = { ...started, missing, repaired: started.repaired + tally.repaired };
    return tally;
  };

  const rebuildCatalog: Drive['rebuildCatalog'] = async (hash) => {
    const startedMs = parts.clock.nowMs();
    const replayed = await writer.rebuild();
    const { missing, orphans } = await presence();
    const exportHash = await hashCatalog(catalog, hash);
    return {
      tookMs: parts.clock.nowMs() - startedMs,
      ...replayed,
      missing,
      orphans,
      exportHash,
    };
  };

  const writeLocal: Drive['writeLocal'] = async (key, value) => {
    await writer.write({ verb: 'settings' }, null, (draft) => {
      draft.local(key, value);
      return Promise.resolve(null);
    });
  };

  const compact: Drive['compact'] = ({ force = false } = {}) =>
    writer.exclusively(async () => {
      const size = journal.sizeBytes();
      const worth = Math.max(COMPACT_FROM_BYTES, COMPACT_AT * journal.liveBytes());
      if (!force && size <= worth) return false;
      return compactJournal(parts);
    });

  return {
    get startup() {
      return started;
    },
    collections,
    media,
    listing,
    albums,
    links: createLinksService(parts, writer),
    composites: createCompositesService(parts, writer),
    duplicates,
    originals: createOriginalsService(parts, {
      settings: integrity.settings,
      onDamaged: integrity.suspect,
    }),
    trash: createTrashService(parts, writer),
    integrity: { ...integrity, presence, healMissing },
    orphans,
    healing,
    repairs,
    mendings,
    search: createSearchService(parts, feed),
    savedSearches: createSavedSearches(parts, collections),
    undo,
    manifests: createManifestService(parts, writeLocal),
    importSink: {
      ...importSink,
      findByHash: (hash) => writer.healed(() => importSink.findByHash(hash)),
      keptJobs: () => writer.healed(importSink.keptJobs),
    },
    ...createRelearnService(parts, writer),
    readLocal: (key) => writer.healed(async () => (await catalog.local(key)) ?? null),
    writeLocal,
    usage: () => usageOf(parts, repairs),
    checkPresence: presence,
    noteMended: () => mendings.note(startup.degraded),
    mendJournal: mend,
    healed: writer.healed,
    checkCatalog: () => writer.healed(catalog.check.checkKeys),
    readCatalog: (stretch) => writer.healed(() => catalog.check.checkOn(stretch)),
    rebuildCatalog,
    exportHash: (hash) => hashCatalog(catalog, hash),
    compact,
  };
};

/** The start report's word for a catalogue that was damaged. */
const mendedCode = (mended: 'whole' | 'in-part'): string =>
  mended === 'whole' ? 'catalog-mended' : 'catalog-salvaged';

const emitMended = ({ emit, clock }: DriveParts, mended: 'whole' | 'in-part'): void => {
  const at = new Date(clock.nowMs()).toISOString();
  const text =
    mended === 'whole'
      ? 'The catalogue was damaged; it was made again from the journal.'
      : 'The catalogue and the journal were damaged; all that either of them knew was put together again.';
  const level = mended === 'whole' ? 'info' : 'warn';
  emit({ event: 'status', payload: { at, text, level, said: { code: mendedCode(mended) } } });
};

/** Whether it was done: the next segment's name must have settled, or a power cut could forget it. */
const compactJournal = async ({ journal, catalog, clock }: DriveParts): Promise<boolean> => {
  try {
    const position = await journal.compact(snapshotFrames(catalog, clock.nowMs()));
    await catalog.apply([], position);
    await catalog.keepCheckpoint(journal.checkpoint());
    return true;
  } catch (error) {
    if (error instanceof HmError && error.type === 'too-early') return false;
    throw error;
  }
};

async function* snapshotFrames(
  catalog: DriveParts['catalog'],
  nowMs: number,
): AsyncIterable<PlainObject> {
  for await (const entry of snapshotEntries(catalog, nowMs)) yield entryToPlain(entry);
}

const usageOf = async (
  { catalog, derived, originals }: DriveParts,
  repairs: RepairHistory,
): Promise<Usage> => {
  const state = catalog.state();
  const trash = state.counts.get(TRASH)?.totalSizeBytes ?? 0;
  return {
    originals: Math.max(0, state.totals.bytes - trash),
    thumbnails: await derived.usedBytes(),
    caches: 0,
    parity: parseTally(await catalog.local(PARITY_RECORD)).bytes,
    trash,
    reclaimable: await repairs.keptBytes(),
    ...(await originals.estimate()),
  };
};
