import type { BlobHash, ChunkHash } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Priority } from '../runtime/task-queue.ts';
import type { InstantPicture } from './instant-picture.ts';
import type { MediaEdits, MediaFacts } from './media.ts';

/** The thumbnails that every picture gets: the longer side in pixels. */
export const THUMBNAIL_SIZES = [128, 256, 512] as const;
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number];

/** One encoded thumbnail. */
export interface Thumbnail {
  readonly size: ThumbnailSize;
  readonly mime: 'image/webp' | 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Everything about one file to be taken in: a job carries every input, so a retry gives the same answer. */
export interface IngestJob<FileLike> {
  readonly file: FileLike;
  /** The last segment of its path, as text from outside. */
  readonly name: string;
  /** Path on the drive's disk where the copy is written; `null` where none is wanted. */
  readonly stagingPath: string | null;
  /** A sidecar's text, where one stood beside the file. */
  readonly sidecarXmp: string | null;
  /** Pictures with more pixels are stored but not decoded. */
  readonly maxPixels: number;
}

/** One pass over a file: what it is, what it is called by content, and (where one is wanted) a flushed copy in staging. */
export interface IngestResult {
  readonly hash: BlobHash;
  readonly sizeBytes: number;
  readonly listHash: ChunkHash;
  /** The encoded chunk list. */
  readonly list: Uint8Array<ArrayBuffer>;
  readonly facts: MediaFacts;
  /** Title, description, rating, tags, … as the file's own metadata has them. */
  readonly edits: Omit<MediaEdits, 'name'>;
  /** Everything that the parsers found, plain and bounded (64 KiB encoded at most). */
  readonly rawMetadata: PlainObject;
  /** None where `facts.noThumbnail` says why. */
  readonly thumbnails: readonly Thumbnail[];
}

/**
 * What a file goes through: its bytes are read; all are read, and its hashes and its copy are completed;
 * these are done, and its thumbnails are made. A small picture may be drawn before its bytes are all read.
 */
export type IngestPhase = 'reading' | 'hashing' | 'thumbnails';

/** What a pool tells while a job runs; `bytes` counts those read so far. */
export type IngestProgress = (phase: IngestPhase, bytes: number) => void;

/** Who is told what while a job runs. */
export interface IngestListeners {
  readonly onProgress: IngestProgress;
  /** Called once at most, for a file that carries a small picture of itself, long before its end. */
  readonly onPicture: (picture: InstantPicture) => void;
}

/** How one file is to be taken in. */
export interface IngestOptions extends Partial<IngestListeners> {
  readonly signal: AbortSignal;
  /** How soon its result is wanted; NORMAL where absent. */
  readonly priority?: Priority;
  /** Look into it even where it is known to hang or kill workers; else it is only stored. */
  readonly looksAgain?: boolean;
}

/**
 * The port to the engines that take files in (docs/spec/engines.md).
 *
 * `ingest` waits for room, and rejects with `HmError`: 'empty-file', 'read-failed' (the file vanished or
 * changed), 'quota-exceeded', 'cancelled', 'engines-failed'. A file that hangs or kills parsers is no
 * failure of the job: it is taken in without being looked into, and `facts.noThumbnail` says 'poison'.
 */
export interface MediaLab<FileLike> {
  /** How many jobs run at once. */
  readonly concurrency: number;
  ingest(job: IngestJob<FileLike>, options: IngestOptions): Promise<IngestResult>;
  dispose(): void;
}
