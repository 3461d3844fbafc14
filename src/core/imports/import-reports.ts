import type { JobId } from '../base/ids.ts';
import { HmError } from '../base/hm-error.ts';
import type { ImportJob, ImportReport } from './import-job.ts';

/** Those who wait for the end of a job. */
export interface ImportReports {
  /** Resolves once every file of the job has ended; rejects as `tell` says. */
  of(job: JobId): Promise<ImportReport>;
  /** A job came to rest: whoever waits for it learns how. A person's pause is no end. */
  tell(job: ImportJob): void;
}

type Waiter = {
  readonly resolve: (report: ImportReport) => void;
  readonly reject: (error: HmError) => void;
};

/** Reports to be, by job. */
export const createImportReports = (): ImportReports => {
  const waiters = new Map<JobId, Waiter[]>();
  return {
    of: (job) => {
      const report = new Promise<ImportReport>((resolve, reject) => {
        waiters.set(job, [...(waiters.get(job) ?? []), { resolve, reject }]);
      });
      // Whoever looks at the list of jobs need not look here: not to be told is no defect.
      report.catch(() => undefined);
      return report;
    },
    tell: (job) => {
      const failure = job.state === 'done' ? null : failureOf(job);
      if (job.state !== 'done' && failure === null) return;
      for (const { resolve, reject } of waiters.get(job.id) ?? []) {
        if (failure === null) resolve(job.report);
        else reject(failure);
      }
      waiters.delete(job.id);
    },
  };
};

/** One report of several jobs that took in the files of one drop. */
export const mergeReports = (reports: readonly ImportReport[]): ImportReport => ({
  added: reports.flatMap(({ added }) => added),
  duplicates: reports.flatMap(({ duplicates }) => duplicates),
  unshown: reports.flatMap(({ unshown }) => unshown),
  failed: reports.flatMap(({ failed }) => failed),
  bytes: reports.reduce((sum, { bytes }) => sum + bytes, 0),
});

/** Why the files of a resting job did not all end; `null` where it only pauses or has ended. */
const failureOf = (job: ImportJob): HmError | null => {
  const facts = { job: job.id, filesDone: job.filesDone, filesTotal: job.filesTotal };
  const came = `${job.filesDone} of ${job.filesTotal} files are done`;
  if (job.state === 'cancelled')
    return new HmError('cancelled', `The import was cancelled: ${came}, and stay.`, facts);
  if (job.state === 'waiting-for-files')
    return new HmError(
      'files-needed',
      `The import waits: ${came}. Drop the other ${job.missingFiles.length} again and it goes on.`,
      facts,
    );
  const halt = job.state === 'paused' ? job.pausedBecause : undefined;
  if (halt === undefined) return null;
  return new HmError(
    halt.type,
    `The import is paused: ${came}. ${halt.message} Then resume it: nothing is lost.`,
    { ...halt.facts, ...facts },
  );
};
