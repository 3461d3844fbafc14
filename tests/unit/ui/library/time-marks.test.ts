import { describe, expect, it } from 'vitest';
import { cutByDay, dayOfKey, daySpan } from '../../../../src/core/layout/day-sections.ts';
import { layoutJustified } from '../../../../src/core/layout/justified-layout.ts';
import { layoutList } from '../../../../src/core/layout/list-layout.ts';
import { NO_DAY } from '../../../../src/core/media/row-shapes.ts';
import {
  isLong,
  LABEL_PX,
  markNear,
  monthStops,
  placeMarks,
  stopAt,
  stopByYear,
  type MonthStop,
} from '../../../../src/ui/library/time-marks.ts';

const DAY = (key: string): number => dayOfKey(key) ?? NaN;
/** A month every 1,000 px, the newest first. */
const monthsDown = (count: number): readonly MonthStop[] =>
  Array.from({ length: count }, (_, index) => ({
    key: new Date(Date.UTC(2024, 5 - index)).toISOString().slice(0, 7),
    topPx: index * 1_000,
  }));

describe('the stops of a scrubber', () => {
  it('stand where the layout puts the heading of each month, undated items last', () => {
    const days = Int32Array.from([
      ...new Array<number>(20).fill(DAY('2024-06-03')),
      ...new Array<number>(20).fill(DAY('2024-06-01')),
      ...new Array<number>(20).fill(DAY('2023-12-31')),
      ...new Array<number>(20).fill(NO_DAY),
    ]);
    const sections = cutByDay(days);
    const layout = layoutJustified({
      ratios: new Float32Array(80).fill(1.5),
      sectionStarts: sections.starts,
      sharing: null,
      headingHeights: new Int32Array(sections.starts.length).fill(40),
      widthPx: 1_000,
      targetHeightPx: 200,
      gapPx: 2,
    });
    expect(monthStops(days, layout, sections)).toEqual([
      { key: '2024-06', topPx: 0 },
      { key: '2023-12', topPx: layout.headingTops[2] },
      { key: '', topPx: layout.headingTops[3] },
    ]);
    expect(
      monthStops(days, layoutList(80, 44, 1_000), { ...sections, starts: new Int32Array(0) }),
    ).toMatchObject([{ topPx: 0 }, { topPx: 40 * 44 }, { topPx: 60 * 44 }]);
  });

  it('are found from a place of scrolling, and lead by years both ways', () => {
    const stops = monthsDown(20);
    expect(stopAt([], 5)).toBe(-1);
    // A pixel is forgiven: browsers round where they scroll to.
    expect([0, 998, 999, 1_500, 99_000].map((top) => stopAt(stops, top))).toEqual([
      0, 0, 1, 1, 19,
    ]);
    expect(stopByYear(stops, 0, 1)).toBe(6);
    expect(stopByYear(stops, 6, 1)).toBe(18);
    expect(stopByYear(stops, 19, 1)).toBe(19);
    expect(stopByYear(stops, 8, -1)).toBe(6);
    expect(stopByYear(stops, 6, -1)).toBe(0);
    expect(stopByYear(stops, 0, -1)).toBe(0);
  });
});

describe('the marks of a scrubber', () => {
  it('name years where there are many months, and months too where there is room', () => {
    const many = placeMarks(monthsDown(120), 600, 119_000);
    expect(new Set(many.map(({ kind }) => kind))).toEqual(new Set(['year', 'dot']));
    expect(many.filter(({ kind }) => kind === 'year')).toHaveLength(11);
    const few = placeMarks(monthsDown(8), 600, 7_000);
    expect(few.map(({ kind }) => kind)).toEqual([
      'year',
      'month',
      'month',
      'month',
      'month',
      'month',
      'year',
      'month',
    ]);
  });

  it('never lie on each other and never leave the track', () => {
    for (const count of [1, 7, 40, 400])
      for (const trackPx of [80, 300, 900]) {
        const marks = placeMarks(monthsDown(count), trackPx, count * 900);
        const labels = marks.filter(({ kind }) => kind !== 'dot');
        labels.forEach(({ share }, index) => {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          const next = labels[index + 1];
          if (next !== undefined)
            expect((next.share - share) * trackPx).toBeGreaterThanOrEqual(LABEL_PX - 1e-6);
        });
      }
  });

  it('are met by a click near them', () => {
    const marks = placeMarks(monthsDown(8), 600, 7_000);
    expect(markNear(marks, 6 / 7 + 0.01, 600, 8)?.key).toBe('2023-12');
    expect(markNear(marks, 6.5 / 7, 600, 8)).toBeNull();
  });
});

it('A listing is long when its pictures fill more than two screens', () => {
  const ratios = (count: number): Float32Array => new Float32Array(count).fill(1.5);
  expect(isLong(ratios(20), 200, 1_000, 800)).toBe(false);
  expect(isLong(ratios(30), 200, 1_000, 800 / 2)).toBe(true);
  expect(isLong(new Float32Array(0), 200, 1_000, 800)).toBe(false);
});

it('The span of days is the same in both orders and leaves out what has no date', () => {
  const days = [DAY('2024-06-03'), DAY('2020-01-01')];
  const span = { oldest: days[1], newest: days[0] };
  expect(daySpan(Int32Array.from([...days, NO_DAY]))).toEqual(span);
  expect(daySpan(Int32Array.from([...days.toReversed(), NO_DAY, NO_DAY]))).toEqual(span);
  expect(daySpan(Int32Array.from([NO_DAY]))).toBeNull();
  expect([dayOfKey('1970-01-02'), dayOfKey('2024-13-40'), dayOfKey('soon')]).toEqual([
    1,
    null,
    null,
  ]);
});
