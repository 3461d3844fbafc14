import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobId } from '../../../../src/core/base/ids.ts';
import {
  createForecast,
  withMeasure,
  withPause,
} from '../../../../src/core/imports/import-forecast.ts';
import {
  createImportQueue,
  queueToState,
  withArrived,
  withLanded,
  withMode,
  withTaken,
} from '../../../../src/core/imports/import-queue.ts';
import type { ImportQueue } from '../../../../src/core/imports/import-queue.ts';
import { placeOf } from '../../../../src/core/imports/import-place.ts';
import {
  createRateMeter,
  rateOf,
  withReading,
  withRest,
} from '../../../../src/core/imports/rate-meter.ts';
import { isSidecarPath, pairSidecars } from '../../../../src/core/imports/sidecar-pairs.ts';
import { findWaitingFiles } from '../../../../src/core/imports/waiting-files.ts';

const RUNS = { seed: 20_261_121, numRuns: 500 };

describe('the queue of a job', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('arrive' as const), files: fc.array(fc.nat(12)) }),
    fc.record({ do: fc.constant('take' as const) }),
    fc.record({
      do: fc.constant('land' as const),
      file: fc.nat(12),
      how: fc.constantFrom('ended' as const, 'returned' as const),
    }),
    fc.record({
      do: fc.constant('mode' as const),
      mode: fc.constantFrom('running' as const, 'paused' as const),
    }),
  );
  const whereabouts = (queue: ImportQueue): number[] => [
    ...queue.line.slice(queue.cursor),
    ...queue.returned,
    ...queue.flying,
    ...queue.missing,
  ];

  it('I6 whatever happens, a file is in one place, and only its own landing ends it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let queue = createImportQueue(Array.from({ length: 10 }, (_, i) => i));
        const ended = new Set<number>();
        for (const one of steps) {
          if (one.do === 'arrive') queue = withArrived(queue, one.files);
          else if (one.do === 'take') queue = withTaken(queue)?.queue ?? queue;
          else if (one.do === 'mode') queue = withMode(queue, one.mode);
          else {
            if (queue.flying.has(one.file) && one.how === 'ended') ended.add(one.file);
            queue = withLanded(queue, one.file, one.how);
          }
          const everywhere = [...whereabouts(queue), ...ended].sort((a, b) => a - b);
          expect(everywhere).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
          expect(queueToState(queue) === 'done').toBe(ended.size === 10);
        }
      }),
      RUNS,
    );
  });

  it('I6 nothing takes off while a job pauses, and a cancelled job never runs again', () => {
    const paused = withMode(withArrived(createImportQueue([0]), [0]), 'paused');
    expect(withTaken(paused)).toBeNull();
    expect(withTaken(withMode(paused, 'running'))?.file).toBe(0);
    expect(queueToState(withMode(withMode(paused, 'cancelled'), 'running'))).toBe('cancelled');
  });

  it('I6 a file given back goes first', () => {
    const first = withTaken(withArrived(createImportQueue([0, 1, 2]), [0, 1, 2]));
    expect(first?.file).toBe(0);
    const queue = withLanded(first?.queue ?? createImportQueue([]), 0, 'returned');
    expect(withTaken(queue)?.file).toBe(0);
  });
});

describe('speed', () => {
  it('I11 a steady import has its exact rate, unknown for the first half second', () => {
    let meter = withReading(createRateMeter(), 0, 0);
    meter = withReading(meter, 400, 400);
    expect(rateOf(meter)).toBeNull();
    for (let ms = 500; ms <= 60_000; ms += 100) meter = withReading(meter, ms, ms);
    expect(rateOf(meter)).toBeCloseTo(1000, 6);
  });

  it('I11 a reading moves the rate towards it and never beyond', () => {
    const reading = fc.record({
      ms: fc.integer({ min: 1, max: 4000 }),
      bytes: fc.nat(10_000_000),
    });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 2, maxLength: 40 }), (readings) => {
        let meter = withReading(createRateMeter(), 0, 0);
        for (const { ms, bytes } of readings) {
          const before = rateOf(meter);
          meter = withReading(meter, (meter.atMs ?? 0) + ms, meter.amount + bytes);
          const after = rateOf(meter);
          const now = (bytes * 1000) / ms;
          if (before === null || after === null) continue;
          expect(after).toBeGreaterThanOrEqual(Math.min(before, now) * (1 - 1e-9));
          expect(after).toBeLessThanOrEqual(Math.max(before, now) * (1 + 1e-9));
          const weight = 1 - Math.exp(-ms / 1000 / 10);
          if (meter.fadedSeconds > 9)
            expect(Math.abs(after - before)).toBeLessThanOrEqual(
              Math.abs(now - before) * weight * 2 + 1e-6,
            );
        }
      }),
      RUNS,
    );
  });

  it('I11 a clock that is set back, a sleep and a rest do not count', () => {
    let meter = withReading(createRateMeter(), 1_000_000, 0);
    for (let s = 1; s <= 30; s++) meter = withReading(meter, 1_000_000 + s * 1000, s * 1000);
    const back = withReading(meter, 0, 30_000);
    expect(rateOf(back)).toBe(rateOf(meter));
    const rested = withReading(withRest(meter), 90_000_000, 30_000);
    expect(rateOf(rested)).toBe(rateOf(meter));
    expect(rateOf(withReading(meter, 90_000_000, 30_000))).toBeGreaterThan(400);
  });

  it('I11 no end is told before three seconds of work were seen', () => {
    const total = { bytesTotal: 1e9, filesTotal: 100 };
    let forecast = withMeasure(createForecast(), 0, { bytesDone: 0, filesDone: 0, ...total });
    const told: boolean[] = [];
    for (let s = 1; s <= 5; s++) {
      forecast = withMeasure(forecast, s * 1000, {
        bytesDone: s * 1e4,
        filesDone: 0,
        ...total,
      });
      told.push(forecast.etaSeconds !== null);
    }
    expect(told[0]).toBe(false);
    expect(told[1]).toBe(false);
    expect(told[4]).toBe(true);
  });

  it('I11 the time left glides: a burst moves it by little, and it ends at nothing', () => {
    const total = { bytesTotal: 1e9, filesTotal: 100 };
    let forecast = withMeasure(createForecast(), 0, { bytesDone: 0, filesDone: 0, ...total });
    for (let s = 1; s <= 50; s++)
      forecast = withMeasure(forecast, s * 1000, {
        bytesDone: s * 1e7,
        filesDone: s,
        ...total,
      });
    expect(forecast.etaSeconds).toBeCloseTo(50, 3);
    const burst = withMeasure(forecast, 50_100, { bytesDone: 8e8, filesDone: 80, ...total });
    expect(burst.etaSeconds).toBeGreaterThan(48);
    expect(burst.etaSeconds).toBeLessThan(50);
    expect(withPause(burst).etaSeconds).toBeNull();
  });
});

