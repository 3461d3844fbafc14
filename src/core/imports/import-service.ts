import { bytesToBase64url } from '../base/bytes.ts';
import { HmError } from '../base/hm-error.ts';
import type { JobId } from '../base/ids.ts';
import type { GatheredFiles } from './gathered-files.ts';
import { gatherFiles } from './gathered-files.ts';
import type {
  ImportJob,
  ImportReport,
  ImportSource,
  ImportSummaryRow,
  SourceFile,
  SourceRoot,
  UnreadableSource,
} from './import-job.ts';
import type { ImportPorts } from './import-ports.ts';
import { withMode } from './import-queue.ts';
import { createImportReports, mergeReports } from './import-reports.ts';
import { restoreImportRun, takeAgain, takeReopened } from './import-restore.ts';
import {
  createImportRun,
  failedFiles,
  lineUp,
  missingFiles,
  runState,
  takeBack,
} from './import-run.ts';
import type { ImportRun } from './import-run.ts';
import { createImportRunner } from './import-runner.ts';
import type { QueuedJob } from './import-sink.ts';
import { runToJob, runToSummary } from './import-view.ts';
import { findWaitingFiles } from './waiting-files.ts';
import type { WaitingJob } from './waiting-files.ts';

/** What is to be imported, and where to. */
export interface ImportRequest<File extends SourceFile, Handle> {
  /** Path of the collection, `''` for the root; made with its parents where it is missing. */
  readonly collection: string;
  readonly tags: readonly string[];
  readonly sources: FileStream<File>;
  /** What the files can be opened from again after a reload, as far as there is such a thing. */
  readonly roots?: readonly SourceRoot<Handle>[];
  /** Cancels the import. */
  readonly signal?: AbortSignal;
}

type FileStream<File extends SourceFile> =
  | Iterable<ImportSource<File> | UnreadableSource>
  | AsyncIterable<ImportSource<File> | UnreadableSource>;

/** An import that the journal knows: from here on it survives a reload. */
export interface StartedImport {
  /** The job that goes on with these files, or the new one. */
  readonly job: JobId;
  /**
   * Resolves once every file ended as added, duplicate or failed. Rejects with `HmError`: 'cancelled';
   * 'files-needed' where a job needs more files than were dropped; what stopped the job, such as
   * 'quota-exceeded' (it stays listed, paused, and can be resumed).
   */
  readonly report: Promise<ImportReport>;
}

/**
 * Imports: queues that survive a reload, and the work on them (docs/spec/imports.md).
 *
 * Methods that name a job reject with 'not-found' where there is none; they do nothing where the job
 * is past them. What the journal refuses they reject with.
 */
export interface ImportService<File extends SourceFile, Handle> {
  /** Writes the queue into the journal, then starts. Files that a waiting job misses go on with it. */
  start(request: ImportRequest<File, Handle>): Promise<StartedImport>;
  /** Takes up the jobs that the journal has not closed; resolves once all that can go on does. */
  restore(): Promise<void>;
  /** Stops a job; resolves once none of its files is in flight. Files half read begin anew. */
  pause(job: JobId): Promise<void>;
  /** Goes on with a job that pauses, or that waits for files which may be opened by now. */
  resume(job: JobId): Promise<void>;
  /** Ends a job; what it added stays. */
  cancel(job: JobId): Promise<void>;
  /** Does files that failed once more, by their paths; all of them where none is named. A cancelled job stays so. */
  retry(job: JobId, paths?: readonly string[]): Promise<void>;
  /** What became of each file, in the order in which they were chosen. */
  summary(job: JobId): readonly ImportSummaryRow[];
  /** Takes a job that has ended off the list, for good; rejects 'still-running' for another. */
  dismiss(job: JobId): Promise<void>;
  /** Oldest first; those that ended stay until dismissed, the last fifty of them. */
  list(): readonly ImportJob[];
}

/** Jobs that ended and nobody dismissed: older ones go, since each bears a row for every file. */
const MOST_ENDED = 50;

