/** Where each picture of a justified grid lies: pure geometry, in CSS pixels, for 100,000 items in a few milliseconds. */

/** What the layout depends on. */
export interface LayoutInput {
  /** Width by height of each item; what is not finite or not positive counts as a square. */
  readonly ratios: ArrayLike<number>;
  /** Index of the first item of each section, ascending; a heading stands above each. */
  readonly sectionStarts: readonly number[];
  readonly widthPx: number;
  /** Rows come out between about two thirds and one and a half of it. */
  readonly targetHeightPx: number;
  readonly gapPx: number;
  /** 0 for no headings. */
  readonly headingPx: number;
}

/** One row of pictures: items `[first, end)`. */
export interface LayoutRow {
  readonly topPx: number;
  readonly heightPx: number;
  readonly first: number;
  readonly end: number;
}

/** The heading of section `section`. */
export interface LayoutHeading {
  readonly topPx: number;
  readonly section: number;
}

/** The whole grid; rows and headings from top to bottom. */
export interface GridLayout {
  readonly heightPx: number;
  readonly rows: readonly LayoutRow[];
  readonly headings: readonly LayoutHeading[];
  /** Left edge and width of each item, whole pixels. */
  readonly lefts: Int32Array;
  readonly widths: Int32Array;
  /** The row that each item stands in. */
  readonly rowOf: Int32Array;
}

/** A last row this near to full is stretched to the edge; a shorter one stays as high as the others. */
const LAST_ROW_STRETCH = 1.35;

/** Panoramas and scrolls are cropped to these, else they would flatten their row. */
const MIN_RATIO = 0.45;
const MAX_RATIO = 3.2;

/** Lays all items out; every full row spans the width exactly. */
export const layoutJustified = (input: LayoutInput): GridLayout => {
  const count = input.ratios.length;
  const builder = createBuilder(input);
  const starts = input.sectionStarts.length > 0 ? input.sectionStarts : [0];
  starts.forEach((start, section) => {
    if (input.headingPx > 0) builder.heading(section);
    builder.section(start, starts[section + 1] ?? count);
  });
  return builder.finish();
};

/** Rows that reach into `[topPx, bottomPx)`, as a range of indexes. */
export const rowsWithin = (
  rows: readonly LayoutRow[],
  topPx: number,
  bottomPx: number,
): { readonly first: number; readonly end: number } => {
  const first = firstWhere(rows.length, (i) => {
    const row = rows[i];
    return row !== undefined && row.topPx + row.heightPx > topPx;
  });
  const end = firstWhere(rows.length, (i) => (rows[i]?.topPx ?? Infinity) >= bottomPx);
  return { first, end: Math.max(first, end) };
};

/** The smallest index for which `holds`, which once true stays true; `length` where it never does. */
export const firstWhere = (length: number, holds: (index: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const createBuilder = (input: LayoutInput) => {
  const { widthPx, targetHeightPx, gapPx, headingPx } = input;
  const count = input.ratios.length;
  const lefts = new Int32Array(count);
  const widths = new Int32Array(count);
  const rowOf = new Int32Array(count);
  const rows: LayoutRow[] = [];
  const headings: LayoutHeading[] = [];
  let topPx = 0;

  const heightFor = (ratioSum: number, items: number): number =>
    (widthPx - gapPx * (items - 1)) / ratioSum;

  const place = (first: number, end: number, ratioSum: number, isFull: boolean): void => {
    const exact = heightFor(ratioSum, end - first);
    const heightPx = Math.max(1, Math.round(isFull ? exact : Math.min(exact, targetHeightPx)));
    let at = 0;
    for (let i = first; i < end; i++) {
      const share = isFull ? exact : heightPx;
      const next = at + usableRatio(input.ratios[i]) * share + gapPx;
      lefts[i] = Math.round(at);
      widths[i] = Math.max(1, Math.round(next) - gapPx - Math.round(at));
      rowOf[i] = rows.length;
      at = next;
    }
    rows.push({ topPx, heightPx, first, end });
    topPx += heightPx + gapPx;
  };

  const section = (start: number, end: number): void => {
    let first = start;
    let sum = 0;
    for (let i = start; i < end; i++) {
      const ratio = usableRatio(input.ratios[i]);
      const withIt = heightFor(sum + ratio, i - first + 1);
      if (withIt > targetHeightPx) {
        sum += ratio;
        continue;
      }
      const without = i > first ? heightFor(sum, i - first) : Infinity;
      if (without / targetHeightPx < targetHeightPx / withIt) {
        place(first, i, sum, true);
        first = i;
        sum = ratio;
        if (heightFor(sum, 1) > targetHeightPx) continue;
      } else sum += ratio;
      place(first, i + 1, sum, true);
      first = i + 1;
      sum = 0;
    }
    if (first < end)
      place(first, end, sum, heightFor(sum, end - first) <= targetHeightPx * LAST_ROW_STRETCH);
  };

  return {
    heading: (index: number): void => {
      headings.push({ topPx, section: index });
      topPx += headingPx;
    },
    section,
    finish: (): GridLayout => ({ heightPx: topPx, rows, headings, lefts, widths, rowOf }),
  };
};

const usableRatio = (ratio: number | undefined): number =>
  ratio === undefined || !Number.isFinite(ratio) || ratio <= 0
    ? 1
    : Math.min(MAX_RATIO, Math.max(MIN_RATIO, ratio));
