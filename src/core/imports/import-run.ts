import type { MediaId } from '../base/ids.ts';
import { createForecast } from './import-forecast.ts';
import type { ImportForecast } from './import-forecast.ts';
import type {
  ImportFailure,
  ImportReport,
  ImportState,
  QueuedFile,
  SourceFile,
} from './import-job.ts';
import { createImportQueue, queueToState, withArrived } from './import-queue.ts';
import type { ImportQueue } from './import-queue.ts';
import type { AcceptedFile, QueuedJob } from './import-sink.ts';
import { MAX_SIDECAR_BYTES, pairSidecars } from './sidecar-pairs.ts';

/**
 * A job while the drive is awake: the one mutable thing of an import, changed by the functions of
 * this file, the runner and the service only.
 */
export interface ImportRun<File extends SourceFile> {
  readonly job: QueuedJob;
  queue: ImportQueue;
  /** Which sidecar tells about which file, by index. */
  readonly sidecars: ReadonlyMap<number, number>;
  /** The files that are such a sidecar. */
  readonly sidecarFiles: ReadonlySet<number>;
  /** What can be read, by index; let go once it ended. Sidecars stay, others may need them. */
  readonly atHand: Map<number, File>;
  /** Files that could not be opened: they end as failed. */
  readonly unreadable: Map<number, ImportFailure>;
  /** Files in flight: how to stop them, and the bytes of them read so far. */
  readonly flights: Map<number, { readonly stop: AbortController; bytesRead: number }>;
  readonly report: ReportSoFar;
  readonly failedFiles: Set<number>;
  filesDone: number;
  bytesDone: number;
  phase: 'reading' | 'thumbnails' | 'saving';
  forecast: ImportForecast;
  /** What stopped it, `null` while nothing did. */
  halt: ImportFailure | null;
  /** Whether the journal has it as paused: a person's pause outlives a reload, a halt does not. */
  isPauseJournaled: boolean;
  /** Whether its files are being opened again: until then nobody is asked for them. */
  isReopening: boolean;
  /** The writing of its end, `null` before. */
  closing: Promise<void> | null;
  progressSentMs: number | null;
}

/** A report that still grows. */
export interface ReportSoFar {
  readonly added: MediaId[];
  readonly duplicates: ImportReport['duplicates'][number][];
  readonly failed: ImportReport['failed'][number][];
  bytes: number;
}

/** The run of a job of which `unended` is left to be done and nothing is at hand. */
export const createImportRun = <File extends SourceFile>(
  job: QueuedJob,
  unended: Iterable<number> = job.files.keys(),
): ImportRun<File> => {
  const sidecars = pairSidecars(job.files.map(({ path }) => path));
  return {
    job,
    queue: createImportQueue(unended),
    sidecars,
    sidecarFiles: new Set(sidecars.values()),
    atHand: new Map(),
    unreadable: new Map(),
    flights: new Map(),
    report: { added: [], duplicates: [], failed: [], bytes: 0 },
    failedFiles: new Set(),
    filesDone: 0,
    bytesDone: 0,
    phase: 'reading',
    forecast: createForecast(),
    halt: null,
    isPauseJournaled: false,
    isReopening: false,
    closing: null,
    progressSentMs: null,
  };
};

/** What a person is told of the job; while its files are being opened again it is not waiting yet. */
export const runState = (run: ImportRun<SourceFile>): ImportState => {
  const state = queueToState(run.queue);
  return run.isReopening && state === 'waiting-for-files' ? run.queue.mode : state;
};

/** The file as the queue has it. An index outside it is a defect. */
export const queuedFile = (run: ImportRun<SourceFile>, index: number): QueuedFile => {
  const file = run.job.files[index];
  if (file === undefined) throw new Error(`Import ${run.job.id} has no file ${index}.`);
  return file;
};

/** Counts a file that became an item, or that the drive had already. */
export const noteAccepted = (
  run: ImportRun<SourceFile>,
  index: number,
  file: AcceptedFile,
): void => {
  const { path, sizeBytes } = queuedFile(run, index);
  if (file.duplicate)
    run.report.duplicates.push({ name: path, id: file.id, collections: file.collections });
  else {
    run.report.added.push(file.id);
    run.report.bytes += sizeBytes;
  }
  countEnded(run, sizeBytes);
};

/** Counts a file that ended without an item. */
export const noteFailed = (
  run: ImportRun<SourceFile>,
  index: number,
  { type, message }: ImportFailure,
): void => {
  const { path, sizeBytes } = queuedFile(run, index);
  run.report.failed.push({ name: path, type, message });
  run.failedFiles.add(index);
  countEnded(run, sizeBytes);
};

const countEnded = (run: ImportRun<SourceFile>, sizeBytes: number): void => {
  run.filesDone++;
  run.bytesDone += sizeBytes;
};

/**
 * Puts in line what can be done now, files that could not be opened first. A file whose sidecar is not at hand waits for it; sidecars
 * themselves go last, so that they are not gone before the files that they tell about (I12).
 */
export const lineUp = (run: ImportRun<SourceFile>): void => {
  const rank = (index: number) =>
    run.unreadable.has(index) ? 0 : run.sidecarFiles.has(index) ? 2 : 1;
  const inOrder = [...run.queue.missing]
    .filter((index) => isReady(run, index))
    .sort((a, b) => rank(a) - rank(b) || a - b);
  run.queue = withArrived(run.queue, inOrder);
};

const isReady = (run: ImportRun<SourceFile>, index: number): boolean => {
  if (run.unreadable.has(index)) return true;
  const sidecar = sidecarOf(run, index);
  return run.atHand.has(index) && (sidecar === null || run.atHand.has(sidecar));
};

/** The sidecar to be read for a file, by index; `null` where there is none that can be read. */
export const sidecarOf = (run: ImportRun<SourceFile>, index: number): number | null => {
  const sidecar = run.sidecars.get(index);
  if (sidecar === undefined || run.failedFiles.has(sidecar)) return null;
  if (run.unreadable.has(sidecar)) return null;
  return queuedFile(run, sidecar).sizeBytes > MAX_SIDECAR_BYTES ? null : sidecar;
};

/** The files that a person would have to drop again, sidecars that missing files wait for included. */
export const missingFiles = (run: ImportRun<SourceFile>): ReadonlyMap<number, QueuedFile> => {
  const missing = new Map<number, QueuedFile>();
  for (const index of run.queue.missing) {
    for (const needed of [index, sidecarOf(run, index)])
      if (needed !== null && !run.atHand.has(needed))
        missing.set(needed, queuedFile(run, needed));
  }
  return missing;
};
