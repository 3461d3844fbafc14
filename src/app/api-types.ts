/**
 * The public face of the drive, `window.hm`, as types: what screens, scripts and checks call.
 * docs/api.md tells it in words. Every method is async unless its type says otherwise; arguments and
 * results are plain cloneable data; an expected failure rejects with an `HmError`. Collections are
 * addressed by path (`projects/2024/january`, the root `''`), media by id; times are ISO 8601 in UTC. Long
 * because it is one contract, of types alone.
 */
import type { JobId, LinkId, MediaId } from '../core/base/ids.ts';
import type { PlainObject } from '../core/base/plain.ts';
import type { Collection, CollectionMeta } from '../core/collections/collection.ts';
import type { Link, LinkType } from '../core/collections/link.ts';
import type { ConfigPatch } from '../core/config/config-form.ts';
import type { InstanceConfig } from '../core/config/config.ts';
import type { DuplicatesQuery, Merge, Merged } from '../core/drive/duplicates-service.ts';
import type { DuplicateGroup } from '../core/duplicates/group-duplicates.ts';
import type { RebuildReport, StartupReport, Usage } from '../core/drive/drive.ts';
import type { VerifySaid } from '../core/integrity/verify-words.ts';
import type { VerifyOptions } from '../core/drive/integrity-service.ts';
import type { OrphanChoice } from '../core/drive/orphans-service.ts';
import type { ListOptions, Listing } from '../core/drive/listing.ts';
import type {
  FoundOrder,
  FoundShapes,
  SavedSearch,
  SearchResult,
} from '../core/drive/search-types.ts';
import type { TrashItem } from '../core/drive/trash-service.ts';
import type { ActNews } from '../core/drive/act-news.ts';
import type { ExportNews } from '../core/exports/export-news.ts';
import type { AuditEntry } from '../core/drive/audit-trail.ts';
import type {
  Arrival,
  ImportEntry,
  ImportJob,
  ImportProgress,
  ImportReport,
  ImportSummaryRow,
} from '../core/imports/import-job.ts';
import type { AssetState } from '../core/assets/asset-state.ts';
import type { IntegrityReport, IntegritySettings } from '../core/integrity/damage.ts';
import type { Orphan } from '../core/integrity/orphan.ts';
import type { VerifyNews } from '../core/integrity/verify-news.ts';
import type { DrillReport, DrillStep } from '../core/integrity/drill-report.ts';
import type { Mending } from '../core/drive/mending-history.ts';
import type { Repair } from '../core/drive/repair-history.ts';
import type { Album } from '../core/media/albums.ts';
import type { ThumbnailSize } from '../core/media/media-lab.ts';
import type { MediaEdit } from '../core/media/media-edit.ts';
import type { SignedManifest } from '../core/manifests/manifest.ts';
import type { MediaSummary, TagCount } from '../core/media/media-summary.ts';
import type { Media, MediaRow } from '../core/media/media.ts';
import type { CircuitState } from '../core/runtime/circuit.ts';
import type { EngineName } from '../core/runtime/engine.ts';
import type { Injection, PoisonFile, RuntimeMetrics } from '../core/runtime/metrics.ts';
import type { Settings } from '../core/runtime/settings.ts';
import type { Attempt } from '../core/runtime/task.ts';
import type { Priority } from '../core/runtime/task-queue.ts';
import type { SearchFilters, SearchQuery } from '../core/search/search-query.ts';
import type { RowShapes } from '../core/media/row-shapes.ts';
import type { ParsedUri, UriParts } from '../core/uri/hm-uri.ts';
import type { ExportReport } from './export-files.ts';

/** The object behind `window.hm`. */
export interface Hm {
  readonly version: string;
  /** Settles when the drive may be used; rejects with an `HmError` where this browser cannot run it. */
  readonly ready: Promise<StartupReport>;
  readonly drive: Drive;
  readonly uri: UriResolver;
  readonly search: Search;
  readonly runtime: Runtime;
  readonly integrity: Integrity;
  readonly config: Config;
  /** Calls `listener` at each event until the returned function is called. Sync. */
  on<Name extends HmEventName>(
    event: Name,
    listener: (payload: HmEvents[Name]) => void,
  ): () => void;
}

