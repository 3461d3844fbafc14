import { createForecast } from './import-forecast.ts';
import type { ImportForecast } from './import-forecast.ts';
import type {
  ImportFailure,
  ImportState,
  ImportSteps,
  QueuedFile,
  SourceFile,
} from './import-job.ts';
import { createImportQueue, queueToState, withArrived, withAgain } from './import-queue.ts';
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
  /** What can be read, by index; let go once it is in the drive. Sidecars stay, others may need them. */
  readonly atHand: Map<number, File>;
  /** Files that could not be opened: they end as failed. */
  readonly unreadable: Map<number, ImportFailure>;
  readonly flights: Map<number, FileInFlight>;
  /** How files ended, in that order. */
  readonly accepted: Map<number, AcceptedFile>;
  readonly failed: Map<number, ImportFailure>;
  bytesDone: number;
  phase: FileStep;
  /** The furthest that was ever told: a file that is called back is read again, and no number goes back. */
  furthest: { bytes: number; steps: ImportSteps };
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

/** What a file in flight is going through. */
export type FileStep = 'reading' | 'hashing' | 'thumbnails' | 'saving';

/** A file in flight: how to stop it, how far it is, and the bytes of it read so far. */
export interface FileInFlight {
  readonly stop: AbortController;
  bytesRead: number;
  step: FileStep;
}

const NOTHING_TOLD = { bytes: 0, steps: { read: 0, hashed: 0, drawn: 0, saved: 0 } };

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
    accepted: new Map(),
    failed: new Map(),
    bytesDone: 0,
    phase: 'reading',
    furthest: NOTHING_TOLD,
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
  run.accepted.set(index, file);
  run.bytesDone += queuedFile(run, index).sizeBytes;
};

/** Counts a file that ended without an item. */
export const noteFailed = (
  run: ImportRun<SourceFile>,
  index: number,
  failure: ImportFailure,
): void => {
  run.failed.set(index, failure);
  run.bytesDone += queuedFile(run, index).sizeBytes;
};

/** How many files have ended. */
export const filesDone = (run: ImportRun<SourceFile>): number =>
  run.accepted.size + run.failed.size;

/** The failed files of these paths, by index; all of them where none is named. */
export const failedFiles = (
  run: ImportRun<SourceFile>,
  paths: readonly string[] | undefined,
): readonly number[] => {
  const wanted = paths === undefined ? null : new Set(paths);
  return [...run.failed.keys()].filter(
    (index) => wanted === null || wanted.has(queuedFile(run, index).path),
  );
};

/** Failed files are to be done again: they count as missing until they come to hand, and numbers start over. */
export const takeBack = (run: ImportRun<SourceFile>, files: readonly number[]): void => {
  for (const index of files) {
    if (!run.failed.delete(index)) continue;
    run.bytesDone -= queuedFile(run, index).sizeBytes;
    run.unreadable.delete(index);
  }
  run.furthest = NOTHING_TOLD;
  run.queue = withAgain(run.queue, files);
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
  if (sidecar === undefined || run.failed.has(sidecar)) return null;
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
