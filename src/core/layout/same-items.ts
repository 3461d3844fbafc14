/** What a layout may take over from the one before: the items that did not change, at the head and at the tail. */
import type { LayoutInput } from './justified-layout.ts';
import type { RowSharing } from './shared-rows.ts';

/** Where two inputs agree. */
export interface SameItems {
  /** Items at the start that lie as before, boundaries of sections included. */
  readonly head: number;
  /** Items at the end that do. */
  readonly tail: number;
  /** What leads from a new index within the tail to the old one. */
  readonly shift: number;
}

/** What two inputs have in common at both ends; `null` where nothing can be taken over. */
export const sameItems = (a: LayoutInput, b: LayoutInput): SameItems | null => {
  if (a.widthPx !== b.widthPx || a.targetHeightPx !== b.targetHeightPx) return null;
  if (a.gapPx !== b.gapPx || a.sectionStarts.length > 0 !== b.sectionStarts.length > 0)
    return null;
  if (!isSameSharing(a.sharing, b.sharing)) return null;
  const shift = a.ratios.length - b.ratios.length;
  const shorter = Math.min(a.ratios.length, b.ratios.length);
  let head = 0;
  while (head < shorter && a.ratios[head] === b.ratios[head]) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    a.ratios[a.ratios.length - 1 - tail] === b.ratios[b.ratios.length - 1 - tail]
  )
    tail++;
  return limitToSections(a, b, { head, tail, shift });
};

const isSameSharing = (a: RowSharing | null, b: RowSharing | null): boolean =>
  a?.leastPx === b?.leastPx && a?.apartPx === b?.apartPx && a?.headingPx === b?.headingPx;

const limitToSections = (
  a: LayoutInput,
  b: LayoutInput,
  { head, tail, shift }: SameItems,
): SameItems => {
  const sections = Math.min(a.sectionStarts.length, b.sectionStarts.length);
  let same = 0;
  while (same < sections && isSameSection(a, same, b, same, 0)) same++;
  const nextStart = Math.min(
    a.sectionStarts[same] ?? a.ratios.length,
    b.sectionStarts[same] ?? b.ratios.length,
  );
  let last = 0;
  while (
    last < sections &&
    isSameSection(
      a,
      a.sectionStarts.length - 1 - last,
      b,
      b.sectionStarts.length - 1 - last,
      shift,
    )
  )
    last++;
  // The first section that differs ends where the shared ones begin; its own start must not be passed.
  const lastOther = Math.max(
    (a.sectionStarts[a.sectionStarts.length - 1 - last] ?? -1) - shift,
    b.sectionStarts[b.sectionStarts.length - 1 - last] ?? -1,
  );
  const isAll = same === a.sectionStarts.length && same === b.sectionStarts.length;
  return {
    head: isAll ? head : Math.min(head, nextStart),
    tail: Math.min(tail, b.ratios.length - 1 - lastOther),
    shift,
  };
};

const isSameSection = (
  a: LayoutInput,
  inA: number,
  b: LayoutInput,
  inB: number,
  shift: number,
): boolean =>
  a.sectionStarts[inA] === (b.sectionStarts[inB] ?? NaN) + shift &&
  a.headingHeights[inA] === b.headingHeights[inB];
