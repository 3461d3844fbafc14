/** Which items of a long strip are made: pure. */

/** How wide an item is with its gap, in CSS pixels. */
export const STRIP_ITEM_PX = 82;
/** Browsers lay out no more than some 16 million pixels: the strip ends so many items from where it began. */
const REACH = 50_000;
/** Items beyond each edge, so that a short scroll finds them made. */
const BESIDE = 4;

/** A stretch of places in a listing: from `first` up to before `end`. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** What a strip that begins at place `around` of `total` can be scrolled over. */
export const stripReach = (around: number, total: number): Stretch => ({
  first: Math.max(0, around - REACH),
  end: Math.min(total, around + REACH),
});

/** The places to be made of a strip that is scrolled by `left` and `width` wide, in CSS pixels. */
export const stripWindow = (left: number, width: number, { first, end }: Stretch): Stretch => ({
  first: Math.max(first, first + Math.floor(left / STRIP_ITEM_PX) - BESIDE),
  end: Math.min(end, first + Math.ceil((left + width) / STRIP_ITEM_PX) + BESIDE),
});

/** The nearest place in a direction that `isFor` it; where there is none, the same one. */
export const nextPlace = (
  at: number,
  by: -1 | 1,
  { first, end }: Stretch,
  isFor: (at: number) => boolean,
): number => {
  for (let place = at + by; place >= first && place < end; place += by)
    if (isFor(place)) return place;
  return at;
};
