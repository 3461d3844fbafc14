/** One number that was measured, as the table and the JSON show it. */
export interface Measure {
  /** 'import of plain JPEGs, native / app', … */
  readonly what: string;
  readonly value: number;
  /** 'ms', 'MB', 'x' (a ratio), … */
  readonly unit: string;
  /** From the smallest to the largest of several rounds; absent where there was one. */
  readonly range?: readonly [number, number];
  /** What it should be: at least or at most. */
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
}

/** What a bench is given. */
export interface BenchOptions {
  /** The project's root. */
  readonly root: string;
  /** Where made input and filled profiles are kept between runs. */
  readonly cache: string;
  /** Photos of the import. */
  readonly photos: number;
  readonly rounds: number;
  /** Items of the long list, and of the large drive. */
  readonly listed: number;
  readonly items: number;
  /** GiB of the large file. */
  readonly gib: number;
  /** Says what is going on. */
  readonly say: (line: string) => void;
}

/** One bench: what it is called on the command line, and what it measures. */
export interface Bench {
  readonly name: string;
  readonly run: (options: BenchOptions) => Promise<readonly Measure[]>;
}

/** The middle of an odd number of values, the mean of the two middle ones of an even number. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
};

/** The value that `share` of all, from 0 to 1, do not exceed. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};

/** The median of several rounds with its range. */
export const measureOf = (
  what: string,
  unit: string,
  values: readonly number[],
  aim?: Measure['aim'],
): Measure => ({
  what,
  value: median(values),
  unit,
  ...(values.length > 1 && { range: [Math.min(...values), Math.max(...values)] as const }),
  ...(aim && { aim }),
});

/** Whether a measure reaches its aim; `null` where it has none. */
export const isReached = ({ value, aim }: Measure): boolean | null => {
  if (aim === undefined) return null;
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
};
