/** Sorted at once: some tenths of a millisecond. */
const RUN = 250;

/** Sorts in slices: each `next` does a little, the last gives the sorted list; equals keep their order. */
export function* sortInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<undefined, readonly T[]> {
  let from = [...items];
  for (let at = 0; at < from.length; at += RUN) {
    const run = from.slice(at, at + RUN).sort(compare);
    for (const [i, item] of run.entries()) from[at + i] = item;
    yield;
  }
  let to = [...from];
  for (let width = RUN; width < from.length; width *= 2) {
    for (let at = 0; at < from.length; at += 2 * width) {
      const middle = Math.min(at + width, from.length);
      yield* merge(
        { from, to, at, middle, end: Math.min(at + 2 * width, from.length) },
        compare,
      );
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Two sorted stretches of `from` that lie side by side, to be one in `to`. */
interface Stretches<T> {
  readonly from: readonly T[];
  readonly to: T[];
  readonly at: number;
  readonly middle: number;
  readonly end: number;
}

function* merge<T>(
  { from, to, at, middle, end }: Stretches<T>,
  compare: (a: T, b: T) => number,
): Generator<undefined, void> {
  let left = at;
  let right = middle;
  for (let next = at; next < end; next++) {
    if ((next - at) % RUN === RUN - 1) yield;
    const isLeft =
      right >= end || (left < middle && compare(from[left] as T, from[right] as T) <= 0);
    to[next] = from[isLeft ? left++ : right++] as T;
  }
}
