/** Which small sections share a row, each below its own heading: a day with one picture needs no row of its own. */
import { endingReach, fillsRow, lastRowCost, LOWEST, type RowShape } from './ending-rows.ts';

/** How sections share rows. */
export interface RowSharing {
  /** A section that shares a row takes at least so much of its width, so that its heading can be read. */
  readonly leastPx: number;
  /** Between two sections of a row. */
  readonly apartPx: number;
  /** A section with a heading of another height begins a row. */
  readonly headingPx: number;
}

/** What sections are found in. */
export interface SharingInput extends RowShape {
  readonly sectionStarts: Int32Array;
  readonly headingHeights: Int32Array;
  readonly count: number;
}

/** Items of a section up to `end`, exclusive. */
export interface SharingSection {
  readonly end: number;
  readonly items: number;
  readonly ratioSum: number;
}

/** A row of several sections, `heightPx` high before rounding. */
export interface SharedRow {
  readonly sections: readonly SharingSection[];
  readonly heightPx: number;
  readonly isFull: boolean;
  readonly sharing: RowSharing;
}

/** Width by height of all that says which sections share a row: some rows, and whether what follows is small. */
export const sharingReach = (shape: RowShape): number =>
  endingReach(shape) + shape.widthPx / (LOWEST * shape.targetHeightPx);

/**
 * Rows of several sections. Whether a section begins one, and which share it, follows from what comes from it on
 * within `sharingReach`, so a layout may be taken up at any row. `ratioAt` gives the usable ratio of an item.
 */
export const createSharedRows = (
  input: SharingInput,
  sharing: RowSharing,
  ratioAt: (index: number) => number,
) => {
  const { widthPx, targetHeightPx, gapPx, sectionStarts, headingHeights, count } = input;
  const { leastPx, apartPx, headingPx } = sharing;
  const reach = endingReach(input);

  /** `null` where the section alone has more than a row. */
  const sectionOf = (section: number): SharingSection | null => {
    const first = sectionStarts[section] ?? count;
    const end = sectionStarts[section + 1] ?? count;
    let ratioSum = 0;
    for (let index = first; index < end; index++) {
      ratioSum += ratioAt(index);
      if (ratioSum * LOWEST * targetHeightPx > widthPx) return null;
    }
    return { end, items: end - first, ratioSum };
  };

  /** Small sections in succession, from `first` on; not `isAll` where there are more than some rows hold. */
  const runOf = (first: number): { sections: SharingSection[]; isAll: boolean } => {
    const sections: SharingSection[] = [];
    let sum = 0;
    for (let section = first; section < sectionStarts.length; section++) {
      if (section > first && headingHeights[section] !== headingPx) break;
      const next = sectionOf(section);
      if (next === null) break;
      sum += Math.max(next.ratioSum, leastPx / targetHeightPx);
      if (sum > reach) return { sections, isAll: false };
      sections.push(next);
    }
    return { sections, isAll: true };
  };

  /** The height at which sections fill a row, by target height; 0 where they have no room in it. */
  const heightOf = (sections: readonly SharingSection[]): number => {
    let wide = sections;
    while (wide.length > 0) {
      let roomPx = widthPx - apartPx * (sections.length - 1);
      roomPx -= leastPx * (sections.length - wide.length);
      let ratioSum = 0;
      for (const section of wide) {
        roomPx -= gapPx * (section.items - 1);
        ratioSum += section.ratioSum;
      }
      const heightPx = roomPx / ratioSum;
      const still = wide.filter(
        ({ items, ratioSum: ratios }) => ratios * heightPx + gapPx * (items - 1) >= leastPx,
      );
      if (still.length === wide.length) return heightPx / targetHeightPx;
      wide = still;
    }
    return 0;
  };

  /** How many of the sections the first row takes, so that all rows together come out best. */
  const best = (sections: readonly SharingSection[]): number => {
    const costs = new Float64Array(sections.length + 1);
    let taken = 1;
    for (let at = sections.length - 1; at >= 0; at--) {
      costs[at] = Infinity;
      taken = 1;
      for (let end = at + 1; end <= sections.length; end++) {
        const height = heightOf(sections.slice(at, end));
        if (height < LOWEST && end > at + 1) break;
        const cost = lastRowCost(height) + (costs[end] ?? 0);
        if (cost >= (costs[at] ?? 0)) continue;
        costs[at] = cost;
        taken = end - at;
      }
    }
    return taken;
  };

  /** How many the next of many rows takes: that which leaves it nearest to the target. */
  const nearest = (sections: readonly SharingSection[]): number => {
    let before = Infinity;
    for (let end = 1; end <= sections.length; end++) {
      const height = heightOf(sections.slice(0, end));
      if (height <= 1)
        return before * height >= 1 && height >= LOWEST ? end : Math.max(1, end - 1);
      before = height;
    }
    return sections.length;
  };

  /** The row that begins with section `first`; `null` where that shares none. */
  return (first: number): SharedRow | null => {
    const { sections, isAll } = runOf(first);
    const shared = sections.slice(0, isAll ? best(sections) : nearest(sections));
    if (shared.length < 2) return null;
    const height = heightOf(shared);
    const isFull = fillsRow(height);
    return {
      sections: shared,
      heightPx: isFull ? height * targetHeightPx : targetHeightPx,
      isFull,
      sharing,
    };
  };
};
