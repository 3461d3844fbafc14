/** A list as the grid's layout says it: each item has a row of its own. */
import { NO_LAYOUT, type GridLayout } from './justified-layout.ts';

/** Rows of equal height below each other, without headings and gaps. */
export const layoutList = (count: number, rowPx: number, widthPx: number): GridLayout => ({
  ...NO_LAYOUT,
  heightPx: count * rowPx,
  rowTops: Float64Array.from({ length: count }, (_, row) => row * rowPx),
  rowHeights: new Int32Array(count).fill(rowPx),
  rowFirsts: Int32Array.from({ length: count + 1 }, (_, row) => row),
  lefts: new Int32Array(count),
  widths: new Int32Array(count).fill(widthPx),
});
