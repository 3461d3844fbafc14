/** Which rows of a layout are drawn: those that are seen at once, those around them little by little. */

/** Rows `[first, end)`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** What of `drawn` is kept once `seen` is looked at: all within `around` that hangs together with it, and all that is seen. */
export const keepRows = (drawn: RowRange, seen: RowRange, around: RowRange): RowRange => {
  const first = Math.max(drawn.first, around.first);
  const end = Math.min(drawn.end, around.end);
  const isJoined = first < end && first <= seen.end && end >= seen.first;
  return isJoined ? { first: Math.min(first, seen.first), end: Math.max(end, seen.end) } : seen;
};

/**
 * Some rows more, until `around` is whole or `mostItems` items came: downwards first where `isDown`. At least
 * one row where any is missing, however many items it has.
 */
export const growRows = (
  drawn: RowRange,
  around: RowRange,
  rowFirsts: Int32Array,
  { mostItems, isDown }: { readonly mostItems: number; readonly isDown: boolean },
): RowRange => {
  let { first, end } = drawn;
  for (let items = 0; items < mostItems;) {
    const hasBelow = end < around.end;
    const hasAbove = first > around.first;
    if (!hasBelow && !hasAbove) break;
    const row = hasBelow && (isDown || !hasAbove) ? end++ : --first;
    items += Math.max(1, (rowFirsts[row + 1] ?? 0) - (rowFirsts[row] ?? 0));
  }
  return { first, end };
};

/** Whether nothing of `around` is missing. */
export const hasRows = (drawn: RowRange, around: RowRange): boolean =>
  drawn.first <= around.first && drawn.end >= around.end;
