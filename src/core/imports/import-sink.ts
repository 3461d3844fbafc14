import type { BlobHash, JobId, MediaId } from '../base/ids.ts';
import type { IngestResult } from '../media/media-lab.ts';
import type { ImportFailure, QueuedFile } from './import-job.ts';

/** A file that went through the media workers and lies, flushed, in staging. */
export interface StagedFile {
  readonly job: JobId;
  /** Its position in the job's queue. */
  readonly index: number;
  readonly stagingPath: string;
  /** Collection path that it goes into, made with its parents where it is missing. */
  readonly collection: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly result: IngestResult;
}

/** How a staged file ended: durable once this is returned. */
export interface AcceptedFile {
  readonly id: MediaId;
  /** Whether the drive had these bytes already (the item then stands in the collection as well). */
  readonly duplicate: boolean;
  readonly collections: readonly string[];
  /** Why nothing here shows it, as a word of docs/media.md; `null` where something does. */
  readonly unshown: string | null;
}

/** The part of the drive that an import needs: the order of writes lies behind it. */
export interface ImportSink {
  /** The live item that bears these bytes, if there is one. */
  findByHash(hash: BlobHash): Promise<MediaId | null>;
  /** Blob in place, journal flushed, catalogue updated: then it resolves. Concurrent calls share one flush. */
  accept(file: StagedFile): Promise<AcceptedFile>;
  /** Writes the queue of a new job into the journal, in full. */
  openJob(job: QueuedJob): Promise<void>;
  /** Notes files that ended without an item (failed), and a person's pause; flushed with the next batch. */
  noteJob(note: JobNote): Promise<void>;
  /** Notes the end of a job, and in one record how each of its files ended. */
  closeJob(end: JobEnd): Promise<void>;
  /** Forgets how some files ended: they are to be done again, and the job runs. */
  reopenFiles(job: JobId, files: readonly number[]): Promise<void>;
  /** Forgets a job and all its files. */
  forgetJob(job: JobId): Promise<void>;
  /** Jobs that were not forgotten, those that ended included, as the journal has them. */
  keptJobs(): Promise<readonly KeptJob[]>;
}

/** A job as it is journaled when it starts. */
export interface QueuedJob {
  readonly id: JobId;
  readonly collection: string;
  readonly tags: readonly string[];
  readonly startedAt: string;
  readonly files: readonly QueuedFile[];
}

/** One step of a job that made no item; an accepted file notes itself with its frame. */
export interface JobNote {
  readonly job: JobId;
  readonly failed?: ImportFailure & { readonly index: number };
  readonly state?: 'paused' | 'running';
}

/** How each file of a job ended, by its index. */
export interface FileEnds {
  readonly accepted: ReadonlyMap<number, AcceptedFile>;
  readonly failed: ReadonlyMap<number, ImportFailure>;
}

/** The end of a job. */
export interface JobEnd {
  readonly job: JobId;
  readonly state: 'done' | 'cancelled';
  readonly ends: FileEnds;
}

/** What the journal knows of a job; a crash in mid-import leaves it 'running'. */
export interface KeptJob extends QueuedJob, FileEnds {
  readonly state: 'running' | 'paused' | 'done' | 'cancelled';
}
