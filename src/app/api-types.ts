/**
 * The public face of the drive, `window.hm`, as types: what screens, scripts and checks call.
 * docs/api.md tells it in words. Every method is async unless its type says otherwise; arguments and
 * results are plain cloneable data; an expected failure rejects with an `HmError`. Collections are
 * addressed by path (`projects/2024/january`, the root `''`), media by id; times are ISO 8601 in UTC.
 */
import type { JobId, LinkId, MediaId } from '../core/base/ids.ts';
import type { PlainObject } from '../core/base/plain.ts';
import type { Collection, CollectionMeta } from '../core/collections/collection.ts';
import type { Link, LinkType } from '../core/collections/link.ts';
import type { ConfigPatch } from '../core/config/config-form.ts';
import type { InstanceConfig } from '../core/config/config.ts';
import type { RebuildReport, StartupReport, Usage } from '../core/drive/drive.ts';
import type { ListOptions, Listing } from '../core/drive/listing.ts';
import type { TrashItem } from '../core/drive/trash-service.ts';
import type { AuditEntry } from '../core/drive/undo-service.ts';
import type {
  ImportEntry,
  ImportJob,
  ImportProgress,
  ImportReport,
} from '../core/imports/import-job.ts';
import type { ThumbnailSize } from '../core/media/media-lab.ts';
import type { Media, MediaEdits } from '../core/media/media.ts';
import type { ParsedUri, UriParts } from '../core/uri/hm-uri.ts';

/** The object behind `window.hm`. */
export interface Hm {
  readonly version: string;
  /** Settles when the drive may be used; rejects with an `HmError` where this browser cannot run it. */
  readonly ready: Promise<StartupReport>;
  readonly drive: Drive;
  readonly uri: UriResolver;
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
  readonly imports: Imports;
  /** Follows alias links. */
  listMedia(path: string, options?: ListOptions): Promise<Listing>;
  getMedia(id: MediaId): Promise<Media>;
  updateMedia(ids: MediaId | readonly MediaId[], patch: Partial<MediaEdits>): Promise<void>;
  /** Items leave the collections that they stand in, or `from` alone, and stand in `toPath`. */
  moveMedia(
    ids: readonly MediaId[],
    toPath: string,
    options?: { readonly from?: string },
  ): Promise<void>;
  copyMedia(ids: readonly MediaId[], toPath: string): Promise<void>;
  /** Into the trash. */
  removeMedia(ids: MediaId | readonly MediaId[]): Promise<void>;
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
  createLink(link: {
    readonly source: string;
    readonly target: string;
    readonly type: LinkType;
  }): Promise<Link>;
  listLinks(path: string): Promise<readonly Link[]>;
  removeLink(id: LinkId): Promise<void>;
  related(path: string): Promise<readonly Collection[]>;
  readonly trash: Trash;
  /** What was undone, in words; `null` where there is nothing to undo. */
  undo(): Promise<string | null>;
  redo(): Promise<string | null>;
  /** The newest first. */
  history(options?: { readonly limit?: number }): Promise<readonly AuditEntry[]>;
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
  /** Jobs under way and those of this session that ended, the newest first. */
  list(): Promise<readonly ImportJob[]>;
  pause(job: JobId): Promise<void>;
  resume(job: JobId): Promise<void>;
  cancel(job: JobId): Promise<void>;
  /** Takes an import that has ended off the list. */
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

/** Care for the bytes and for the catalogue. */
export interface Integrity {
  /** Makes the catalogue again from journal and blobs. */
  rebuildCatalog(): Promise<RebuildReport>;
  /** One hash over all that the catalogue says: equal for equal drives. */
  exportHash(): Promise<string>;
}

/** Settings of this instance. */
export interface Config {
  get(): Promise<InstanceConfig>;
  update(patch: ConfigPatch): Promise<InstanceConfig>;
  exportYaml(): Promise<string>;
  /** Rejects 'bad-config' with the line. */
  importYaml(text: string): Promise<InstanceConfig>;
}

/** Every event with its payload; `at` is when it happened. */
export interface HmEvents {
  change: ChangeEvent;
  progress: ImportProgress & { readonly at: string };
  status: StatusEvent;
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

/** A line for the person: a takeover, something that does not work here, something that works again. */
export interface StatusEvent {
  readonly at: string;
  readonly text: string;
  readonly level: 'info' | 'warn' | 'error';
}

declare global {
  interface Window {
    hm: Hm;
  }
}
