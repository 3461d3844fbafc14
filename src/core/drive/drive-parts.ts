import type { Clock, Random } from '../base/clock.ts';
import type { Author, BlobHash, SpaceId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Arrival, SourceFile } from '../imports/import-job.ts';
import type { Journal } from '../journal/journal.ts';
import type { Repairer } from '../integrity/damage.ts';
import type { Holds } from '../integrity/hold.ts';
import type { StoredHashes } from '../integrity/verify-blob.ts';
import type { MediaLab } from '../media/media-lab.ts';
import type { SearchHost } from '../search/search-host.ts';
import type { Signer } from '../spaces/keys.ts';
import type { DerivedStore } from '../storage/derived-store.ts';
import type { Disk } from '../storage/disk.ts';

/** Who writes here, and into which space. */
export interface Identity {
  readonly space: SpaceId;
  readonly author: Author;
  readonly signer: Signer;
}

/** What a drive tells those who listen; every payload is plain and bears `at`, ISO 8601. */
export type DriveEvent =
  | { readonly event: 'change'; readonly payload: PlainObject }
  | { readonly event: 'progress'; readonly payload: PlainObject }
  | { readonly event: 'arrival'; readonly payload: Arrival & { readonly at: string } }
  | { readonly event: 'status'; readonly payload: PlainObject }
  | { readonly event: 'breaker'; readonly payload: PlainObject };

/** Reads originals on the platform's terms. */
export interface Originals {
  /** The blob as a file that a media worker can read; `null` where its bytes are not here. */
  open(hash: BlobHash): Promise<SourceFile | null>;
  /** BLAKE2b-256 of the bytes that lie under this name, streamed. */
  hash(hash: BlobHash): Promise<BlobHash>;
  /** What the browser allows and uses; `quota` is a promise of the browser, not of the disk. */
  estimate(): Promise<{
    readonly quota: number;
    readonly used: number;
    readonly persisted: boolean;
  }>;
}

/** Everything that a drive is made of, put together by the app (or by a simulation). */
export interface DriveParts {
  readonly journal: Journal;
  readonly catalog: Catalog;
  readonly blobs: BlobStore;
  /** The disk that all of these lie on, for what looks at files by their paths. */
  readonly disk: Disk;
  readonly hashes: StoredHashes;
  readonly repairer: Repairer;
  readonly holds: Holds;
  /** Thumbnails and raw metadata, by blob; can always be made again. */
  readonly derived: DerivedStore;
  readonly lab: MediaLab<SourceFile>;
  readonly originals: Originals;
  /** The index of the search, in a thread of its own; can always be made again. */
  readonly searchHost: SearchHost;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly random: Random;
  /** Lets others of this thread work; long tasks wait for it between slices. */
  readonly breathe: () => Promise<void>;
  readonly emit: (event: DriveEvent) => void;
  /** Hears of errors that nobody expected and nobody waits for. */
  readonly onDefect: (error: unknown) => void;
}
