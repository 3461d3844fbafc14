/** Which items of a listing are selected: values that change by functions, so that screens and tests share them. */
import { createIdIndex, isSame } from '../../core/media/id-index.ts';
import type { RowShapes } from '../../core/media/row-shapes.ts';
import {
  addRange,
  hasAll,
  hasIndex,
  indexesOf,
  rangesOf,
  removeRange,
  type IndexRanges,
} from './index-ranges.ts';

/** The selected places of a listing, and the place from which Shift extends. */
export interface Selection {
  readonly ranges: IndexRanges;
  readonly anchor: number | null;
}

/** Nothing selected. */
export const EMPTY_SELECTION: Selection = { ranges: [], anchor: null };

/** Adds or takes away one item; Shift extends from it next. */
export const toggleItem = ({ ranges }: Selection, index: number): Selection => ({
  ranges: (hasIndex(ranges, index) ? removeRange : addRange)(ranges, index, index + 1),
  anchor: index,
});

/** What Shift would add: everything from the anchor to `index`, `[first, end)`; without an anchor just that. */
export const reachOf = (
  { anchor }: Selection,
  index: number,
): { readonly first: number; readonly end: number } => ({
  first: Math.min(anchor ?? index, index),
  end: Math.max(anchor ?? index, index) + 1,
});

/** Adds everything from the anchor to `index`; the anchor stays. */
export const extendTo = (selection: Selection, index: number): Selection => {
  const { first, end } = reachOf(selection, index);
  return {
    ranges: addRange(selection.ranges, first, end),
    anchor: selection.anchor ?? index,
  };
};

/** Selects all of `[first, end)`, or lets it go where all of it is selected already. */
export const togglePart = ({ ranges }: Selection, first: number, end: number): Selection => ({
  ranges: (hasAll(ranges, first, end) ? removeRange : addRange)(ranges, first, end),
  anchor: first,
});

/** Selects the section `[first, end)` first and, where that is selected or empty, all `count` items. */
export const widen = (
  { ranges, anchor }: Selection,
  first: number,
  end: number,
  count: number,
): Selection => ({
  ranges:
    first < end && !hasAll(ranges, first, end)
      ? addRange(ranges, first, end)
      : addRange([], 0, count),
  anchor,
});

/** The same items in a listing that changed; those that are gone are let go of. */
export const carryOver = (
  selection: Selection,
  before: RowShapes,
  after: RowShapes,
): Selection => {
  if (selection.ranges.length === 0 && selection.anchor === null) return selection;
  const shared = Math.min(before.count, after.count);
  let head = 0;
  while (head < shared && isSame(before.ids, head, after.ids, head)) head++;
  if (head === before.count && head <= after.count) return selection;
  const index = createIdIndex(after.ids);
  const place = (old: number): number =>
    old < head ? old : index.indexOfPacked(before.ids, old);
  const places: number[] = [];
  for (const old of indexesOf(selection.ranges)) {
    const now = place(old);
    if (now >= 0) places.push(now);
  }
  const anchor = selection.anchor === null ? -1 : place(selection.anchor);
  return {
    ranges: rangesOf(places.sort((a, b) => a - b)),
    anchor: anchor < 0 ? null : anchor,
  };
};
