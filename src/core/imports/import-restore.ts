import type { QueuedFile, SourceFile } from './import-job.ts';
import { withMode } from './import-queue.ts';
import {
  createImportRun,
  lineUp,
  missingFiles,
  noteAccepted,
  noteFailed,
} from './import-run.ts';
import type { ImportRun } from './import-run.ts';
import type { KeptJob } from './import-sink.ts';

/** The run of a job as the journal knows it: what ended is in its report, the rest is missing. */
export const restoreImportRun = <File extends SourceFile>({
  accepted,
  failed,
  state,
  ...job
}: KeptJob): ImportRun<File> => {
  const isEnded = (index: number) => accepted.has(index) || failed.has(index);
  const unended = [...job.files.keys()].filter((index) => !isEnded(index));
  const run = createImportRun<File>(job, unended);
  for (const [index, file] of accepted) noteAccepted(run, index, file);
  for (const [index, failure] of failed)
    if (!accepted.has(index)) noteFailed(run, index, failure);
  run.queue = withMode(run.queue, state === 'done' ? 'running' : state);
  run.isPauseJournaled = state === 'paused';
  if (state === 'done' || state === 'cancelled') run.closing = Promise.resolve();
  return run;
};

/**
 * Lines up what could be opened again, by path and as it is now: a file that changed since is taken as
 * it is. Where several files of the job share a path, size and time of change must tell them apart.
 */
export const takeReopened = <File extends SourceFile>(
  run: ImportRun<File>,
  reopened: ReadonlyMap<string, File>,
): void => {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { path } of run.job.files) (seen.has(path) ? shared : seen).add(path);
  for (const [index, wanted] of missingFiles(run)) {
    const file = reopened.get(wanted.path);
    if (file !== undefined && (!shared.has(wanted.path) || isSameFile(file, wanted)))
      run.atHand.set(index, file);
  }
  lineUp(run);
};

const isSameFile = (file: SourceFile, queued: QueuedFile): boolean =>
  file.size === queued.sizeBytes && file.lastModified === queued.lastModified;

/** The same for files that are done again: one that was chosen stands in where nothing can be opened anew. */
export const takeAgain = <File extends SourceFile>(
  run: ImportRun<File>,
  files: readonly number[],
  reopened: ReadonlyMap<string, File>,
): void => {
  const held = new Map(files.map((index) => [index, run.atHand.get(index)]));
  for (const index of files) run.atHand.delete(index);
  takeReopened(run, reopened);
  for (const [index, file] of held)
    if (file !== undefined && !run.atHand.has(index)) run.atHand.set(index, file);
  lineUp(run);
};
