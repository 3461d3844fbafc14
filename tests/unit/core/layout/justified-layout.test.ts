import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  layoutJustified,
  NO_LAYOUT,
  rowOf,
  rowsWithin,
  type GridLayout,
  type LayoutInput,
} from '../../../../src/core/layout/justified-layout.ts';
import type { RowSharing } from '../../../../src/core/layout/shared-rows.ts';
import { isNavigationKey, nextIndex } from '../../../../src/ui/library/grid-navigation.ts';

const SEED = 20261121;
const SHARING: RowSharing = { leastPx: 180, apartPx: 24, headingPx: 40 };
const inputOf = (
  ratios: readonly number[],
  starts: readonly number[] = [],
  sharing: RowSharing | null = null,
): LayoutInput => ({
  sharing,
  ratios: Float32Array.from(ratios),
  sectionStarts: Int32Array.from(starts),
  headingHeights: Int32Array.from(starts, (start) => (start % 3 === 0 ? 76 : 40)),
  widthPx: 1000,
  targetHeightPx: 200,
  gapPx: 2,
});
const layoutOf = (
  ratios: readonly number[],
  starts: readonly number[] = [],
  sharing: RowSharing | null = null,
): GridLayout => layoutJustified(inputOf(ratios, starts, sharing));
const rowsOf = ({ rowTops, rowHeights, rowFirsts }: GridLayout) =>
  Array.from(rowTops, (topPx, row) => ({
    topPx,
    heightPx: rowHeights[row] ?? 0,
    first: rowFirsts[row] ?? 0,
    end: rowFirsts[row + 1] ?? 0,
  }));

/** Ratios of a listing, a few or most of them the beginnings of sections. */
const listings = fc
  .tuple(
    fc.array(
      fc.record({
        ratio: fc.oneof(
          fc.constantFrom(1.5, 0.75, 1),
          fc.double({ min: 0, max: 8, noNaN: true }),
        ),
        dice: fc.integer({ min: 0, max: 6 }),
      }),
      { maxLength: 90 },
    ),
    fc.constantFrom(0, 3),
  )
  .map(([items, begins]) => ({
    ratios: items.map(({ ratio }) => ratio),
    starts: items.flatMap(({ dice }, index) => (index === 0 || dice <= begins ? [index] : [])),
  }));

