/** How the last rows of a section are broken, so that none of them is left with a picture or two. */

/** What rows are made for. */
export interface RowShape {
  readonly widthPx: number;
  readonly targetHeightPx: number;
  readonly gapPx: number;
}

/** A row up to item `end`, exclusive. One that is not full is as high as the others and leaves room at its side. */
export interface RowBreak {
  readonly end: number;
  readonly isFull: boolean;
}

/** So many rows of a section are weighed together; rows before them take what comes. */
const ROWS = 3;
/** Heights beyond these, by target height, are taken only where nothing else is left. */
const LOW = 2 / 3;
const HIGH = 1.45;
const BEYOND = 1;
/** No row is ever this low with more than one item. */
export const LOWEST = 0.6;
/** What room at the side costs, beside a share for how much there is; a height costs the square of how far it is off. */
const ROOM = 0.3;
const ROOM_SHARE = 0.1;

/** Width by height of all that `ROWS` rows hold. */
export const endingReach = ({ widthPx, targetHeightPx }: RowShape): number =>
  (ROWS * widthPx) / targetHeightPx;

/**
 * Breaks of last rows. The break at an item follows from the items from it to the section's end alone, so a
 * layout may be taken up at any row. `ratioAt` gives the usable ratio of an item.
 */
export const createEndingRows = (shape: RowShape, ratioAt: (index: number) => number) => {
  const { widthPx, targetHeightPx, gapPx } = shape;
  const reach = endingReach(shape);
  /** Of the items from the first on: sums of ratios, and from each one on the least cost and how it is had. */
  const sums: number[] = [0];
  const costs: number[] = [];
  const ends: number[] = [];
  let isLastFull = true;

  const weigh = (at: number, count: number): void => {
    const before = sums[at] ?? 0;
    let least = Infinity;
    for (let end = at + 1; end <= count; end++) {
      const ratioSum = (sums[end] ?? 0) - before;
      const height = (widthPx - gapPx * (end - at - 1)) / (ratioSum * targetHeightPx);
      if (height < LOWEST && end > at + 1) return;
      const full = heightCost(height);
      const withRoom = end === count && height > 1 ? roomCost(height) : Infinity;
      const cost = Math.min(full, withRoom) + (costs[end] ?? 0);
      if (cost >= least) continue;
      least = costs[at] = cost;
      ends[at] = end;
      if (at === 0) isLastFull = full <= withRoom;
    }
  };

  /** The row from `first` in a section up to `end`; `null` while more is left than the last rows hold. */
  return (first: number, end: number): RowBreak | null => {
    const count = end - first;
    for (let i = 0; i < count; i++) {
      const sum = (sums[i] ?? 0) + ratioAt(first + i);
      if (sum > reach) return null;
      sums[i + 1] = sum;
    }
    costs[count] = 0;
    for (let at = count - 1; at >= 0; at--) weigh(at, count);
    return { end: first + (ends[0] ?? count), isFull: isLastFull };
  };
};

/** Whether a last row of such a height, by target height, is better full than with room at its side. */
export const fillsRow = (height: number): boolean =>
  height <= 1 || heightCost(height) <= roomCost(height);

/** What a last row of such a height costs, full or with room at its side, whichever is better. */
export const lastRowCost = (height: number): number =>
  fillsRow(height) ? heightCost(height) : roomCost(height);

const heightCost = (height: number): number => {
  const off = (height > 1 ? height : 1 / height) - 1;
  return off * off + (height < LOW || height > HIGH ? BEYOND : 0);
};

const roomCost = (height: number): number => ROOM + ROOM_SHARE * (1 - 1 / height);