/** The import service over its ports; `restore()` is to be called once, at the start. */
export const createImportService = <File extends SourceFile, Handle>(
  ports: ImportPorts<File, Handle>,
): ImportService<File, Handle> => {
  const { sink, keeper, clock } = ports;
  const runs = new Map<JobId, ImportRun<File>>();
  const reports = createImportReports();
  let loading: Promise<void> = Promise.resolve();

  const atRest = (run: ImportRun<File>): void => {
    if (isOver(run)) void close(run);
    else reports.tell(runToJob(run, clock.nowMs()));
  };
  const runner = createImportRunner(ports, atRest);

  const close = (run: ImportRun<File>): Promise<void> => (run.closing ??= writeEnd(run));

  /** Where this fails, the next start finds nothing left to do and tries again. */
  const writeEnd = async (run: ImportRun<File>): Promise<void> => {
    runner.release(run);
    const state = run.queue.mode === 'cancelled' ? 'cancelled' : 'done';
    const { accepted, failed } = run;
    try {
      await sink.closeJob({ job: run.job.id, state, ends: { accepted, failed } });
      if (failed.size === 0 || state === 'cancelled') await keeper.forget(run.job.id);
      await forgetOldest();
    } catch (error) {
      ports.onDefect(error);
    }
    reports.tell(runToJob(run, clock.nowMs()));
  };

  const forgetOldest = async (): Promise<void> => {
    const ended = [...runs.values()].filter(isOver);
    for (const { job } of ended.slice(0, Math.max(0, ended.length - MOST_ENDED)))
      await dismiss(job.id);
  };

  const start = async (request: ImportRequest<File, Handle>): Promise<StartedImport> => {
    const files = await gatherFiles(request.sources, request.signal);
    await loading;
    const found = findWaitingFiles(files.queued, request.collection, waitingJobs(runs));
    const continued = [...found.continued].map(([job, positions]) => {
      const run = runOf(job);
      for (const [index, position] of positions) handOver(run, index, files, position);
      return run;
    });
    const opened =
      found.rest.length > 0 || continued.length === 0
        ? [await open(request, files, found.rest)]
        : [];
    return launch(request, [...continued, ...opened]);
  };

  /** A new job with the files at these positions of what was gathered. */
  const open = async (
    { collection, tags }: ImportRequest<File, Handle>,
    files: GatheredFiles<File>,
    positions: readonly number[],
  ): Promise<ImportRun<File>> => {
    const job: QueuedJob = {
      id: bytesToBase64url(ports.random.bytes(16)) as JobId,
      collection,
      tags,
      startedAt: new Date(clock.nowMs()).toISOString(),
      files: positions.flatMap((position) => files.queued[position] ?? []),
    };
    await sink.openJob(job);
    const run = createImportRun<File>(job);
    positions.forEach((position, index) => handOver(run, index, files, position));
    runs.set(job.id, run);
    return run;
  };

  const launch = async (
    { roots, signal }: ImportRequest<File, Handle>,
    started: readonly ImportRun<File>[],
  ): Promise<StartedImport> => {
    const all = started.map((run) => reports.of(run.job.id));
    for (const run of started) {
      await keep(run, roots ?? []);
      lineUp(run);
      await setRunning(run);
      runner.go(run);
    }
    const report = Promise.all(all).then(mergeReports);
    const [first] = started;
    if (first === undefined) throw new Error('An import has no job.');
    cancelOnAbort(signal, report, () => {
      for (const run of started) cancel(run.job.id).catch(ports.onDefect);
    });
    return { job: first.job.id, report };
  };

  /** Handles that cannot be kept cost the resume after a reload, not the import. */
  const keep = async (
    run: ImportRun<File>,
    roots: readonly SourceRoot<Handle>[],
  ): Promise<void> => {
    if (roots.length > 0) await keeper.keep(run.job.id, roots).catch(ports.onDefect);
  };

  const setRunning = async (run: ImportRun<File>): Promise<void> => {
    if (run.isPauseJournaled) await sink.noteJob({ job: run.job.id, state: 'running' });
    run.isPauseJournaled = false;
    run.halt = null;
    run.queue = withMode(run.queue, 'running');
  };

  /** Goes on with a run, and with those of its files that can be opened by now. */
  const proceed = async (run: ImportRun<File>): Promise<void> => {
    run.isReopening = run.queue.missing.size > 0;
    if (run.isReopening) takeReopened(run, await reopen(run));
    run.isReopening = false;
    runner.go(run);
  };

  const load = async (): Promise<void> => {
    for (const job of await sink.keptJobs()) {
      if (!runs.has(job.id)) runs.set(job.id, restoreImportRun(job));
    }
    for (const run of runs.values())
      run.isReopening = !isOver(run) && run.queue.missing.size > 0;
  };

  const restore = async (): Promise<void> => {
    loading = load();
    await loading;
    for (const run of [...runs.values()]) if (run.closing === null) await proceed(run);
  };

  const pause = async (job: JobId): Promise<void> => {
    const run = runOf(job);
    if (isOver(run) || run.isPauseJournaled) return;
    run.queue = withMode(run.queue, 'paused');
    await runner.stop(run);
    if (isOver(run) || run.queue.mode !== 'paused') return;
    await sink.noteJob({ job, state: 'paused' });
    run.isPauseJournaled = true;
    runner.go(run);
  };

  const resume = async (job: JobId): Promise<void> => {
    const run = runOf(job);
    if (isOver(run)) return;
    await setRunning(run);
    await proceed(run);
  };

  const cancel = async (job: JobId): Promise<void> => {
    const run = runOf(job);
    if (isOver(run)) return;
    run.queue = withMode(run.queue, 'cancelled');
    await runner.stop(run);
    await close(run);
  };

  const retry = async (job: JobId, paths?: readonly string[]): Promise<void> => {
    const run = runOf(job);
    await run.closing;
    const again = failedFiles(run, paths);
    if (run.queue.mode === 'cancelled' || again.length === 0) return;
    run.isReopening = true;
    try {
      await sink.reopenFiles(job, again);
      takeBack(run, again);
      run.closing = null;
      takeAgain(run, again, await reopen(run));
    } finally {
      run.isReopening = false;
    }
    await setRunning(run);
    runner.go(run);
  };

  const reopen = (run: ImportRun<File>): Promise<ReadonlyMap<string, File>> =>
    keeper.reopen(run.job.id).catch((error: unknown) => {
      ports.onDefect(error);
      return new Map<string, File>();
    });

  const dismiss = async (job: JobId): Promise<void> => {
    const run = runOf(job);
    if (!isOver(run))
      throw new HmError('still-running', 'This import has not ended: cancel it first.', {
        job,
      });
    await sink.forgetJob(job);
    runs.delete(job);
    await keeper.forget(job);
  };

  const runOf = (job: JobId): ImportRun<File> => {
    const run = runs.get(job);
    if (run !== undefined) return run;
    throw new HmError('not-found', `There is no import ${job}: it may have been dismissed.`, {
      job,
    });
  };

  const summary = (job: JobId) => runToSummary(runOf(job));
  const list = () => [...runs.values()].map((run) => runToJob(run, clock.nowMs()));
  return { start, restore, pause, resume, cancel, retry, summary, dismiss, list };
};

