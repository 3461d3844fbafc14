import type { FailureType } from '../base/failure-types.ts';
import type { JobId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { InstantPicture } from '../media/instant-picture.ts';

/** A file as every platform gives it; the adapter knows how to read its bytes. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

/** One file of an import: its place below the target collection, `/` between segments, its name last. */
export interface ImportSource<File extends SourceFile = SourceFile> {
  readonly path: string;
  readonly file: File;
}

/** A file that a folder names but that could not be opened: it still ends as a row of the report. */
export interface UnreadableSource {
  readonly path: string;
  readonly failure: ImportFailure;
}

/** Something that the platform can open again later, with the place of what it opens. */
export interface SourceRoot<Handle> {
  readonly path: string;
  readonly handle: Handle;
}

/** What a page hands over: a file, a file that it could not open, or a handle that the drive opens itself. */
export type ImportEntry<File extends SourceFile, Handle> =
  ImportSource<File> | UnreadableSource | SourceRoot<Handle>;

/** Why a file ended without an item, or why a job stands still: a kebab-case word, a sentence, and its facts. */
export interface ImportFailure {
  readonly type: FailureType;
  readonly message: string;
  readonly facts?: PlainObject;
}

/** A file of a queued import as the journal remembers it: enough to know it again. */
export interface QueuedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly lastModified: number;
}

/** What a person gets told about an import. */
export interface ImportReport {
  readonly added: readonly MediaId[];
  /** Bytes that the drive had already: the item that bears them, and where it stands. */
  readonly duplicates: readonly {
    readonly name: string;
    readonly id: MediaId;
    readonly collections: readonly string[];
  }[];
  /** Kept as they are, but nothing here shows them: why, as a word of docs/media.md. Among those added. */
  readonly unshown: readonly {
    readonly name: string;
    readonly id: MediaId;
    readonly reason: string;
  }[];
  readonly failed: readonly (ImportFailure & { readonly name: string })[];
  /** Bytes of the files added. */
  readonly bytes: number;
}

/** One file of an import, as its summary tells of it. */
export interface ImportSummaryRow {
  /** Its path below the collection that it goes into. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly outcome: 'added' | 'duplicate' | 'failed' | 'not-done';
  /** Where an item stands that was here already. */
  readonly collections: readonly string[];
  /** Why nothing here shows it, as a word of docs/media.md. */
  readonly unshown: string | null;
  readonly failure: ImportFailure | null;
}

/** How many files have passed each step: read whole, hashed, drawn, durable in the drive. None is more than the one before. */
export interface ImportSteps {
  readonly read: number;
  readonly hashed: number;
  readonly drawn: number;
  readonly saved: number;
}

/** 'waiting-for-files': after a reload, files that the browser cannot reopen must be dropped again. */
export type ImportState = 'running' | 'paused' | 'waiting-for-files' | 'done' | 'cancelled';

/** An import as the drawer shows it. */
export interface ImportJob {
  readonly id: JobId;
  readonly state: ImportState;
  /** Path of the collection that it goes into. */
  readonly collection: string;
  readonly startedAt: string;
  readonly filesTotal: number;
  readonly filesDone: number;
  readonly bytesTotal: number;
  readonly bytesDone: number;
  readonly steps: ImportSteps;
  /** Smoothed, `null` until known. */
  readonly rateBytesPerSecond: number | null;
  readonly etaSeconds: number | null;
  readonly report: ImportReport;
  /** Paths to drop again; empty unless waiting for files. */
  readonly missingFiles: readonly string[];
  /** What stopped a paused job, absent where a person paused it. */
  readonly pausedBecause?: ImportFailure;
}

/** What the files of a job are going through, or the state of one that rests. */
export type ImportPhase =
  | 'reading'
  | 'hashing'
  | 'thumbnails'
  | 'saving'
  | 'paused'
  | 'waiting-for-files'
  | 'done'
  | 'cancelled';

/** A file on its way into the drive, by what can be seen of it so far. */
export interface Arrival {
  readonly job: JobId;
  /** Its path below the collection that it goes into. */
  readonly path: string;
  readonly picture: InstantPicture;
}

/** The news about a job: files done of all, bytes done, the smoothed rate in bytes per second. */
export interface ImportProgress {
  readonly job: JobId;
  readonly phase: ImportPhase;
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly steps: ImportSteps;
  readonly rate: number | null;
  readonly etaSeconds: number | null;
}
