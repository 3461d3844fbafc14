import { describe, expect, it } from 'vitest';
import {
  figuresOf,
  type LoadSample,
  throughputOf,
  waitingOf,
  WINDOW_MS,
  withSample,
} from '../../../../src/ui/health/load-history.ts';
import { CHART, sparklinePaths } from '../../../../src/ui/health/sparkline-path.ts';

/** A sample each second: the tasks done in it, and those that wait at its end. */
const samplesOf = (done: readonly number[], waiting: readonly number[] = []): LoadSample[] =>
  done.map((_, at) => ({
    atMs: 10_000 + at * 1000,
    done: done.slice(0, at + 1).reduce((sum, count) => sum + count, 0),
    waiting: waiting[at] ?? 0,
  }));
const values = (points: readonly { readonly value: number }[]) =>
  points.map(({ value }) => value);

describe('samples', () => {
  it('are kept for as long as the charts go back', () => {
    let samples: readonly LoadSample[] = [];
    for (let second = 0; second <= 300; second++)
      samples = withSample(samples, { atMs: second * 1000, done: second, waiting: 0 });
    expect(samples).toHaveLength(WINDOW_MS / 1000 + 1);
    expect(samples[0]?.atMs).toBe(300_000 - WINDOW_MS);
  });

  it('are passed over where they come right after another: a rate of no time is none', () => {
    const one = { atMs: 1000, done: 1, waiting: 0 };
    const samples = withSample([one], { atMs: 1100, done: 90, waiting: 0 });
    expect(samples).toEqual([one]);
  });
});

describe('the numbers of a chart', () => {
  it('are tasks a second, of the time that really passed', () => {
    const samples = [
      { atMs: 0, done: 0, waiting: 0 },
      { atMs: 1000, done: 10, waiting: 0 },
      { atMs: 3000, done: 40, waiting: 0 },
    ];
    expect(values(throughputOf(samples))).toEqual([10, 15]);
  });

  it('skip the moment in which the drive was opened anew', () => {
    const samples = samplesOf([0, 10, -10, 5]);
    expect(values(throughputOf(samples))).toEqual([10, 5]);
  });

  it('are told as of the last seconds, at most, and on average', () => {
    const points = throughputOf(samplesOf([0, 30, 30, 0, 0, 0, 0, 0, 20, 20]));
    expect(figuresOf(points)).toEqual({ now: 8, most: 30, mean: 100 / 9 });
    expect(figuresOf([])).toBe(null);
  });

  it('tell how many wait', () => {
    expect(values(waitingOf(samplesOf([0, 0], [3, 7])))).toEqual([3, 7]);
  });
});

describe('the line of a chart', () => {
  it('ends at the right edge and goes as high as its highest point', () => {
    const { line, area } = sparklinePaths(waitingOf(samplesOf([0, 0, 0], [0, 8, 4])));
    expect(line).toBe('M236 38L238 2L240 20');
    expect(area).toBe('M236 40L236 38L238 2L240 20L240 40Z');
  });

  it('is flat at the ground where nothing is, whatever its scale', () => {
    expect(sparklinePaths(waitingOf(samplesOf([0, 0]))).line).toBe('M238 38L240 38');
  });

  it('is broken where nobody looked, and leaves out what is too old', () => {
    const early = { atMs: -500_000, done: 0, waiting: 9 };
    const away = samplesOf([0, 0], [1, 1]);
    const back = away.map((one) => ({ ...one, atMs: one.atMs + 60_000 }));
    const { line } = sparklinePaths(waitingOf([early, ...away, ...back]));
    expect(line.match(/M/g)).toHaveLength(2);
    expect(line).toMatch(new RegExp(`L${CHART.width} `));
  });

  it('is none of one point or none', () => {
    expect(sparklinePaths([])).toEqual({ line: '', area: '' });
    expect(sparklinePaths(waitingOf(samplesOf([1])))).toEqual({ line: '', area: '' });
  });
});
