/** Which item a slideshow shows next. */

/** The place of the next item: around from the last to the first. */
export const nextInTurn = (index: number, total: number): number =>
  total === 0 ? 0 : (index + 1) % total;

/**
 * The next of a shuffle: another one than those in `recent` where there are enough, so that nothing
 * comes twice in a row or soon again. `random` gives numbers from 0 up to 1.
 */
export const nextShuffled = (
  index: number,
  total: number,
  recent: readonly number[],
  random: () => number,
): number => {
  if (total <= 1) return 0;
  const avoided = new Set([index, ...recent.slice(-Math.floor((total - 1) / 2))]);
  let at = Math.floor(random() * total);
  while (avoided.has(at)) at = (at + 1) % total;
  return at;
};

/** Seconds that a picture stands, as a person can set them. */
export const INTERVALS: readonly number[] = [2, 3, 5, 10, 20, 60];
