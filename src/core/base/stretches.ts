/** Lets others of this thread work. */
export type Breathe = () => Promise<void>;

/** Things between two breaths: some milliseconds of work, on a slow machine too. */
export const STRETCH = 100;

/** A list in pieces of `STRETCH`; one that is short is one piece. */
export const stretchesOf = <T>(items: readonly T[]): readonly (readonly T[])[] => {
  if (items.length <= STRETCH) return items.length === 0 ? [] : [items];
  const stretches: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += STRETCH)
    stretches.push(items.slice(at, at + STRETCH));
  return stretches;
};

/** `Array.map` that lets others work between stretches; nobody is let in where one stretch is enough. */
export const mapInStretches = async <T, R>(
  items: readonly T[],
  breathe: Breathe,
  map: (item: T, index: number) => R,
): Promise<R[]> => {
  const mapped: R[] = [];
  for (const stretch of stretchesOf(items)) {
    if (mapped.length > 0) await breathe();
    for (const item of stretch) mapped.push(map(item, mapped.length));
  }
  return mapped;
};
