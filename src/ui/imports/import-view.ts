/** What the import drawer shows of jobs: pure, so that numbers never jump backwards by accident. */
import type {
  ImportJob,
  ImportPhase,
  ImportProgress,
  ImportReport,
  ImportSteps,
} from '../../core/imports/import-job.ts';

/** Whether nothing more will happen to the job. */
export const isOver = (job: ImportJob): boolean =>
  job.state === 'done' || job.state === 'cancelled';

/** What a job does while its files are in flight; every other phase is a state of rest. */
const BUSY_PHASES = ['reading', 'hashing', 'thumbnails', 'saving'] as const;
type BusyPhase = (typeof BUSY_PHASES)[number];
const isBusy = (phase: ImportPhase): phase is BusyPhase =>
  (BUSY_PHASES as readonly ImportPhase[]).includes(phase);

/** Whether an event tells that a job rests: only the drive knows what it misses, or why it stopped. */
export const isAtRest = ({ phase }: ImportProgress): boolean => !isBusy(phase);

/** Whether an event tells of a job that began anew: then its numbers do too, and only the drive knows them. */
export const isAnew = (job: ImportJob, { phase }: ImportProgress): boolean =>
  isOver(job) && isBusy(phase);

/** The job after an event: counts and bytes only grow, state, rate and time left are those of the event. */
export const withProgress = (job: ImportJob, event: ImportProgress): ImportJob => ({
  ...job,
  state: isBusy(event.phase) ? 'running' : event.phase,
  filesDone: Math.max(job.filesDone, event.done),
  filesTotal: Math.max(job.filesTotal, event.total),
  bytesDone: Math.max(job.bytesDone, event.bytes),
  steps: withSteps(job.steps, event.steps),
  rateBytesPerSecond: event.rate,
  etaSeconds: event.etaSeconds,
});

const withSteps = (known: ImportSteps, told: ImportSteps): ImportSteps => ({
  read: Math.max(known.read, told.read),
  hashed: Math.max(known.hashed, told.hashed),
  drawn: Math.max(known.drawn, told.drawn),
  saved: Math.max(known.saved, told.saved),
});

/** From 0 to 1, by bytes where there are any to count, else by files; 1 for a job that is done. */
export const fractionDone = (job: ImportJob): number => {
  if (job.state === 'done') return 1;
  if (job.bytesTotal > 0) return Math.min(1, job.bytesDone / job.bytesTotal);
  return job.filesTotal > 0 ? Math.min(1, job.filesDone / job.filesTotal) : 0;
};

/** The one thing that the pill says of all imports. */
export interface PillSigns {
  readonly says: 'waiting' | 'stopped' | 'running' | 'paused' | 'failed';
  /** How far all that is not over is, from 0 to 1. */
  readonly fraction: number;
  /** Files that failed in imports that are over. */
  readonly failed: number;
}

/** What needs a person goes first; `null` where there is nothing to say. */
export const pillOf = (jobs: readonly ImportJob[]): PillSigns | null => {
  const active = jobs.filter((job) => !isOver(job));
  const failed = jobs.filter(isOver).reduce((sum, { report }) => sum + report.failed.length, 0);
  const total = active.reduce((sum, { bytesTotal }) => sum + bytesTotal, 0);
  const done = active.reduce((sum, { bytesDone }) => sum + bytesDone, 0);
  const fraction = total > 0 ? Math.min(1, done / total) : 0;
  const has = (state: ImportJob['state']): boolean => active.some((job) => job.state === state);
  if (has('waiting-for-files')) return { says: 'waiting', fraction, failed };
  if (active.some(({ pausedBecause }) => pausedBecause !== undefined))
    return { says: 'stopped', fraction, failed };
  if (has('running')) return { says: 'running', fraction, failed };
  if (has('paused')) return { says: 'paused', fraction, failed };
  return failed > 0 ? { says: 'failed', fraction, failed } : null;
};

/** Rows of what failed, by what a person can do about them. */
export interface FailedGroups {
  readonly empty: ImportReport['failed'];
  readonly tooLarge: ImportReport['failed'];
  readonly others: ImportReport['failed'];
}

/** Empty files stay empty; a limit can be raised; all others may do better the next time. */
export const groupFailed = (failed: ImportReport['failed']): FailedGroups => ({
  empty: failed.filter(({ type }) => type === 'empty-file'),
  tooLarge: failed.filter(({ type }) => type === 'too-large'),
  others: failed.filter(({ type }) => type !== 'empty-file' && type !== 'too-large'),
});

/** The first few of a long list, and how many more there are. */
export const firstFew = <T>(list: readonly T[], most: number) => ({
  shown: list.slice(0, most),
  more: Math.max(0, list.length - most),
});
