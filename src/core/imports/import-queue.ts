import type { ImportState } from './import-job.ts';

/**
 * Where each file of a job is, as plain data: at hand and in line, in flight, missing, or ended (none
 * of these). Files are named by their index in the job. The rules are I1 to I6 of docs/spec/imports.md.
 */
export interface ImportQueue {
  readonly mode: 'running' | 'paused' | 'cancelled';
  /** Files at hand, in the order in which they go; those before `cursor` were taken. */
  readonly line: readonly number[];
  readonly cursor: number;
  /** Taken and given back: they go first. */
  readonly returned: readonly number[];
  readonly flying: ReadonlySet<number>;
  /** Not ended, and nothing at hand to read them from. */
  readonly missing: ReadonlySet<number>;
}

/** The queue of a job of which nothing is at hand yet; `unended` are the files to be done. */
export const createImportQueue = (unended: Iterable<number>): ImportQueue => ({
  mode: 'running',
  line: [],
  cursor: 0,
  returned: [],
  flying: new Set(),
  missing: new Set(unended),
});

/** Files came to hand: those that were missing join the line in the order given, others are ignored. */
export const withArrived = (queue: ImportQueue, files: Iterable<number>): ImportQueue => {
  const missing = new Set(queue.missing);
  const line = queue.line.slice(queue.cursor);
  for (const file of files) if (missing.delete(file)) line.push(file);
  return { ...queue, line, cursor: 0, missing };
};

/** The next file takes off; `null` where none is in line, or the job does not run. */
export const withTaken = (
  queue: ImportQueue,
): { readonly queue: ImportQueue; readonly file: number } | null => {
  if (queue.mode !== 'running') return null;
  const [again, ...returned] = queue.returned;
  const file = again ?? queue.line[queue.cursor];
  if (file === undefined) return null;
  const flying = new Set(queue.flying).add(file);
  return again === undefined
    ? { queue: { ...queue, cursor: queue.cursor + 1, flying }, file }
    : { queue: { ...queue, returned, flying }, file };
};

/** A file in flight lands: ended for good, or given back to be done again. */
export const withLanded = (
  queue: ImportQueue,
  file: number,
  how: 'ended' | 'returned',
): ImportQueue => {
  if (!queue.flying.has(file)) return queue;
  const flying = new Set(queue.flying);
  flying.delete(file);
  const returned = how === 'returned' ? [...queue.returned, file] : queue.returned;
  return { ...queue, flying, returned };
};

/** Files that ended are missing again. A job that was cancelled stays so. */
export const withAgain = (queue: ImportQueue, files: Iterable<number>): ImportQueue =>
  queue.mode === 'cancelled'
    ? queue
    : { ...queue, missing: new Set([...queue.missing, ...files]) };

/** The job runs or pauses; one that was cancelled stays so. */
export const withMode = (queue: ImportQueue, mode: ImportQueue['mode']): ImportQueue =>
  queue.mode === 'cancelled' ? queue : { ...queue, mode };

/** Whether a file is in line, given back ones included. */
export const isFileInLine = (queue: ImportQueue): boolean =>
  queue.returned.length > 0 || queue.cursor < queue.line.length;

/** What a person is told: a job waits once all that is at hand has ended, and is done once nothing is left. */
export const queueToState = (queue: ImportQueue): ImportState => {
  if (queue.mode === 'cancelled') return 'cancelled';
  if (!isFileInLine(queue) && queue.flying.size === 0)
    return queue.missing.size === 0 ? 'done' : 'waiting-for-files';
  return queue.mode;
};
