import type { Clock } from '../base/clock.ts';
import type { BlobHash } from '../base/ids.ts';

/** Who needs the bytes of a blob just now: what is held is not collected as garbage. */
export interface Holds {
  /** Holds a blob while `task` runs. */
  during<T>(hash: BlobHash, task: () => Promise<T>): Promise<T>;
  /** Holds a blob for `ms`, for a reader that says nothing when it has done. */
  lend(hash: BlobHash, ms: number): void;
  isHeld(hash: BlobHash): boolean;
  /** Whether a task holds it; a loan does not count. */
  isAtWork(hash: BlobHash): boolean;
}

/** The holds of one drive; they end with its process. */
export const createHolds = (clock: Clock): Holds => {
  const tasks = new Map<BlobHash, number>();
  const lentUntilMs = new Map<BlobHash, number>();

  const add = (hash: BlobHash, count: number): void => {
    const next = (tasks.get(hash) ?? 0) + count;
    if (next === 0) tasks.delete(hash);
    else tasks.set(hash, next);
  };

  return {
    during: async (hash, task) => {
      add(hash, 1);
      try {
        return await task();
      } finally {
        add(hash, -1);
      }
    },
    lend: (hash, ms) => {
      const nowMs = clock.nowMs();
      for (const [other, untilMs] of lentUntilMs)
        if (untilMs <= nowMs) lentUntilMs.delete(other);
      lentUntilMs.set(hash, nowMs + ms);
    },
    isAtWork: (hash) => tasks.has(hash),
    isHeld: (hash) => tasks.has(hash) || (lentUntilMs.get(hash) ?? 0) > clock.nowMs(),
  };
};
