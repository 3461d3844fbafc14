import type { JobId } from '../base/ids.ts';
import type { QueuedFile } from './import-job.ts';

/** A job that waits for files, as far as finding them again needs. */
export interface WaitingJob {
  readonly id: JobId;
  readonly collection: string;
  /** Files that it needs, by their index in the job. */
  readonly missing: ReadonlyMap<number, QueuedFile>;
  /** Files that it does not need any more: dropped again, they are skipped. */
  readonly settled: Iterable<QueuedFile>;
}

/** Which of the files just dropped go on with which waiting job. */
export interface FoundFiles {
  /** By job: the index of a file in the job, and its position among those dropped. */
  readonly continued: ReadonlyMap<JobId, ReadonlyMap<number, number>>;
  /** Positions of the files that no continued job knows. */
  readonly rest: readonly number[];
}

/**
 * Finds the files of waiting jobs among those dropped into a collection, by path, size and time of
 * change. A job goes on only where a file that it needs is there; each file serves one job once.
 */
export const findWaitingFiles = (
  dropped: readonly QueuedFile[],
  collection: string,
  waiting: readonly WaitingJob[],
): FoundFiles => {
  const atHand = positionsByKey(dropped);
  const continued = new Map<JobId, ReadonlyMap<number, number>>();
  for (const job of waiting) {
    if (job.collection !== collection) continue;
    const found = claimMissing(job.missing, atHand);
    if (found.size === 0) continue;
    continued.set(job.id, found);
    for (const file of job.settled) atHand.get(keyOf(file))?.shift();
  }
  const rest = [...atHand.values()].flat().sort((a, b) => a - b);
  return { continued, rest };
};

/** Takes the missing files out of those at hand. */
const claimMissing = (
  missing: ReadonlyMap<number, QueuedFile>,
  atHand: ReadonlyMap<string, number[]>,
): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  for (const [index, file] of missing) {
    const position = atHand.get(keyOf(file))?.shift();
    if (position !== undefined) found.set(index, position);
  }
  return found;
};

const positionsByKey = (files: readonly QueuedFile[]): Map<string, number[]> => {
  const positions = new Map<string, number[]>();
  files.forEach((file, position) => {
    const key = keyOf(file);
    const held = positions.get(key);
    if (held === undefined) positions.set(key, [position]);
    else held.push(position);
  });
  return positions;
};

const keyOf = (file: QueuedFile): string =>
  `${file.sizeBytes}/${file.lastModified}/${file.path}`;
