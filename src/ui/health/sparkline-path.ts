/** The paths of a small chart, as SVG writes them: pure. */
import { GAP_MS, type LoadPoint, WINDOW_MS } from './load-history.ts';

/** The box that a chart is drawn in, in units of its own. */
export const CHART = { width: 240, height: 40 };
/** Room for the stroke at the upper and lower edge. */
const EDGE = 2;

/** A line through points, and the area below it. */
export interface SparklinePaths {
  readonly line: string;
  readonly area: string;
}

/** Paths of the last two minutes, the newest point at the right edge; a line for each run without a gap. */
export const sparklinePaths = (points: readonly LoadPoint[]): SparklinePaths => {
  const toMs = points.at(-1)?.atMs ?? 0;
  const most = Math.max(1, ...points.map(({ value }) => value));
  const xOf = ({ atMs }: LoadPoint): number =>
    round((1 - (toMs - atMs) / WINDOW_MS) * CHART.width);
  const yOf = ({ value }: LoadPoint): number =>
    round(CHART.height - EDGE - (value / most) * (CHART.height - 2 * EDGE));
  const runs = runsOf(points.filter(({ atMs }) => toMs - atMs <= WINDOW_MS));
  const through = (run: readonly LoadPoint[]): string =>
    run.map((point) => `${xOf(point)} ${yOf(point)}`).join('L');
  return {
    line: runs.map((run) => `M${through(run)}`).join(''),
    area: runs
      .map((run) => {
        const [first, last] = [run[0], run.at(-1)];
        if (first === undefined || last === undefined) return '';
        return `M${xOf(first)} ${CHART.height}L${through(run)}L${xOf(last)} ${CHART.height}Z`;
      })
      .join(''),
  };
};

const runsOf = (points: readonly LoadPoint[]): readonly (readonly LoadPoint[])[] => {
  const runs: LoadPoint[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run === undefined || before === undefined || point.atMs - before.atMs > GAP_MS)
      runs.push([point]);
    else run.push(point);
  }
  // Of one point no line can be drawn.
  return runs.filter((run) => run.length > 1);
};

const round = (value: number): number => Math.round(value * 10) / 10;
