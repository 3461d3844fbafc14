import { expect, it } from 'vitest';
import {
  heightForRow,
  HEIGHTS_PX,
  nextStep,
  PER_ROW,
} from '../../../../src/ui/library/density.ts';
import { layoutJustified } from '../../../../src/core/layout/justified-layout.ts';

const rowsOf = (perRow: number, widthPx: number): readonly number[] => {
  // Upright and lying photos in turn, as a phone takes them.
  const ratios = Float32Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? 4 / 3 : 3 / 4));
  const { rowFirsts, rowTops } = layoutJustified({
    ratios,
    sectionStarts: new Int32Array(0),
    sharing: null,
    headingHeights: new Int32Array(0),
    widthPx,
    targetHeightPx: heightForRow(widthPx, perRow),
    gapPx: 2,
  });
  return Array.from(
    { length: rowTops.length - 1 },
    (_, row) => (rowFirsts[row + 1] ?? 0) - (rowFirsts[row] ?? 0),
  );
};

it.each(PER_ROW)('A row of a phone holds about %i pictures', (perRow) => {
  const counts = rowsOf(perRow, 390);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  expect(Math.abs(mean - perRow)).toBeLessThanOrEqual(0.6);
});

it('A step is the next one in its direction, from whatever was kept, and none beyond the ends', () => {
  expect(nextStep(HEIGHTS_PX, 208, 1)).toBe(272);
  expect(nextStep(HEIGHTS_PX, 208, -1)).toBe(160);
  expect(nextStep(HEIGHTS_PX, 200, 1)).toBe(272);
  expect(nextStep(HEIGHTS_PX, 352, 1)).toBeNull();
  expect(nextStep(PER_ROW, 5, -1)).toBeNull();
  expect(nextStep(PER_ROW, 3, 1)).toBe(2);
});
