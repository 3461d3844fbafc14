/** When the app asks, shows and holds what an installed app may: pure, so that each can be read and proved. */
import type { Badge, InstallState } from '../../app/installed-app.ts';
import type { ImportJob } from '../../core/imports/import-job.ts';
import { fractionDone } from '../imports/import-view.ts';

/** How an app is installed where the browser does not ask by itself. */
export type InstallWay = 'ios' | 'safari-mac' | 'firefox-android' | 'firefox' | 'menu';

/** What is asked of a navigator. An iPad says that it is a Mac; its fingers tell. */
interface BrowserKind {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** The words that fit this browser. */
export const installWay = ({ userAgent, maxTouchPoints }: BrowserKind): InstallWay => {
  const isMac = /Macintosh/.test(userAgent);
  if (/iPhone|iPad|iPod/.test(userAgent) || (isMac && maxTouchPoints > 1)) return 'ios';
  if (/Firefox\//.test(userAgent))
    return /Android/.test(userAgent) ? 'firefox-android' : 'firefox';
  if (isMac && !/Chrom(e|ium)\//.test(userAgent)) return 'safari-mac';
  return 'menu';
};

/** Whether an import has put something into the drive. */
export const hasSucceeded = (job: ImportJob): boolean =>
  job.state === 'done' && job.report.added.length > 0;

/** Whether to offer the installation: after the first import that succeeded, until it is done or refused. */
export const offersInstall = (facts: {
  readonly state: InstallState;
  readonly hasImported: boolean;
  readonly isDismissed: boolean;
}): boolean => facts.state !== 'installed' && facts.hasImported && !facts.isDismissed;

/** What is remembered of asking for persistent storage. */
export interface PersistMemory {
  /** How often the app asked by itself. */
  readonly asked: number;
  /** Milliseconds since 1970. */
  readonly lastAskedMs: number;
}

/** A refusal may be thought over so long before an import asks once more. */
const ASK_AGAIN_MS = 7 * 24 * 3_600_000;
const MOST_ASKED_BY_IMPORT = 2;

/**
 * Whether to ask the browser to keep what is stored: after the first import that succeeded, once more
 * after a later one, and when the app is installed, which is when most browsers say yes. Never at load.
 */
export const asksToPersist = (
  occasion: 'import' | 'install',
  { asked, lastAskedMs }: PersistMemory,
  nowMs: number,
): boolean => {
  if (occasion === 'install' || asked === 0) return true;
  return asked < MOST_ASKED_BY_IMPORT && nowMs - lastAskedMs > ASK_AGAIN_MS;
};

/** A memory that something else may have written. */
export const readPersistMemory = (stored: unknown): PersistMemory => {
  const none = { asked: 0, lastAskedMs: 0 };
  if (typeof stored !== 'object' || stored === null) return none;
  if (!('asked' in stored) || !('lastAskedMs' in stored)) return none;
  const { asked, lastAskedMs } = stored;
  if (!Number.isSafeInteger(asked) || typeof lastAskedMs !== 'number') return none;
  return { asked: Number(asked), lastAskedMs };
};

/** Jobs that read or write at this moment. */
export const runningJobs = (jobs: readonly ImportJob[]): readonly ImportJob[] =>
  jobs.filter(({ state }) => state === 'running');

/**
 * The icon's badge: how much needs a person (files that failed, imports that wait, shares that wait),
 * a dot while something runs, else nothing.
 */
export const badgeOf = (jobs: readonly ImportJob[], waitingShares: number): Badge => {
  const needy = jobs.reduce(
    (sum, job) => sum + job.report.failed.length + (job.state === 'waiting-for-files' ? 1 : 0),
    waitingShares,
  );
  if (needy > 0) return needy;
  return runningJobs(jobs).length > 0 ? 'dot' : null;
};

/** How far all that runs is, from 0 to 100, `null` where nothing does. Never 100 before it is over. */
export const percentDone = (jobs: readonly ImportJob[]): number | null => {
  const running = runningJobs(jobs);
  if (running.length === 0) return null;
  const sum = running.reduce((total, job) => total + fractionDone(job), 0);
  return Math.min(99, Math.floor((sum / running.length) * 100));
};

/**
 * Where in the app a launch leads, as a path of the router; `null` where it asks for no place, leads
 * elsewhere, or is the one with which this page was loaded (`loadedUrl`), which the router has served.
 */
export const launchPath = (targetUrl: string | null, loadedUrl: string): string | null => {
  const target = targetUrl === null ? null : URL.parse(targetUrl);
  const loaded = URL.parse(loadedUrl);
  if (target === null || loaded === null || target.origin !== loaded.origin) return null;
  if (target.href === loaded.href || !target.hash.startsWith('#/')) return null;
  return target.hash.slice(1);
};
