import { describe, expect, it } from 'vitest';
import { finishBreathing, finishSteps, type Steps } from '../../../../src/core/base/steps.ts';

/** Ten steps of `tookMs` each on a clock of its own. */
const tenSteps = (tookMs: number) => {
  let ms = 0;
  const work = function* (): Steps<string> {
    for (let i = 0; i < 10; i++) {
      ms += tookMs;
      yield;
    }
    return 'done';
  };
  return { work, nowMs: () => ms };
};

describe('work in steps', () => {
  it('gives the same at once and with breaths', async () => {
    const { work, nowMs } = tenSteps(1);
    expect(finishSteps(work())).toBe('done');
    expect(await finishBreathing(work(), () => Promise.resolve(), nowMs)).toBe('done');
  });

  it.each([
    [1, 1],
    [4, 5],
    [20, 10],
  ])('whose steps take %i ms breathes %i times of 10', async (tookMs, breaths) => {
    const { work, nowMs } = tenSteps(tookMs);
    let count = 0;
    await finishBreathing(
      work(),
      () => {
        count++;
        return Promise.resolve();
      },
      nowMs,
    );
    expect(count).toBe(breaths);
  });
});
