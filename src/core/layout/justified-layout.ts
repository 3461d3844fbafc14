/** Where each picture of a justified grid lies: 100,000 items in some 20 ms, fewer when little changed. */
import { createEndingRows, endingReach } from './ending-rows.ts';
import { firstWhere } from './first-where.ts';
import { sameItems } from './same-items.ts';
import {
  createSharedRows,
  sharingReach,
  type RowSharing,
  type SharedRow,
} from './shared-rows.ts';

/** What the layout depends on. */
export interface LayoutInput {
  /** Width by height of each item; what is not finite or not positive counts as a square. */
  readonly ratios: Float32Array;
  /** Index of the first item of each section, ascending from 0; empty for one section without a heading. */
  readonly sectionStarts: Int32Array;
  /** Height of the heading above each section. */
  readonly headingHeights: Int32Array;
  /** How small sections share rows; `null` where each begins its own. */
  readonly sharing: RowSharing | null;
  readonly widthPx: number;
  /** Rows come out between about two thirds and one and a half of it. */
  readonly targetHeightPx: number;
  readonly gapPx: number;
}

/** The whole grid from top to bottom; row `r` holds items `[rowFirsts[r], rowFirsts[r + 1])`. */
export interface GridLayout {
  /** With a gap below the last row. */
  readonly heightPx: number;
  readonly rowTops: Float64Array;
  readonly rowHeights: Int32Array;
  /** One more than there are rows: the last is the count of items. */
  readonly rowFirsts: Int32Array;
  readonly headingTops: Float64Array;
  /** Where each section's heading begins, and how wide it is. */
  readonly headingLefts: Int32Array;
  readonly headingWidths: Int32Array;
  /** Left edge and width of each item, whole pixels. */
  readonly lefts: Int32Array;
  readonly widths: Int32Array;
}

/** A layout with what it was made from, to follow a change. */
export interface MadeLayout {
  readonly input: LayoutInput;
  readonly layout: GridLayout;
}

/** The layout of nothing. */
export const NO_LAYOUT: GridLayout = {
  heightPx: 0,
  rowTops: new Float64Array(0),
  rowHeights: new Int32Array(0),
  rowFirsts: new Int32Array(1),
  headingTops: new Float64Array(0),
  headingLefts: new Int32Array(0),
  headingWidths: new Int32Array(0),
  lefts: new Int32Array(0),
  widths: new Int32Array(0),
};

/** Panoramas and scrolls are cropped to these, else they would flatten their row. */
const MIN_RATIO = 0.45;
const MAX_RATIO = 3.2;

/**
 * Lays all items out; every full row spans the width exactly, and the last rows of a section are balanced
 * so that they do, too. Where `before` is given, rows before the first difference and behind the last are
 * taken from it: a row depends on some rows' worth of items from its first on and on nothing else, so the
 * result is the same.
 */
export const layoutJustified = (
  input: LayoutInput,
  before: MadeLayout | null = null,
): GridLayout => {
  const same = before === null ? null : sameItems(before.input, input);
  const builder = createBuilder(input);
  if (same !== null && before !== null) builder.keepHead(before.layout, same.head);
  while (!builder.isDone()) {
    const from = builder.at();
    if (same !== null && before !== null && from >= input.ratios.length - same.tail)
      if (builder.keepTail(before.layout, from + same.shift)) break;
    builder.row();
  }
  return builder.finish();
};

/** The row that item `index` stands in; -1 where there are none. */
export const rowOf = (layout: GridLayout, index: number): number => {
  const rows = layout.rowTops.length;
  return (
    Math.min(
      rows,
      firstWhere(rows, (row) => (layout.rowFirsts[row] ?? 0) > index),
    ) - 1
  );
};

/** Rows that reach into `[topPx, bottomPx)`, as a range of indexes. */
export const rowsWithin = (
  { rowTops, rowHeights }: GridLayout,
  topPx: number,
  bottomPx: number,
): { readonly first: number; readonly end: number } => {
  const first = firstWhere(
    rowTops.length,
    (row) => (rowTops[row] ?? 0) + (rowHeights[row] ?? 0) > topPx,
  );
  const end = firstWhere(rowTops.length, (row) => (rowTops[row] ?? Infinity) >= bottomPx);
  return { first, end: Math.max(first, end) };
};