/** Collections, media, imports, trash and history. */
export interface Drive {
  /** Makes missing parents too. Rejects 'name-taken'. */
  createCollection(path: string, meta?: CollectionMeta): Promise<Collection>;
  getCollection(path: string): Promise<Collection>;
  /** Those right below `path` (the root where absent), or all below it. */
  listCollections(
    path?: string,
    options?: { readonly recursive?: boolean },
  ): Promise<readonly Collection[]>;
  updateCollection(path: string, patch: CollectionPatch): Promise<Collection>;
  moveCollection(path: string, newPath: string): Promise<Collection>;
  /** Into the trash, with everything below. */
  removeCollection(path: string): Promise<void>;
  /** Resolves at the end of the import; 'progress' events tell how it goes. */
  importMedia(
    path: string,
    files: readonly ImportInput[],
    options?: ImportOptions,
  ): Promise<ImportReport>;
  importFromUrl(path: string, url: string): Promise<ImportReport>;
  /**
   * Everything in and below a collection as plain files, verified, in its folders; 'progress' events tell
   * how it goes. A zip without `to` resolves with the archive, a file of the browser's own store that is
   * there until the next start; what could not be exported is told in it.
   */
  exportCollection(path: string, options: ZipExport): Promise<Blob>;
  /** Writes into a file or folder; one is picked where no folder is given ('not-supported' where none can be). */
  exportCollection(path: string, options: DirectExport): Promise<ExportReport>;
  readonly imports: Imports;
  /** Follows alias links. */
  listMedia(path: string, options?: ListOptions): Promise<Listing>;
  /** Every item of the same listing in packed columns, for whoever lays out all of it; `offset` and `limit` do not count. */
  listShapes(path: string, options?: ListOptions): Promise<RowShapes>;
  getMedia(id: MediaId): Promise<Media>;
  /** Rows in the order of `ids`; those of items that are gone or in the trash are left out. */
  mediaRows(ids: readonly MediaId[]): Promise<readonly MediaRow[]>;
  /** What several items have in common, as a form that edits them together shows it. */
  summarizeMedia(ids: readonly MediaId[]): Promise<MediaSummary>;
  /** Every tag, the most frequent first. */
  tags(): Promise<readonly TagCount[]>;
  /** Sounds by album and artist; those that name no album are one group, the last. */
  albums(): Promise<readonly Album[]>;
  /** One act and one undo step, however many items; rejects 'bad-patch' and then changes none. */
  updateMedia(ids: MediaId | readonly MediaId[], patch: MediaEdit): Promise<void>;
  /** Items leave the collections that they stand in, or `from` alone, and stand in `toPath`. */
  moveMedia(
    ids: readonly MediaId[],
    toPath: string,
    options?: { readonly from?: string },
  ): Promise<void>;
  copyMedia(ids: readonly MediaId[], toPath: string): Promise<void>;
  /** Into the trash. */
  removeMedia(ids: MediaId | readonly MediaId[]): Promise<void>;
  /**
   * One composite of two items or more, the first one shown; its id stands for all. Live photos, RAW +
   * JPEG and bursts are found at import. Rejects 'bad-argument', 'not-found'.
   */
  group(ids: readonly MediaId[]): Promise<MediaId>;
  /** Lets all parts of composites stand on their own again: one act and one undo step, however many. */
  ungroup(ids: MediaId | readonly MediaId[]): Promise<void>;
  /** Groups of the same picture, those that free most first. Rejects 'cancelled', 'not-found'. */
  duplicates(
    query: DuplicatesQuery & { readonly signal?: AbortSignal },
  ): Promise<readonly DuplicateGroup[]>;
  /** One act however many groups: the item to keep takes over places, tags, rating and words; the others go to the trash. */
  mergeDuplicates(merge: Merge | readonly Merge[]): Promise<Merged>;
  /** Remembers that items are no duplicates of each other, or forgets it again. */
  notDuplicates(
    ids: readonly MediaId[],
    options?: { readonly forget?: boolean },
  ): Promise<void>;
  /** The original. Rejects 'not-found', 'missing', 'damaged'. */
  openMedia(id: MediaId): Promise<Blob>;
  /** Bytes `[start, end)` of the original, verified as they are read. */
  readMedia(
    id: MediaId,
    range?: { readonly start?: number; readonly end?: number },
  ): Promise<ReadableStream<Uint8Array>>;
  /** Everything that the parsers found. */
  rawMetadata(id: MediaId): Promise<PlainObject>;
  /** Rejects 'no-thumbnail' with `facts.reason` where there is none. */
  thumbnail(id: MediaId, size: ThumbnailSize): Promise<Blob>;
  /**
   * The same as a `data:` address, for an element to show. An address of a Blob is made by the browser's own
   * process, and a page that asks for one stands still until it answers: 0.1 to 0.7 s where it is busy.
   */
  thumbnailUrl(id: MediaId, size: ThumbnailSize): Promise<string>;
  createLink(link: {
    readonly source: string;
    readonly target: string;
    readonly type: LinkType;
  }): Promise<Link>;
  /** Links that start from a collection, or from any at or below it. */
  listLinks(path: string, options?: { readonly recursive?: boolean }): Promise<readonly Link[]>;
  removeLink(id: LinkId): Promise<void>;
  related(path: string): Promise<readonly Collection[]>;
  readonly trash: Trash;
  /** What was undone, in words; `null` where there is nothing to undo. */
  undo(): Promise<string | null>;
  redo(): Promise<string | null>;
  /** The newest first; what was done to one item alone where `media` names it. */
  history(options?: {
    readonly limit?: number;
    readonly media?: MediaId;
  }): Promise<readonly AuditEntry[]>;
  usage(): Promise<Usage>;
}