describe('justified layout', () => {
  it('puts every item in exactly one row, in order, inside the width, without overlap', () => {
    fc.assert(
      fc.property(listings, fc.boolean(), ({ ratios, starts }, shares) => {
        const layout = layoutOf(ratios, starts, shares ? SHARING : null);
        let next = 0;
        let bottom = 0;
        for (const row of rowsOf(layout)) {
          expect(row.first).toBe(next);
          expect(row.end).toBeGreaterThan(row.first);
          expect(row.topPx).toBeGreaterThanOrEqual(bottom);
          next = row.end;
          bottom = row.topPx + row.heightPx;
          for (let i = row.first; i < row.end; i++) {
            const left = layout.lefts[i] ?? -1;
            const right = left + (layout.widths[i] ?? 0);
            expect(layout.rowFirsts[rowOf(layout, i)]).toBe(row.first);
            expect(left).toBeGreaterThanOrEqual(0);
            expect(right).toBeLessThanOrEqual(1000);
            const gapPx = (layout.lefts[i + 1] ?? 0) - right;
            if (i + 1 < row.end && starts.includes(i + 1))
              expect(gapPx).toBeGreaterThanOrEqual(24);
            else if (i + 1 < row.end) expect(gapPx).toBe(2);
          }
        }
        expect(next).toBe(ratios.length);
      }),
      { seed: SEED },
    );
  });

  it('follows any change to exactly what laying everything out would give', () => {
    fc.assert(
      fc.property(
        listings,
        listings,
        fc.nat({ max: 90 }),
        fc.nat({ max: 20 }),
        fc.constantFrom('whole', 'apart', 'sharing'),
        (before, put, at, gone, sections) => {
          const isWhole = sections === 'whole';
          const sharing = sections === 'sharing' ? SHARING : null;
          const from = Math.min(at, before.ratios.length);
          const cut = Math.min(gone, before.ratios.length - from);
          const added = put.ratios.slice(0, 9);
          const ratios = before.ratios.toSpliced(from, cut, ...added);
          const shift = added.length - cut;
          const starts = [
            ...before.starts.filter((start) => start < from),
            ...put.starts.filter((start) => start < 9).map((start) => start + from),
            ...before.starts
              .filter((start) => start >= from + cut)
              .map((start) => start + shift),
          ].filter((start) => start < ratios.length);
          const sorted = [...new Set([0, ...starts])].sort((a, b) => a - b);
          const old = inputOf(before.ratios, isWhole ? [] : before.starts, sharing);
          const input = inputOf(ratios, isWhole || ratios.length === 0 ? [] : sorted, sharing);
          expect(layoutJustified(input, { input: old, layout: layoutJustified(old) })).toEqual(
            layoutJustified(input),
          );
        },
      ),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it('makes every row but the last one of a section end at the right edge', () => {
    const layout = layoutOf(Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? 0.75 : 1.5)));
    for (const row of rowsOf(layout).slice(0, -1)) {
      const last = row.end - 1;
      expect((layout.lefts[last] ?? 0) + (layout.widths[last] ?? 0)).toBe(1000);
      expect(row.heightPx).toBeGreaterThan(130);
      expect(row.heightPx).toBeLessThan(300);
    }
  });

  it('balances the last rows of a section, so that none is left with a picture or two', () => {
    const pictures = fc.array(fc.constantFrom(0.67, 0.75, 1, 1.33, 1.5, 1.78), {
      minLength: 9,
      maxLength: 60,
    });
    fc.assert(
      fc.property(pictures, (ratios) => {
        const layout = layoutOf([...ratios, ...ratios], [0, ratios.length]);
        for (const row of rowsOf(layout)) {
          const last = row.end - 1;
          expect((layout.lefts[last] ?? 0) + (layout.widths[last] ?? 0)).toBe(1000);
          expect(row.heightPx).toBeGreaterThanOrEqual(133);
          expect(row.heightPx).toBeLessThanOrEqual(290);
        }
      }),
      { seed: SEED },
    );
  });

  it('leaves a last row that is far from full as high as the others', () => {
    const { rowHeights, widths } = layoutOf([1.5]);
    expect([...rowHeights, ...widths]).toEqual([200, 300]);
    const nearly = layoutOf([1.5, 1.5, 1]);
    expect([nearly.rowHeights[0], (nearly.lefts[2] ?? 0) + (nearly.widths[2] ?? 0)]).toEqual([
      249, 1000,
    ]);
  });

  it('begins a row, below a heading, with each section', () => {
    const layout = layoutOf([1, 1, 1, 1, 1, 1], [0, 4]);
    expect(layout.headingTops).toHaveLength(2);
    const second = rowOf(layout, 4);
    expect(layout.rowFirsts[second]).toBe(4);
    expect(layout.rowTops[second]).toBe((layout.headingTops[1] ?? 0) + 40);
  });

  it('puts sections of a picture or two beside one another, each below its own heading', () => {
    const long = Array.from({ length: 9 }, () => 1.5);
    const layout = layoutOf([1.5, 0.75, 1.5, 1.5, ...long], [0, 1, 2, 4], SHARING);
    const [row] = rowsOf(layout);
    expect(row).toMatchObject({ first: 0, end: 4 });
    // The first has a higher heading: a month. All of them end where the pictures begin.
    expect([...layout.headingTops].slice(0, 3)).toEqual([0, 36, 36]);
    expect(row?.topPx).toBe(76);
    for (const [section, item] of [0, 1, 2].entries())
      expect(layout.headingLefts[section]).toBe(layout.lefts[item]);
    expect(layout.headingWidths[1]).toBe(180);
    // As high as fills the row: 24 px between sections, 2 px within one, 180 px for the narrow one.
    expect(row?.heightPx).toBe(Math.round((1000 - 2 * 24 - 180 - 2) / 4.5));
    expect((layout.lefts[3] ?? 0) + (layout.widths[3] ?? 0)).toBe(1000);
    expect(rowOf(layout, 4)).toBe(1);
    expect(layout.headingWidths[3]).toBe(1000);
  });

  it('shares rows out so that no section is left alone where it need not be', () => {
    // Three would come nearest to the height that is aimed at, and leave one alone below.
    const input = inputOf([1.5, 1.5, 1.5, 1.5], [0, 1, 2, 3], SHARING);
    const days = layoutJustified({ ...input, headingHeights: new Int32Array(4).fill(40) });
    expect([...days.rowFirsts]).toEqual([0, 4]);
  });

  it('leaves a row far from full as high as the others, and a long section its own rows', () => {
    const short = layoutOf([1.5, 0.75], [0, 1], SHARING);
    expect([short.rowTops.length, short.rowHeights[0], short.lefts[1]]).toEqual([1, 200, 324]);
    const long = layoutOf([1.5, ...Array.from({ length: 9 }, () => 1.5)], [0, 1], SHARING);
    expect(long.rowFirsts[1]).toBe(1);
  });

  it('lets a section whose heading is higher, a month, begin a row', () => {
    const layout = layoutOf([1.5, 1, 1, 1.5], [0, 3], SHARING);
    expect([...layout.rowFirsts]).toEqual([0, 3, 4]);
  });

  it('finds the rows that reach into a stretch', () => {
    const layout = layoutOf(Array.from({ length: 60 }, () => 1.5));
    const { first, end } = rowsWithin(layout, 500, 900);
    for (const [index, row] of rowsOf(layout).entries()) {
      const reaches = row.topPx + row.heightPx > 500 && row.topPx < 900;
      expect(index >= first && index < end).toBe(reaches);
    }
    const [above = { topPx: 0, heightPx: 0 }] = rowsOf(layout);
    expect(rowsWithin(layout, above.topPx + above.heightPx, 900).first).toBe(1);
    expect(rowsWithin(NO_LAYOUT, 0, 100)).toEqual({ first: 0, end: 0 });
  });
});

describe('arrow keys', () => {
  const layout = layoutOf(Array.from({ length: 12 }, () => 1.5));
  const next = (index: number, key: string): number =>
    isNavigationKey(key) ? nextIndex(layout, index, key, 2) : -1;

  it('go to the neighbour in the row, and to the item above or below that is nearest', () => {
    const perRow = layout.rowFirsts[1] ?? 0;
    expect(next(0, 'ArrowRight')).toBe(1);
    expect(next(1, 'ArrowDown')).toBe(1 + perRow);
    expect(next(1 + perRow, 'ArrowUp')).toBe(1);
    expect(next(0, 'PageDown')).toBe(Math.min(11, 2 * perRow));
  });

  it('stay at the edges', () => {
    expect(next(0, 'ArrowLeft')).toBe(0);
    expect(next(0, 'ArrowUp')).toBe(0);
    expect(next(11, 'End')).toBe(11);
    expect(next(11, 'ArrowRight')).toBe(11);
  });
});