/** Whether a job has ended: nothing brings it back. */
const isOver = (run: ImportRun<SourceFile>): boolean => {
  const state = runState(run);
  return state === 'done' || state === 'cancelled';
};

/** Puts one gathered file where its run finds it. */
const handOver = <File extends SourceFile>(
  run: ImportRun<File>,
  index: number,
  files: GatheredFiles<File>,
  position: number,
): void => {
  const source = files.sources[position];
  if (source === undefined) return;
  if ('failure' in source) run.unreadable.set(index, source.failure);
  else run.atHand.set(index, source.file);
};

/** The jobs that could go on with files dropped again. */
const waitingJobs = (runs: ReadonlyMap<JobId, ImportRun<SourceFile>>): readonly WaitingJob[] =>
  [...runs.values()].flatMap((run) => {
    const missing = missingFiles(run);
    if (isOver(run) || missing.size === 0) return [];
    const settled = run.job.files.filter((_, index) => !missing.has(index));
    return [{ id: run.job.id, collection: run.job.collection, missing, settled }];
  });

const cancelOnAbort = (
  signal: AbortSignal | undefined,
  report: Promise<unknown>,
  cancel: () => void,
): void => {
  const stopListening = () => signal?.removeEventListener('abort', cancel);
  report.then(stopListening, stopListening);
  if (signal?.aborted === true) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
};