/** A file or folder in any of the forms in which a page gets hold of it. */
export type ImportInput = File | FileSystemHandle | ImportEntry<File, FileSystemHandle>;

/** How an import is to be done. */
export interface ImportOptions {
  /** Cancels the job; what is added stays. */
  readonly signal?: AbortSignal;
  readonly tags?: readonly string[];
}

/** The jobs of importing. */
export interface Imports {
  /** Jobs under way and those that ended and were not dismissed, the newest first. */
  list(): Promise<readonly ImportJob[]>;
  pause(job: JobId): Promise<void>;
  resume(job: JobId): Promise<void>;
  cancel(job: JobId): Promise<void>;
  /** Does files that failed once more, by their paths; all of them where none is named. */
  retry(job: JobId, paths?: readonly string[]): Promise<void>;
  /** What became of each file. */
  summary(job: JobId): Promise<readonly ImportSummaryRow[]>;
  /** Takes an import that has ended off the list, for good. */
  dismiss(job: JobId): Promise<void>;
}

/** What is to change of a collection. A new name keeps the parent. */
export interface CollectionPatch extends CollectionMeta {
  readonly name?: string;
}

/** What was removed, for 30 days. */
export interface Trash {
  list(): Promise<readonly TrashItem[]>;
  restore(ids: readonly string[]): Promise<void>;
  /** For good. */
  purge(ids: readonly string[]): Promise<void>;
}

/** Addresses: `hm://[instance]/[collection]/[media][#fragment][?params]`. */
export interface UriResolver {
  /** Sync. Throws an `HmError` 'bad-uri'. */
  parse(uri: string): ParsedUri;
  /** Sync. */
  build(parts: UriParts): string;
  /** `url` plays or shows it, fragment and params applied. */
  resolve(uri: string): Promise<ResolvedAddress>;
}

/** What an address leads to. */
export interface ResolvedAddress {
  readonly media: Media | null;
  readonly collection: Collection | null;
  readonly url: string;
}

/** Finds items by words and filters. Words match from their beginning; one typing error is forgiven. */
export interface Search {
  /** The best first. An empty text with filters lists what they leave, the newest first. Rejects 'bad-query'. */
  query(text: string, options?: SearchOptions): Promise<SearchResult>;
  /** Everything found in packed columns, for whoever lays out all of it. Rejects 'bad-query'. */
  shapes(
    text: string,
    options?: SearchFilters & { readonly order?: FoundOrder },
  ): Promise<FoundShapes>;
  /** Whole queries that begin with `prefix`: tags and words by how often they occur, then names. At most ten. */
  suggest(prefix: string): Promise<readonly string[]>;
  /** Makes the index again from the catalogue. */
  rebuild(): Promise<void>;
  readonly saved: SavedSearches;
}

/** Searches that are kept: collections at the root whose listing is the answer. */
export interface SavedSearches {
  list(): Promise<readonly SavedSearch[]>;
  /** A saved search of this name gets the new question. Rejects 'name-taken' where a collection has the name. */
  save(name: string, query: SearchQuery): Promise<SavedSearch>;
  /** Into the trash. Rejects 'not-found'. */
  remove(name: string): Promise<void>;
}

/** Filters, and which of the hits to give. */
export interface SearchOptions extends SearchFilters {
  /** Hits at most; default 100. */
  readonly limit?: number;
  /** Hits to leave out at the start. */
  readonly offset?: number;
}

