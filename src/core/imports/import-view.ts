import { withMeasure, withPause } from './import-forecast.ts';
import type {
  ImportJob,
  ImportPhase,
  ImportProgress,
  ImportReport,
  ImportSteps,
  ImportSummaryRow,
  SourceFile,
} from './import-job.ts';
import { filesDone, missingFiles, queuedFile, runState } from './import-run.ts';
import type { FileStep, ImportRun } from './import-run.ts';
import { isSidecarPath } from './sidecar-pairs.ts';
import type { QueuedJob } from './import-sink.ts';
import { rateOf } from './rate-meter.ts';

/** Reads the speed, unless the job rests. */
const measure = (run: ImportRun<SourceFile>, nowMs: number): void => {
  run.forecast =
    runState(run) === 'running'
      ? withMeasure(run.forecast, nowMs, {
          bytesDone: bytesSoFar(run),
          bytesTotal: totalBytes(run.job),
          filesDone: filesDone(run),
          filesTotal: run.job.files.length,
        })
      : withPause(run.forecast);
};

const bytesSoFar = (run: ImportRun<SourceFile>): number => {
  let bytes = run.bytesDone;
  for (const flight of run.flights.values()) bytes += flight.bytesRead;
  return bytes;
};

const STEPS: readonly FileStep[] = ['reading', 'hashing', 'thumbnails', 'saving'];

const stepsSoFar = (run: ImportRun<SourceFile>): ImportSteps => {
  const ended = filesDone(run);
  const beyond = (step: FileStep): number =>
    [...run.flights.values()].filter(
      (flight) => STEPS.indexOf(flight.step) > STEPS.indexOf(step),
    ).length;
  return {
    read: ended + beyond('reading'),
    hashed: ended + beyond('hashing'),
    drawn: ended + beyond('thumbnails'),
    saved: ended,
  };
};

/** Bytes and steps as they are told: never less than before, since a file that was called back is read again. */
const told = (run: ImportRun<SourceFile>): ImportRun<SourceFile>['furthest'] => {
  const { bytes, steps } = run.furthest;
  const now = stepsSoFar(run);
  run.furthest = {
    bytes: Math.max(bytes, bytesSoFar(run)),
    steps: {
      read: Math.max(steps.read, now.read),
      hashed: Math.max(steps.hashed, now.hashed),
      drawn: Math.max(steps.drawn, now.drawn),
      saved: Math.max(steps.saved, now.saved),
    },
  };
  return run.furthest;
};

/** What became of the files so far; rows in the order in which they ended. */
const runToReport = (run: ImportRun<SourceFile>): ImportReport => {
  const added: ImportReport['added'][number][] = [];
  const duplicates: ImportReport['duplicates'][number][] = [];
  const unshown: ImportReport['unshown'][number][] = [];
  let bytes = 0;
  for (const [index, { id, duplicate, collections, unshown: reason }] of run.accepted) {
    const { path: name, sizeBytes } = queuedFile(run, index);
    if (duplicate) {
      duplicates.push({ name, id, collections });
      continue;
    }
    added.push(id);
    bytes += sizeBytes;
    if (reason !== null && isStrange(name, reason)) unshown.push({ name, id, reason });
  }
  const failed = [...run.failed].map(([index, failure]) => ({
    name: queuedFile(run, index).path,
    ...failure,
  }));
  return { added, duplicates, unshown, failed, bytes };
};

/** A sidecar and a song without a cover are what they should be: nobody misses a picture of them. */
const isStrange = (path: string, reason: string): boolean =>
  reason !== 'no-cover' && !isSidecarPath(path);

/** What became of each file, in the order in which they were chosen. */
export const runToSummary = (run: ImportRun<SourceFile>): readonly ImportSummaryRow[] =>
  run.job.files.map(({ path, sizeBytes }, index): ImportSummaryRow => {
    const accepted = run.accepted.get(index);
    const failure = run.failed.get(index) ?? null;
    const reason = accepted?.unshown ?? null;
    return {
      path,
      sizeBytes,
      outcome: outcomeOf(accepted?.duplicate, failure !== null),
      collections: accepted?.duplicate === true ? accepted.collections : [],
      unshown: reason !== null && isStrange(path, reason) ? reason : null,
      failure,
    };
  });

const outcomeOf = (
  isDuplicate: boolean | undefined,
  isFailed: boolean,
): ImportSummaryRow['outcome'] => {
  if (isDuplicate !== undefined) return isDuplicate ? 'duplicate' : 'added';
  return isFailed ? 'failed' : 'not-done';
};

const totals = new WeakMap<QueuedJob, number>();

/** The bytes of all files, added up once per job: news come often and jobs are long. */
const totalBytes = (job: QueuedJob): number => {
  const known = totals.get(job);
  if (known !== undefined) return known;
  const total = job.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  totals.set(job, total);
  return total;
};

/** The job as a person sees it now; nothing in it changes later. */
export const runToJob = (run: ImportRun<SourceFile>, nowMs: number): ImportJob => {
  measure(run, nowMs);
  const state = runState(run);
  const { bytes, steps } = told(run);
  return {
    id: run.job.id,
    state,
    collection: run.job.collection,
    startedAt: run.job.startedAt,
    filesTotal: run.job.files.length,
    filesDone: filesDone(run),
    bytesTotal: totalBytes(run.job),
    bytesDone: bytes,
    steps,
    rateBytesPerSecond: state === 'running' ? rateOf(run.forecast.bytes) : null,
    etaSeconds: run.forecast.etaSeconds,
    report: runToReport(run),
    missingFiles:
      state === 'waiting-for-files'
        ? [...missingFiles(run).values()].map(({ path }) => path)
        : [],
    ...(state === 'paused' && run.halt !== null && { pausedBecause: run.halt }),
  };
};

/** The news about a job. */
export const runToProgress = (run: ImportRun<SourceFile>, nowMs: number): ImportProgress => {
  measure(run, nowMs);
  const state = runState(run);
  const { bytes, steps } = told(run);
  const phase: ImportPhase = state === 'running' ? run.phase : state;
  return {
    job: run.job.id,
    phase,
    done: filesDone(run),
    total: run.job.files.length,
    bytes,
    steps,
    rate: state === 'running' ? rateOf(run.forecast.bytes) : null,
    etaSeconds: run.forecast.etaSeconds,
  };
};
