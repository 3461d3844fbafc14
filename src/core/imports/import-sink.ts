import type { BlobHash, JobId, MediaId } from '../base/ids.ts';
import type { IngestResult } from '../media/media-lab.ts';
import type { QueuedFile } from './import-job.ts';

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
}

/** The part of the drive that an import needs: the order of writes lies behind it. */
export interface ImportSink {
  /** The live item that bears these bytes, if there is one. */
  findByHash(hash: BlobHash): Promise<MediaId | null>;
  /** Blob in place, journal flushed, catalogue updated: then it resolves. Concurrent calls share one flush. */
  accept(file: StagedFile): Promise<AcceptedFile>;
  /** Writes the queue of a new job into the journal, in full. */
  openJob(job: QueuedJob): Promise<void>;
  /** Notes files that ended without an item (failed), and the job's end; flushed with the next batch. */
  noteJob(note: JobNote): Promise<void>;
  /** Jobs that were not closed, as the journal has them. */
  openJobs(): Promise<readonly ResumableJob[]>;
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
  readonly failed?: { readonly index: number; readonly type: string; readonly message: string };
  readonly state?: 'paused' | 'running' | 'done' | 'cancelled';
}

/** What the journal knows of a job that has not ended. */
export interface ResumableJob extends QueuedJob {
  readonly paused: boolean;
  /** By index of the file: what became of it. */
  readonly accepted: ReadonlyMap<number, { readonly id: MediaId; readonly duplicate: boolean }>;
  readonly failed: ReadonlyMap<number, { readonly type: string; readonly message: string }>;
}
