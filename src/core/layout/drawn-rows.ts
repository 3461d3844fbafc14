/** Which rows of a layout are drawn: those that are seen first, those around them after, never more in a frame than it has time for. */

/** Rows `[first, end)`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/**
 * What of `drawn` is kept once `seen` is looked at: all within `around` that hangs together with it, and of
 * what is missing of `seen` as much as `mostItems` allow. After a jump that begins where it led to: at the
 * bottom where it went down, at the top where it went up.
 */
export const keepRows = (
  drawn: RowRange,
  seen: RowRange,
  around: RowRange,
  rowFirsts: Int32Array,
  { mostItems, isDown }: DrawingLimits,
): RowRange => {
  const first = Math.max(drawn.first, around.first);
  const end = Math.min(drawn.end, around.end);
  const isJoined = first < end && first <= seen.end && end >= seen.first;
  const edge = isDown ? seen.end : seen.first;
  const kept = isJoined ? { first, end } : { first: edge, end: edge };
  return growRows(kept, bothRows(kept, seen), rowFirsts, { mostItems, isDown });
};

/** How much is drawn in a frame, and where it goes on first. */
export interface DrawingLimits {
  readonly mostItems: number;
  readonly isDown: boolean;
}

/** All from the first row of either to the last. */
export const bothRows = (one: RowRange, other: RowRange): RowRange => ({
  first: Math.min(one.first, other.first),
  end: Math.max(one.end, other.end),
});

/**
 * Some rows more, until `around` is whole or `mostItems` items came: downwards first where `isDown`. At least
 * one row where any is missing, however many items it has.
 */
export const growRows = (
  drawn: RowRange,
  around: RowRange,
  rowFirsts: Int32Array,
  { mostItems, isDown }: DrawingLimits,
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
