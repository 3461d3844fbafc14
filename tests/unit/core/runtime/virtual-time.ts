import type { Timers } from '../../../../src/core/runtime/breakers.ts';

/** A clock and its timers that stand still until they are told to go on. */
export interface VirtualTime extends Timers {
  nowMs(): number;
  /** Goes on by so many milliseconds, calling back in order; promises settle in between. */
  pass(ms: number): Promise<void>;
  /** Sets the clock, as a person may, without time going by. */
  set(nowMs: number): void;
  /** How many calls are waited for. */
  pending(): number;
}

/** Lets everything that is settled be heard. */
export const settle = async (): Promise<void> => {
  for (let round = 0; round < 12; round++) await Promise.resolve();
};

export const createVirtualTime = (startMs = 1_000_000): VirtualTime => {
  let nowMs = startMs;
  let elapsedMs = 0;
  let calls: { readonly atMs: number; readonly act: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    after: (ms, act) => {
      const call = { atMs: elapsedMs + ms, act };
      calls.push(call);
      return () => {
        calls = calls.filter((one) => one !== call);
      };
    },
    pass: async (ms) => {
      const untilMs = elapsedMs + ms;
      for (;;) {
        await settle();
        const [next] = calls
          .filter(({ atMs }) => atMs <= untilMs)
          .toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        calls = calls.filter((one) => one !== next);
        const stepMs = Math.max(0, next.atMs - elapsedMs);
        nowMs += stepMs;
        elapsedMs += stepMs;
        next.act();
      }
      nowMs += untilMs - elapsedMs;
      elapsedMs = untilMs;
      await settle();
    },
    set: (next) => {
      nowMs = next;
    },
    pending: () => calls.length,
  };
};
