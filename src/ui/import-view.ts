/** What the import drawer shows of a job: pure, so that numbers never jump backwards by accident. */
import type { ImportJob, ImportProgress } from '../core/imports/import-job.ts';

/** Whether nothing more will happen to the job. */
export const isOver = (job: ImportJob): boolean =>
  job.state === 'done' || job.state === 'cancelled';

/** The job after an event: counts and bytes only grow, rate and time left are those of the event. */
export const withProgress = (job: ImportJob, event: ImportProgress): ImportJob => ({
  ...job,
  filesDone: Math.max(job.filesDone, event.done),
  filesTotal: Math.max(job.filesTotal, event.total),
  bytesDone: Math.max(job.bytesDone, event.bytes),
  rateBytesPerSecond: event.rate,
  etaSeconds: event.etaSeconds,
});

/** From 0 to 1, by bytes where there are any to count, else by files; 1 for a job that is done. */
export const fractionDone = (job: ImportJob): number => {
  if (job.state === 'done') return 1;
  if (job.bytesTotal > 0) return Math.min(1, job.bytesDone / job.bytesTotal);
  return job.filesTotal > 0 ? Math.min(1, job.filesDone / job.filesTotal) : 0;
};

/** The first few of a long list, and how many more there are. */
export const firstFew = <T>(list: readonly T[], most: number) => ({
  shown: list.slice(0, most),
  more: Math.max(0, list.length - most),
});
