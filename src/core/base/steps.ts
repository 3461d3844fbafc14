import type { Breathe } from './stretches.ts';

/** Work that may be interrupted at each `yield`; what it returns is its result. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export const finishSteps = <T>(steps: Steps<T>): T => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

/** Work between two breaths: of a frame's 16 ms, half. */
const STRETCH_MS = 8;

/** Does all of it, letting others of this thread work in between. `nowMs` is any clock. */
export const finishBreathing = async <T>(
  steps: Steps<T>,
  breathe: Breathe,
  nowMs: () => number,
): Promise<T> => {
  let sinceMs = nowMs();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (nowMs() - sinceMs < STRETCH_MS) continue;
    await breathe();
    sinceMs = nowMs();
  }
};
