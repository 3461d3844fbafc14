import type { JobId, MediaId } from '../base/ids.ts';

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
}
