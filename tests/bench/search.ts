import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Measure } from './bench.ts';
import { measureOf, median, quantile } from './bench.ts';
import { withLab } from './lab-page.ts';
import type { SearchTimes } from './lab/time-search.ts';
import { type NativeTimes, timeNative } from './native-search.ts';

const MB = 1e6;

/** How fast items are found among 100,000, beside SQLite FTS5 over the same items and questions in the same run. */
export const search: Bench = {
  name: 'search',
  run: async ({ cache, items, rounds, say }) => {
    const profile = await mkdtemp(join(tmpdir(), 'hm-bench-profile-'));
    try {
      const own = await withLab(cache, profile, (page) =>
        page.evaluate(([count, turns]) => window.lab.timeSearch(count, turns), [
          items,
          3 * rounds,
        ] as const),
      );
      const native = await timeNative(items, 3 * rounds);
      if ('missing' in native) {
        say(`no SQLite FTS5 to compare with: ${native.missing}`);
        return ownMeasures(items, own);
      }
      say(`SQLite ${native.version}; ${own.terms} terms`);
      return [...ownMeasures(items, own), ...ratios(own, native)];
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

const ownMeasures = (items: number, own: SearchTimes): readonly Measure[] => {
  const all = own.queries.map(({ ms }) => ms);
  const sorts = [...new Set(own.queries.map(({ sort }) => sort))];
  return [
    measureOf(`search of ${items}: index built`, 'ms', [own.buildMs]),
    measureOf('search: index merged, encoded and kept', 'ms', [own.keepMs]),
    measureOf('search: index loaded', 'ms', [own.loadMs], { atMost: 100 }),
    measureOf('search: index on disk', 'MB', [own.keptBytes / MB]),
    measureOf('search: typed arrays in memory', 'MB', [own.arrayBytes / MB]),
    measureOf('search: a query of the mix, p50', 'ms', [quantile(all, 0.5)], { atMost: 10 }),
    measureOf('search: a query of the mix, p99', 'ms', [quantile(all, 0.99)], { atMost: 100 }),
    ...sorts.map((sort) => measureOf(`search: ${sort}`, 'ms', timesOf(own, sort))),
  ];
};

const ratios = (own: SearchTimes, native: NativeTimes): readonly Measure[] => {
  const sorts = [...new Set(own.queries.map(({ sort }) => sort))];
  return [
    measureOf('search, native time / own time: build', 'x', [native.buildMs / own.buildMs]),
    measureOf('search, native bytes / own bytes on disk', 'x', [native.bytes / own.keptBytes]),
    measureOf('search, native time / own time: p50', 'x', [
      ratio(native, own, (times) => quantile(times, 0.5)),
    ]),
    measureOf('search, native time / own time: p99', 'x', [
      ratio(native, own, (times) => quantile(times, 0.99)),
    ]),
    ...sorts.map((sort) =>
      measureOf(`search, native time / own time: ${sort}`, 'x', [
        median(timesOf(native, sort)) / median(timesOf(own, sort)),
      ]),
    ),
  ];
};

type Timed = Pick<SearchTimes, 'queries'>;

const timesOf = ({ queries }: Timed, wanted: string): readonly number[] =>
  queries.filter(({ sort }) => sort === wanted).map(({ ms }) => ms);

const ratio = (native: Timed, own: Timed, of: (times: readonly number[]) => number): number =>
  of(native.queries.map(({ ms }) => ms)) / of(own.queries.map(({ ms }) => ms));
