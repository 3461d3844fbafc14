/** Sets of indexes as stretches: everything of a million items is one pair of numbers. */

/** `[first, end, first, end, …]`, ascending, with a gap between any two stretches. */
export type IndexRanges = readonly number[];

/** Whether `index` is among them. */
export const hasIndex = (ranges: IndexRanges, index: number): boolean =>
  boundsAtOrBelow(ranges, index) % 2 === 1;

/** How many indexes there are. */
export const countOf = (ranges: IndexRanges): number => {
  let count = 0;
  for (let at = 0; at < ranges.length; at += 2)
    count += (ranges[at + 1] ?? 0) - (ranges[at] ?? 0);
  return count;
};

/** Whether all of `[first, end)` is among them; not so of nothing. */
export const hasAll = (ranges: IndexRanges, first: number, end: number): boolean => {
  const bound = boundsAtOrBelow(ranges, first);
  return first < end && bound % 2 === 1 && (ranges[bound] ?? 0) >= end;
};

/** With `[first, end)` in it. */
export const addRange = (ranges: IndexRanges, first: number, end: number): IndexRanges =>
  change(ranges, first, end, true);

/** Without `[first, end)`. */
export const removeRange = (ranges: IndexRanges, first: number, end: number): IndexRanges =>
  change(ranges, first, end, false);

/** The stretches of indexes that come in ascending order. */
export const rangesOf = (ascending: Iterable<number>): IndexRanges => {
  const ranges: number[] = [];
  for (const index of ascending) {
    if (ranges.at(-1) === index) ranges[ranges.length - 1] = index + 1;
    else ranges.push(index, index + 1);
  }
  return ranges;
};

/** Each index, ascending. */
export function* indexesOf(ranges: IndexRanges): Generator<number> {
  for (let at = 0; at < ranges.length; at += 2)
    for (let index = ranges[at] ?? 0; index < (ranges[at + 1] ?? 0); index++) yield index;
}

/**
 * A range set is the list of bounds at which membership turns. Those inside `[first, end]` go; a bound is
 * put at either end where membership turns there now.
 */
const change = (
  ranges: IndexRanges,
  first: number,
  end: number,
  isIn: boolean,
): IndexRanges => {
  if (first >= end) return ranges;
  const before = boundsAtOrBelow(ranges, first - 1);
  const after = boundsAtOrBelow(ranges, end);
  const wasInBefore = before % 2 === 1;
  const isInAfter = after % 2 === 1;
  return [
    ...ranges.slice(0, before),
    ...(wasInBefore === isIn ? [] : [first]),
    ...(isInAfter === isIn ? [] : [end]),
    ...ranges.slice(after),
  ];
};

/** How many bounds are at or below `index`: odd within a stretch. */
const boundsAtOrBelow = (ranges: IndexRanges, index: number): number => {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return low;
};
