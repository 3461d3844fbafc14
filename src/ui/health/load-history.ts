/** How much was done and how much waited of late, from samples of the queue: pure. */

/** How far back the charts go. */
export const WINDOW_MS = 120_000;
/** After a pause longer than this between two samples nobody knows what was: a line ends, another begins. */
export const GAP_MS = 5_000;
/** Samples closer together than this would make a rate of next to no time. */
const LEAST_MS = 500;
/** A number that is shown is the mean of so long, so that it can be read. */
const NOW_MS = 5_000;

/** The queue at a moment. */
export interface LoadSample {
  /** Of a clock that only goes on, in milliseconds. */
  readonly atMs: number;
  /** Tasks done since the drive was opened. */
  readonly done: number;
  readonly waiting: number;
}

/** A value of a chart at a moment. */
export interface LoadPoint {
  readonly atMs: number;
  readonly value: number;
}

/** The numbers beside a chart. */
export interface LoadFigures {
  readonly now: number;
  readonly most: number;
  readonly mean: number;
}

/** With a new sample, without what is older than the charts. */
export const withSample = (
  samples: readonly LoadSample[],
  next: LoadSample,
): readonly LoadSample[] => {
  const last = samples.at(-1);
  if (last !== undefined && next.atMs - last.atMs < LEAST_MS) return samples;
  return [...samples.filter(({ atMs }) => next.atMs - atMs <= WINDOW_MS), next];
};

/** Tasks a second between each two samples; none where the drive was opened anew between them. */
export const throughputOf = (samples: readonly LoadSample[]): readonly LoadPoint[] =>
  samples.flatMap(({ atMs, done }, at) => {
    const before = samples[at - 1];
    if (before === undefined || done < before.done) return [];
    return [{ atMs, value: ((done - before.done) * 1000) / (atMs - before.atMs) }];
  });

/** How many tasks waited. */
export const waitingOf = (samples: readonly LoadSample[]): readonly LoadPoint[] =>
  samples.map(({ atMs, waiting }) => ({ atMs, value: waiting }));

/** The numbers of a chart; `null` where it has no point. */
export const figuresOf = (points: readonly LoadPoint[]): LoadFigures | null => {
  const last = points.at(-1);
  if (last === undefined) return null;
  const recent = points.filter(({ atMs }) => last.atMs - atMs < NOW_MS);
  return {
    now: meanOf(recent),
    most: Math.max(...points.map(({ value }) => value)),
    mean: meanOf(points),
  };
};

const meanOf = (points: readonly LoadPoint[]): number =>
  points.reduce((sum, { value }) => sum + value, 0) / points.length;
