import type { Clock } from '../../core/base/clock.ts';

/** A clock that stands still until it is told. */
export interface MemoryClock extends Clock {
  /** Lets `ms` milliseconds pass. */
  advance(ms: number): void;
  /** Sets the clock, backwards too, as a person may. */
  set(nowMs: number): void;
}

/** A virtual clock that shows `startMs`: 2026-01-01T00:00:00Z unless told. */
export const createMemoryClock = (startMs = Date.UTC(2026, 0, 1)): MemoryClock => {
  let now = startMs;
  return {
    nowMs: () => now,
    advance: (ms) => {
      now += ms;
    },
    set: (nowMs) => {
      now = nowMs;
    },
  };
};