const createBuilder = (input: LayoutInput) => {
  const { ratios, widthPx, targetHeightPx, gapPx, headingHeights } = input;
  const count = ratios.length;
  const starts = input.sectionStarts;
  const lefts = new Int32Array(count);
  const widths = new Int32Array(count);
  const rowTops = new Float64Array(count);
  const rowHeights = new Int32Array(count);
  const rowFirsts = new Int32Array(count + 1);
  const headingTops = new Float64Array(starts.length);
  const headingLefts = new Int32Array(starts.length);
  const headingWidths = new Int32Array(starts.length);
  let rows = 0;
  let sections = 0;
  let next = 0;
  let topPx = 0;

  const heightFor = (ratioSum: number, items: number): number =>
    (widthPx - gapPx * (items - 1)) / ratioSum;

  /** Places the heading where a section begins; the top before it is where the section begins. */
  const heading = (): void => {
    if (starts[sections] !== next) return;
    headingTops[sections] = topPx;
    headingWidths[sections] = widthPx;
    topPx += headingHeights[sections] ?? 0;
    sections++;
  };

  const place = (end: number, ratioSum: number, isFull: boolean): void => {
    const exact = heightFor(ratioSum, end - next);
    const heightPx = Math.max(1, Math.round(isFull ? exact : Math.min(exact, targetHeightPx)));
    placeItems(next, end, 0, isFull ? exact : heightPx);
    closeRow(end, heightPx);
  };

  /** Puts items beside each other from `leftPx` on; where the next one would begin. */
  const placeItems = (first: number, end: number, leftPx: number, share: number): number => {
    let at = leftPx;
    for (let i = first; i < end; i++) {
      const behind = at + usableRatio(ratios[i]) * share + gapPx;
      lefts[i] = Math.round(at);
      widths[i] = Math.max(1, Math.round(behind) - gapPx - Math.round(at));
      at = behind;
    }
    return at;
  };

  const closeRow = (end: number, heightPx: number): void => {
    rowTops[rows] = topPx;
    rowHeights[rows] = heightPx;
    rowFirsts[rows] = next;
    rows++;
    next = end;
    topPx += heightPx + gapPx;
  };

  /** A row of several sections, their headings on one line above it. */
  const placeShared = ({ sections: shared, heightPx, isFull, sharing }: SharedRow): void => {
    const roundedPx = Math.max(1, Math.round(heightPx));
    const headPx = headingHeights[sections] ?? 0;
    let [at, first] = [0, next];
    for (const { end } of shared) {
      headingTops[sections] = topPx + headPx - (headingHeights[sections] ?? 0);
      const behind = placeItems(first, end, at, isFull ? heightPx : roundedPx) - gapPx;
      const right = Math.max(at + sharing.leastPx, behind);
      headingLefts[sections] = Math.round(at);
      headingWidths[sections] = Math.round(right) - Math.round(at);
      at = right + sharing.apartPx;
      first = end;
      sections++;
    }
    topPx += headPx;
    closeRow(first, roundedPx);
  };

  const ending = createEndingRows(input, (index) => usableRatio(ratios[index]));

  const sharedFrom =
    input.sharing &&
    createSharedRows({ ...input, count }, input.sharing, (index) => usableRatio(ratios[index]));

  const row = (): void => {
    const shared = starts[sections] === next ? sharedFrom?.(sections) : null;
    if (shared) placeShared(shared);
    else ownRow();
  };

  /** A row of one section alone. */
  const ownRow = (): void => {
    heading();
    const end = starts[sections] ?? count;
    const last = ending(next, end);
    if (last === null) middleRow(end);
    else place(last.end, ratioSumOf(next, last.end), last.isFull);
  };

  /** A row with more behind it than itself, up to the item that leaves it nearest to the target. */
  const middleRow = (end: number): void => {
    let sum = 0;
    for (let i = next; i < end; i++) {
      const ratio = usableRatio(ratios[i]);
      const withIt = heightFor(sum + ratio, i - next + 1);
      if (withIt > targetHeightPx) {
        sum += ratio;
        continue;
      }
      const without = i > next ? heightFor(sum, i - next) : Infinity;
      const isFuller = without / targetHeightPx >= targetHeightPx / withIt;
      place(isFuller ? i + 1 : i, isFuller ? sum + ratio : sum, true);
      return;
    }
  };

  const ratioSumOf = (first: number, end: number): number => {
    let sum = 0;
    for (let i = first; i < end; i++) sum += usableRatio(ratios[i]);
    return sum;
  };

  /** Rows that begin before this item saw no further than the first `head` items. */
  const seenWithin = (head: number): number => {
    // A sum from the other end is rounded otherwise.
    const reach = 1.001 * (input.sharing === null ? endingReach(input) : sharingReach(input));
    let sum = 0;
    let from = head;
    while (from > 0 && sum <= reach) sum += usableRatio(ratios[--from]);
    return sum <= reach ? 0 : from + 1;
  };

  const keepHead = (old: GridLayout, head: number): void => {
    const kept = seenWithin(head);
    rows = firstWhere(old.rowTops.length, (r) => (old.rowFirsts[r] ?? 0) >= kept);
    next = old.rowFirsts[rows] ?? 0;
    sections = firstWhere(starts.length, (s) => (starts[s] ?? 0) >= next);
    rowTops.set(old.rowTops.subarray(0, rows));
    rowHeights.set(old.rowHeights.subarray(0, rows));
    rowFirsts.set(old.rowFirsts.subarray(0, rows));
    headingTops.set(old.headingTops.subarray(0, sections));
    headingLefts.set(old.headingLefts.subarray(0, sections));
    headingWidths.set(old.headingWidths.subarray(0, sections));
    lefts.set(old.lefts.subarray(0, next));
    widths.set(old.widths.subarray(0, next));
    topPx = (rowTops[rows - 1] ?? -gapPx) + (rowHeights[rows - 1] ?? 0) + gapPx;
  };

  /** Takes the rest over where a row began at item `from` before; whether one did. */
  const keepTail = (old: GridLayout, from: number): boolean => {
    const first = firstWhere(old.rowTops.length, (r) => (old.rowFirsts[r] ?? 0) >= from);
    if (old.rowFirsts[first] !== from || first >= old.rowTops.length) return false;
    const gone = old.headingTops.length - (starts.length - sections);
    const isHeaded = starts[sections] === next;
    const oldTop = isHeaded ? old.headingTops[gone] : old.rowTops[first];
    const shiftPx = topPx - (oldTop ?? 0);
    for (let s = sections; s < starts.length; s++)
      headingTops[s] = (old.headingTops[s - sections + gone] ?? 0) + shiftPx;
    headingLefts.set(old.headingLefts.subarray(gone), sections);
    headingWidths.set(old.headingWidths.subarray(gone), sections);
    lefts.set(old.lefts.subarray(from), next);
    widths.set(old.widths.subarray(from), next);
    for (let r = first; r < old.rowTops.length; r++, rows++) {
      rowTops[rows] = (old.rowTops[r] ?? 0) + shiftPx;
      rowHeights[rows] = old.rowHeights[r] ?? 0;
      rowFirsts[rows] = (old.rowFirsts[r] ?? 0) + next - from;
    }
    topPx = old.heightPx + shiftPx;
    next = count;
    return true;
  };

  return {
    at: () => next,
    isDone: () => next >= count,
    row,
    keepHead,
    keepTail,
    finish: (): GridLayout => {
      rowFirsts[rows] = count;
      return {
        heightPx: topPx,
        rowTops: rowTops.slice(0, rows),
        rowHeights: rowHeights.slice(0, rows),
        rowFirsts: rowFirsts.slice(0, rows + 1),
        headingTops,
        headingLefts,
        headingWidths,
        lefts,
        widths,
      };
    },
  };
};

const usableRatio = (ratio: number | undefined): number =>
  ratio === undefined || !Number.isFinite(ratio) || ratio <= 0
    ? 1
    : Math.min(MAX_RATIO, Math.max(MIN_RATIO, ratio));
