import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginsMonth,
  cutBy,
  cutByDay,
  dayKey,
  itemsOf,
  jumpByUnit,
  nearestToDay,
  sectionAt,
} from '../../../../src/core/layout/day-sections.ts';
import { NO_DAY } from '../../../../src/core/media/row-shapes.ts';

const SEED = 20261121;
const dayOf = (text: string | null): number =>
  text === null ? NO_DAY : Date.parse(text) / 86_400_000;
const daysOf = (...texts: (string | null)[]): Int32Array => Int32Array.from(texts, dayOf);

describe('sections', () => {
  it('are cut where the day changes, undated things last', () => {
    const sections = cutBy(daysOf('2024-06-03', '2024-06-03', '2024-06-02', null), 'day');
    expect([...sections.starts]).toEqual([0, 2, 3]);
    const keys = Array.from(sections.days, (day) => dayKey(day, 'day'));
    expect(keys).toEqual(['2024-06-03', '2024-06-02', '']);
    expect(itemsOf(sections, 2, 4)).toEqual({ first: 3, end: 4 });
  });

  it('are as fine as leaves several items in each', () => {
    const dense = daysOf(...Array.from({ length: 12 }, (_, i) => `2024-06-0${1 + (i % 2)}`));
    expect(cutByDay(dense.sort()).grouping).toBe('day');
    const sparse = daysOf(...Array.from({ length: 12 }, (_, i) => `2024-06-${10 + i}`));
    expect(cutByDay(sparse).grouping).toBe('month');
    expect(cutByDay(daysOf('2024-01-01', '2023-01-01')).grouping).toBe('none');
  });

  it('are found by an item', () => {
    const sections = cutBy(daysOf('2024-06-03', '2024-06-03', '2024-06-02'), 'day');
    expect([0, 1, 2].map((index) => sectionAt(sections, index))).toEqual([0, 0, 1]);
  });

  it('tell which of them begins a month, before 1970 too', () => {
    const sections = cutBy(daysOf('1970-01-02', '1969-12-31', '1969-12-30', null), 'day');
    const begins = [0, 1, 2, 3].map((at) => beginsMonth(sections, at));
    expect(begins).toEqual([true, true, false, true]);
  });
});

describe('jumps', () => {
  const days = daysOf('2024-06-03', '2024-06-03', '2024-06-01', '2024-05-30', '2023-01-01');

  it('lead to the first item of the next day, month or year, and back', () => {
    expect(jumpByUnit(days, 0, 'day', 1)).toBe(2);
    expect(jumpByUnit(days, 0, 'month', 1)).toBe(3);
    expect(jumpByUnit(days, 0, 'year', 1)).toBe(4);
    expect(jumpByUnit(days, 4, 'month', -1)).toBe(3);
    expect(jumpByUnit(days, 1, 'day', -1)).toBe(0);
    expect(jumpByUnit(days, 4, 'day', 1)).toBe(4);
  });

  it('to a date lead to the first item of the nearest day, whichever way the days run', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }),
        fc.nat({ max: 3 }),
        fc.integer({ min: -5, max: 65 }),
        fc.boolean(),
        (dated, undated, day, isFalling) => {
          const ordered = dated.toSorted((a, b) => (isFalling ? b - a : a - b));
          const all = [...ordered, ...Array.from({ length: undated }, () => NO_DAY)];
          const found = nearestToDay(Int32Array.from(all), day);
          const least = Math.min(...ordered.map((one) => Math.abs(one - day)));
          const isNearest = (one: number): boolean => Math.abs(one - day) === least;
          if (dated.length === 0) expect(found).toBe(0);
          else {
            expect(isNearest(all[found] ?? NaN)).toBe(true);
            expect(found).toBe(all.indexOf(all[found] ?? NaN));
          }
        },
      ),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});
