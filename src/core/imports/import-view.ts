import { withMeasure, withPause } from './import-forecast.ts';
import type { ImportJob, ImportPhase, ImportProgress, SourceFile } from './import-job.ts';
import { missingFiles, runState } from './import-run.ts';
import type { ImportRun } from './import-run.ts';
import type { QueuedJob } from './import-sink.ts';
import { rateOf } from './rate-meter.ts';

/** Reads the speed, unless the job rests. */
const measure = (run: ImportRun<SourceFile>, nowMs: number): void => {
  run.forecast =
    runState(run) === 'running'
      ? withMeasure(run.forecast, nowMs, {
          bytesDone: bytesSoFar(run),
          bytesTotal: totalBytes(run.job),
          filesDone: run.filesDone,
          filesTotal: run.job.files.length,
        })
      : withPause(run.forecast);
};

const bytesSoFar = (run: ImportRun<SourceFile>): number => {
  let bytes = run.bytesDone;
  for (const flight of run.flights.values()) bytes += flight.bytesRead;
  return bytes;
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
  const { added, duplicates, failed, bytes } = run.report;
  return {
    id: run.job.id,
    state,
    collection: run.job.collection,
    startedAt: run.job.startedAt,
    filesTotal: run.job.files.length,
    filesDone: run.filesDone,
    bytesTotal: totalBytes(run.job),
    bytesDone: bytesSoFar(run),
    rateBytesPerSecond: state === 'running' ? rateOf(run.forecast.bytes) : null,
    etaSeconds: run.forecast.etaSeconds,
    report: { added: [...added], duplicates: [...duplicates], failed: [...failed], bytes },
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
  const phase: ImportPhase = state === 'running' ? run.phase : state;
  return {
    job: run.job.id,
    phase,
    done: run.filesDone,
    total: run.job.files.length,
    bytes: bytesSoFar(run),
    rate: state === 'running' ? rateOf(run.forecast.bytes) : null,
    etaSeconds: run.forecast.etaSeconds,
  };
};
