/** What the import drawer shows of a job: pure, so that numbers never jump backwards by accident. */
import type { ImportJob, ImportPhase, ImportProgress } from '../../core/imports/import-job.ts';

/** Whether nothing more will happen to the job. */
export const isOver = (job: ImportJob): boolean =>
  job.state === 'done' || job.state === 'cancelled';

/** What a job does while its files are in flight; every other phase is a state of rest. */
const BUSY_PHASES = ['reading', 'thumbnails', 'saving'] as const;
type BusyPhase = (typeof BUSY_PHASES)[number];
const isBusy = (phase: ImportPhase): phase is BusyPhase =>
  (BUSY_PHASES as readonly ImportPhase[]).includes(phase);

/** Whether an event tells that a job rests: only the drive knows what it misses, or why it stopped. */
export const isAtRest = ({ phase }: ImportProgress): boolean => !isBusy(phase);

/** The job after an event: counts and bytes only grow, state, rate and time left are those of the event. */
export const withProgress = (job: ImportJob, event: ImportProgress): ImportJob => ({
  ...job,
  state: isBusy(event.phase) ? 'running' : event.phase,
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