/** The engines that work runs on (docs/spec/engines.md). */
export interface Runtime {
  metrics(): Promise<RuntimeMetrics>;
  /**
   * Runs one task on the engine that does it best. Rejects 'bad-argument', 'queue-full', 'intake-paused',
   * 'deadline-passed', 'cancelled', 'engines-failed', or with what is wrong with the file.
   */
  run(task: RuntimeTask): Promise<RuntimeResult>;
  /** Changes what is named and resolves with all. Rejects 'bad-argument' with the bounds of a setting. */
  configure(patch: Partial<RuntimeSettings>): Promise<RuntimeSettings>;
  /** Makes an engine misbehave, for drills and tests. */
  inject(fault: Injection): Promise<void>;
  /** Tries an engine that is open at once instead of later. */
  retry(engine: EngineName): Promise<void>;
  readonly poison: {
    list(): Promise<readonly PoisonFile[]>;
    /** Looks into files again, by their hashes; each that goes well leaves the list. All where none is named. */
    retry(hashes?: readonly string[]): Promise<void>;
  };
}

/** A file to be worked on: an item of the drive, or one from outside, which is not kept. */
export interface RuntimeTask {
  readonly kind: 'hash' | 'chunk-manifest' | 'probe' | 'thumbnail' | 'perceptual-hash';
  readonly media?: MediaId;
  readonly file?: File;
  /** Default NORMAL. */
  readonly priority?: Priority;
  /** How long its result is worth waiting for, in milliseconds; always where absent. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

/** What came of a task. */
export interface RuntimeResult {
  /**
   * hash: hex text. chunk-manifest: `{hash, chunks: [{offset, size, hash}]}`. probe: the facts of the file.
   * thumbnail: `[{size, mime, bytes}]`. perceptual-hash: text, `null` where there is no picture.
   */
  readonly value: unknown;
  readonly engine: EngineName;
  readonly tookMs: number;
  /** What met a fault before, in its order. */
  readonly tried: readonly Attempt[];
}

/**
 * What a person may set of the runtime: `failuresToOpen` 1 to 20, `fallbackMs` 1,000 to 3,600,000,
 * `trialTimeoutMs` 100 to 60,000, `successesToClose` 1 to 10, `drop` 'LOW' or 'none'.
 */
export type RuntimeSettings = Settings;

/** Care for the bytes and for the catalogue. */
/** A call that may be told to stop; it then rejects 'cancelled'. */
export interface Stoppable {
  readonly signal?: AbortSignal;
}

export interface Integrity {
  /**
   * Looks for every original, reads those that were not seen to be right of late, repairs what it can and
   * tells what it could not. `deep` reads every byte, whatever is remembered; `collection` leaves the rest
   * out. 'progress' events (job 'verify') tell how it goes. Rejects 'cancelled', 'not-found'.
   */
  verify(options?: VerifyOptions): Promise<IntegrityReport>;
  /** The last check that ended, also one that the drive did by itself; `null` before the first. */
  lastReport(): Promise<IntegrityReport | null>;
  /** Changes what is named and resolves with all. Rejects 'bad-argument' with the bounds of a setting. */
  configure(patch: Partial<IntegritySettings>): Promise<IntegritySettings>;
  /** What does not fit: bytes without a record, records without bytes, what was set aside. Changes nothing. */
  orphans(): Promise<readonly Orphan[]>;
  /**
   * Takes bytes in again ('adopt': the item stands in “Found again”), or lets them go ('discard'; items
   * whose bytes are missing go to the trash). Rejects 'not-found', 'bad-argument', 'damaged'.
   */
  settleOrphan(id: string, choice: OrphanChoice): Promise<void>;
  /** Reads one blob at once, for whoever met wrong bytes in it; whether it is right in the end. */
  suspect(hash: string): Promise<boolean>;
  /** Makes the catalogue again from journal and blobs. */
  rebuildCatalog(): Promise<RebuildReport>;
  /** One hash over all that the catalogue says: equal for equal drives. */
  exportHash(): Promise<string>;
  /** A list of every original in and below a collection, signed by this device; JSON when saved. */
  exportManifest(path: string, options?: Stoppable): Promise<SignedManifest>;
  /**
   * Reads every byte that a manifest lists: from the drive, or from a folder by their paths. Rejects
   * 'bad-manifest' where it is none, or was changed after it was signed.
   */
  verifyManifest(
    manifest: SignedManifest,
    against?: FileSystemDirectoryHandle | null,
    options?: Stoppable,
  ): Promise<IntegrityReport>;
  /** The heavy parts of the app; each change of one is a 'status' event (`job: 'assets'`). */
  assets(): Promise<readonly AssetState[]>;
  /**
   * Fetches one as soon as the drive has nothing else to do, though nothing needed it yet; `assets` tells what
   * becomes of it. Rejects 'not-found'.
   */
  fetchAsset(path: string): Promise<void>;
  /**
   * Damages a sample of its own, heals it and tells each step as a 'status' event (`job: 'drill'`); nothing of
   * it is left. Who asks while one goes on gets its report. Rejects 'not-supported', 'quota-exceeded'.
   */
  drill(): Promise<DrillReport>;
  /**
   * What was healed, from where and when, signed by the device that did it, with the items that bear it and
   * the damaged bytes that are kept of it for 30 days; the newest first, 100 unless told.
   */
  receipts(options?: { readonly limit?: number }): Promise<readonly Repair[]>;
  /** When catalogue or journal were damaged or gone and were made again from each other; the newest first. */
  mendings(): Promise<readonly Mending[]>;
  /** Lets go of the damaged bytes that the repairs of a blob replaced. Rejects 'not-found'. */
  discardReplaced(blob: string): Promise<void>;
  /** Takes good bytes for damaged originals from this folder as well, found by size and hash; until the next start. */
  healFrom(folder: FileSystemDirectoryHandle): Promise<void>;
}

/** Settings of this instance. */
export interface Config {
  get(): Promise<InstanceConfig>;
  update(patch: ConfigPatch): Promise<InstanceConfig>;
  exportYaml(): Promise<string>;
  /** Rejects 'bad-config' with the line. */
  importYaml(text: string): Promise<InstanceConfig>;
}

/** What every export may say. */
export interface ExportOptions {
  /** Whether an XMP file lies beside each original; default: it does. */
  readonly sidecars?: boolean;
  /** By which 'progress' events call it; made up where absent. */
  readonly job?: string;
  /** These items alone, all in one folder. */
  readonly ids?: readonly MediaId[];
  readonly signal?: AbortSignal;
}

/** An export that resolves with an archive. */
export interface ZipExport extends ExportOptions {
  readonly as: 'zip';
  readonly to?: undefined;
}

/** An export that writes where it was told. */
export type DirectExport = ExportOptions &
  (
    | { readonly as: 'zip'; readonly to: FileSystemFileHandle }
    | { readonly as: 'folder'; readonly to?: FileSystemDirectoryHandle }
  );

/** Every event with its payload; `at` is when it happened. */
export interface HmEvents {
  change: ChangeEvent;
  progress: (ImportProgress | ExportNews | ActNews | VerifyNews) & { readonly at: string };
  /** A file that an import reads, by its own small picture or its thumbnail: before it is in the drive. */
  arrival: Arrival & { readonly at: string };
  status: StatusEvent;
  breaker: BreakerEvent;
}

/** The names of the events. */
export type HmEventName = keyof HmEvents;

/** Sent once a change is durable. `collections` are paths whose listing or numbers changed. */
export interface ChangeEvent {
  readonly at: string;
  readonly added: readonly MediaId[];
  readonly updated: readonly MediaId[];
  readonly removed: readonly MediaId[];
  readonly collections: readonly string[];
}

/** The breaker of an engine changed its state. */
export interface BreakerEvent {
  readonly at: string;
  readonly engine: EngineName;
  readonly from: CircuitState;
  readonly to: CircuitState;
  readonly reason: string;
}

/** `code` says what, the rest how much of it. */
export type StatusSaid =
  | VerifySaid
  | {
      readonly code: 'originals-missing' | 'files-gone';
      readonly missing: number;
      readonly checked: number;
    }
  | { readonly code: 'journal-unread'; readonly damaged: number }
  | { readonly code: 'catalog-mended' | 'catalog-salvaged' | 'intake-paused' };

/** A line for the person: a takeover, something that does not work here, something that works again. */
export type StatusEvent = {
  readonly at: string;
  readonly text: string;
  readonly level: 'info' | 'warn' | 'error';
  /** What a person should know, for screens that say it in their own language. */
  readonly said?: StatusSaid;
} & (
  | { readonly job?: never; readonly phase?: never }
  /** The step of a drill that begins. */
  | { readonly job: 'drill'; readonly phase: DrillStep }
  /** What became of a heavy part of the app. */
  | {
      readonly job: 'assets';
      readonly phase: AssetState['state'];
      readonly feature: AssetState['feature'];
    }
);

declare global {
  interface Window {
    hm: Hm;
  }
}
