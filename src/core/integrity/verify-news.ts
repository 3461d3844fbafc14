import type { Clock } from '../base/clock.ts';
import type { ParityProgress } from './parity-keeper.ts';
import type { DueBlob } from './schedule.ts';

/** The news about a check that reads bytes; the last of them has `done` where it stopped. */
export interface VerifyNews {
  readonly job: 'verify';
  /** Parity is settled first, where all is to be read. */
  readonly phase: 'parity' | 'verifying' | 'verified';
  /** Blobs, of all that are due. */
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  /** Bytes per second, `null` until known. */
  readonly rate: number | null;
  readonly etaSeconds: number | null;
}

/** Whether news about a job are about a check; others tell theirs by the same event. */
export const isVerifyNews = (news: { readonly phase: string }): news is VerifyNews =>
  ['parity', 'verifying', 'verified'].includes(news.phase);

/** Tells how far one check is, a few times a second at most. */
export interface NewsTeller {
  readonly reach: (done: number, bytes: number) => void;
  /** Nothing of it goes on. */
  readonly end: () => void;
}

const EVERY_MS = 250;

/** Tells how far the settling of parity is that a check begins with. */
export const createParityTeller = (
  clock: Clock,
  tell: (news: VerifyNews) => void,
): ((progress: ParityProgress) => void) => {
  let toldMs = -Infinity;
  return (progress) => {
    if (clock.nowMs() - toldMs < EVERY_MS) return;
    toldMs = clock.nowMs();
    // Most of it is there already and takes no time: a rate would say nothing of what is left.
    tell({ job: 'verify', phase: 'parity', ...progress, rate: null, etaSeconds: null });
  };
};

/** The teller of a check of these blobs, which says nothing where there are none. */
export const createNewsTeller = (
  due: readonly DueBlob[],
  clock: Clock,
  tell: (news: VerifyNews) => void,
): NewsTeller => {
  const startedMs = clock.nowMs();
  const total = due.length;
  const allBytes = due.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let toldMs = -Infinity;
  let reached = { done: 0, bytes: 0 };

  const newsNow = (phase: VerifyNews['phase']): VerifyNews => {
    const seconds = (clock.nowMs() - startedMs) / 1000;
    const rate = seconds > 0 && reached.bytes > 0 ? reached.bytes / seconds : null;
    const etaSeconds = rate === null ? null : Math.max(0, allBytes - reached.bytes) / rate;
    return { job: 'verify', phase, ...reached, total, rate, etaSeconds };
  };

  return {
    reach: (done, bytes) => {
      reached = { done, bytes };
      if (clock.nowMs() - toldMs < EVERY_MS) return;
      toldMs = clock.nowMs();
      tell(newsNow('verifying'));
    },
    end: () => {
      if (total > 0) tell(newsNow('verified'));
    },
  };
};
