import type { JobId, MediaId } from '../base/ids.ts';
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

/** Why a file ended without an item, or why a job stands still: a kebab-case word and a sentence. */
export interface ImportFailure {
  readonly type: string;
  readonly message: string;
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
  readonly failed: readonly {
    readonly name: string;
    readonly type: string;
    readonly message: string;
  }[];
  /** Bytes of the files added. */
  readonly bytes: number;
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
  'reading' | 'thumbnails' | 'saving' | 'paused' | 'waiting-for-files' | 'done' | 'cancelled';

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
  readonly rate: number | null;
  readonly etaSeconds: number | null;
}
