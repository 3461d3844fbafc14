/** How large the pictures of the grid are: on a wide screen by the height of a row, on a phone by how many share one. */

/** Row heights in CSS pixels, from many small pictures to few large ones. */
export const HEIGHTS_PX = [112, 160, 208, 272, 352] as const;
/** Pictures in a row of a phone, from many small ones to few large ones. */
export const PER_ROW = [5, 4, 3, 2] as const;

/** Width by height of the pictures that people have, on average. */
const USUAL_RATIO = 1.1;

/** The row height at which about `perRow` pictures stand beside each other on `widthPx`. */
export const heightForRow = (widthPx: number, perRow: number): number =>
  Math.round(widthPx / (perRow * USUAL_RATIO));

/** The next larger (1) or smaller (-1) of `steps`, which go from small pictures to large; `null` at the end. */
export const nextStep = (steps: readonly number[], now: number, by: 1 | -1): number | null => {
  const at = steps.indexOf(now);
  const here = at >= 0 ? at : nearest(steps, now);
  return steps[here + by] ?? null;
};

const nearest = (steps: readonly number[], value: number): number =>
  steps.reduce(
    (best, step, index) =>
      Math.abs(step - value) < Math.abs((steps[best] ?? 0) - value) ? index : best,
    0,
  );
