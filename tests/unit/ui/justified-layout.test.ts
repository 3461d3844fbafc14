import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNavigationKey, nextIndex } from '../../../src/ui/grid/grid-navigation.ts';
import { layoutJustified, rowsWithin } from '../../../src/ui/grid/justified-layout.ts';

const SEED = 20261121;
const layoutOf = (ratios: readonly number[], sectionStarts: readonly number[] = []) =>
  layoutJustified({
    ratios,
    sectionStarts,
    widthPx: 1000,
    targetHeightPx: 200,
    gapPx: 2,
    headingPx: sectionStarts.length > 0 ? 40 : 0,
  });

describe('justified layout', () => {
  it('puts every item in exactly one row, in order, inside the width, without overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 8, noNaN: true }), { maxLength: 80 }),
        (ratios) => {
          const layout = layoutOf(ratios);
          let next = 0;
          for (const row of layout.rows) {
            expect(row.first).toBe(next);
            next = row.end;
            for (let i = row.first; i < row.end; i++) {
              const left = layout.lefts[i] ?? -1;
              const right = left + (layout.widths[i] ?? 0);
              expect(left).toBeGreaterThanOrEqual(0);
              expect(right).toBeLessThanOrEqual(1000);
              if (i + 1 < row.end) expect((layout.lefts[i + 1] ?? 0) - right).toBe(2);
            }
          }
          expect(next).toBe(ratios.length);
        },
      ),
      { seed: SEED },
    );
  });

  it('makes every row but the last one of a section end at the right edge', () => {
    const layout = layoutOf(Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? 0.75 : 1.5)));
    for (const row of layout.rows.slice(0, -1)) {
      const last = row.end - 1;
      expect((layout.lefts[last] ?? 0) + (layout.widths[last] ?? 0)).toBe(1000);
      expect(row.heightPx).toBeGreaterThan(130);
      expect(row.heightPx).toBeLessThan(300);
    }
  });

  it('begins a row, below a heading, with each section', () => {
    const layout = layoutOf([1, 1, 1, 1, 1, 1], [0, 4]);
    expect(layout.headings).toHaveLength(2);
    const second = layout.rows[layout.rowOf[4] ?? -1];
    expect(second?.first).toBe(4);
    expect(second?.topPx).toBe((layout.headings[1]?.topPx ?? 0) + 40);
  });

  it('takes what has no shape for a square', () => {
    expect(layoutOf([NaN, 0, -1, Infinity])).toEqual(layoutOf([1, 1, 1, 1]));
  });

  it('finds the rows in a stretch, those that reach into it included', () => {
    const layout = layoutOf(new Array<number>(100).fill(1));
    const row = layout.rows[3];
    if (row === undefined) throw new Error('The layout has too few rows.');
    expect(rowsWithin(layout.rows, row.topPx + 1, row.topPx + 2)).toEqual({ first: 3, end: 4 });
    expect(rowsWithin(layout.rows, 0, Infinity)).toEqual({ first: 0, end: layout.rows.length });
  });

  it('lays out 100,000 items with no more rows than items', () => {
    const layout = layoutOf(Array.from({ length: 100_000 }, (_, i) => 0.6 + (i % 13) / 10));
    expect(layout.rows.at(-1)?.end).toBe(100_000);
    expect(layout.heightPx).toBeLessThan(16_700_000);
  });
});

describe('grid navigation', () => {
  const layout = layoutOf(new Array<number>(12).fill(1));

  it('goes down and back up to the item that it came from', () => {
    const down = nextIndex(layout, 2, 'ArrowDown', 3);
    expect(layout.rowOf[down]).toBe(1);
    expect(nextIndex(layout, down, 'ArrowUp', 3)).toBe(2);
  });

  it('stays within the listing', () => {
    expect(nextIndex(layout, 0, 'ArrowLeft', 3)).toBe(0);
    expect(nextIndex(layout, 0, 'ArrowUp', 3)).toBe(0);
    expect(nextIndex(layout, 11, 'ArrowRight', 3)).toBe(11);
    expect(nextIndex(layout, 5, 'End', 3)).toBe(11);
  });

  it('knows its keys', () => {
    expect(isNavigationKey('PageDown')).toBe(true);
    expect(isNavigationKey('Enter')).toBe(false);
  });
});
