import { describe, expect, it } from 'vitest';
import { guessedStep, stepStart, steppedTime } from '../../../../src/core/media/frame-step.ts';

describe('the next frame', () => {
  const times = [0, 0.04, 0.08, 0.2, 0.24];

  it('is sought in its middle, however long the frames are', () => {
    expect(steppedTime(times, 0.04, 1)).toBeCloseTo(0.14);
    expect(steppedTime(times, 0.139, 1)).toBeCloseTo(0.22);
    expect(steppedTime(times, 0.22, -1)).toBeCloseTo(0.14);
  });

  it('is found from a time that a player rounded down', () => {
    expect(steppedTime(times, 0.0799, 1)).toBeCloseTo(0.22);
  });

  it('is none beyond the first and the last', () => {
    expect(steppedTime(times, 0.24, 1)).toBeNull();
    expect(steppedTime(times, 0, -1)).toBeNull();
    expect(steppedTime([], 1, 1)).toBeNull();
  });

  it('has the length of the one before where it is the last', () => {
    expect(steppedTime(times, 0.2, 1)).toBeCloseTo(0.26);
  });
});

describe('a guessed step', () => {
  it('keeps to frames of the known length, within the film', () => {
    expect(guessedStep(0.1, 1, 0.1, 10)).toBeCloseTo(0.25);
    expect(guessedStep(0.25, -1, 0.1, 10)).toBeCloseTo(0.15);
    expect(guessedStep(0, -1, 0.1, 10)).toBe(0);
    expect(guessedStep(9.99, 5, 0.1, 10)).toBeCloseTo(9.95);
  });
});

describe('a step', () => {
  it('begins at the frame that is seen, which the clock is a little ahead of', () => {
    expect(stepStart(4.2, 4.23)).toBe(4.2);
    expect(stepStart(null, 4.23)).toBe(4.23);
  });

  it('begins where the film was sent, whatever frame is told of late', () => {
    expect(stepStart(5.8, 0)).toBe(0);
    expect(stepStart(0.1, 5)).toBe(5);
  });
});