describe('sidecars', () => {
  it('I12 every file but a sidecar finds one that bears its name, in its folder', () => {
    const name = fc.constantFrom('a', 'A', 'b', 'a.b');
    const end = fc.constantFrom('', '.jpg', '.JPG', '.nef', '.xmp', '.jpg.XMP', '.nef.xmp');
    const path = fc.tuple(fc.constantFrom('', 'x/', 'X.d/'), name, end).map((t) => t.join(''));
    fc.assert(
      fc.property(fc.array(path, { maxLength: 20 }), (paths) => {
        const pairs = pairSidecars(paths);
        paths.forEach((one, index) => {
          const lower = one.toLowerCase();
          const stem = lower.replace(/\.[^./]+$/, '');
          const wanted = isSidecarPath(one) ? [] : [`${lower}.xmp`, `${stem}.xmp`];
          const best = wanted.find((w) => paths.some((p) => p.toLowerCase() === w));
          const found = pairs.get(index);
          expect(found === undefined ? undefined : paths[found]?.toLowerCase()).toBe(best);
        });
      }),
      RUNS,
    );
  });
});

describe('files dropped again', () => {
  const file = (path: string, sizeBytes = 1, lastModified = 1) => ({
    path,
    sizeBytes,
    lastModified,
  });
  const job = (id: string, missing: readonly string[], settled: readonly string[]) => ({
    id: id as JobId,
    collection: 'c',
    missing: new Map(missing.map((path, index) => [index, file(path)])),
    settled: settled.map((path) => file(path)),
  });

  it('I10 every file goes on with one job, is skipped as done, or is new', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(
        fc.array(name),
        fc.array(name),
        fc.array(name),
        (dropped, missing, settled) => {
          const found = findWaitingFiles(
            dropped.map((path) => file(path)),
            'c',
            [job('j', missing, settled)],
          );
          const taken = found.continued.get('j' as JobId) ?? new Map<number, number>();
          for (const [index, position] of taken) expect(dropped[position]).toBe(missing[index]);
          const positions = [...taken.values(), ...found.rest];
          expect(new Set(positions).size).toBe(positions.length);
          const count = (paths: readonly string[], path: string) =>
            paths.filter((one) => one === path).length;
          for (const path of ['a', 'b', 'c', 'd', 'e']) {
            const known = taken.size === 0 ? 0 : count(missing, path) + count(settled, path);
            const rest = found.rest.filter((position) => dropped[position] === path).length;
            expect(rest).toBe(Math.max(count(dropped, path) - known, 0));
          }
        },
      ),
      RUNS,
    );
  });

  it('I10 another size, time, path or collection is another file', () => {
    const waiting = [job('j', ['a'], [])];
    const others = [file('a', 2), file('a', 1, 2), file('x/a')];
    expect(findWaitingFiles(others, 'c', waiting)).toEqual({
      continued: new Map(),
      rest: [0, 1, 2],
    });
    expect(findWaitingFiles([file('a')], 'd', waiting).rest).toEqual([0]);
  });
});

describe('places', () => {
  it('I5 no path from outside leaves the collection', () => {
    expect(placeOf('c', 'x/y/z.jpg')).toEqual({ collection: 'c/x/y', name: 'z.jpg' });
    expect(placeOf('', '/a//./b.jpg')).toEqual({ collection: 'a', name: 'b.jpg' });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '', '/', '\u0000', '\u202E', 'n')),
        (parts) => {
          const { collection, name } = placeOf('c/d', parts.join('/'));
          expect(`${collection}/`.startsWith('c/d/')).toBe(true);
          expect([...collection.split('/'), name]).not.toContain('..');
          expect([...collection.split('/'), name]).not.toContain('');
        },
      ),
      RUNS,
    );
  });
});
