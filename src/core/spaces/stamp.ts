import type { Author } from '../base/ids.ts';
import type { Hlc } from './hlc.ts';

/** Which version last wrote a field of a body: by whom, its author's counter, and when. */
export interface Stamp {
  readonly author: Author;
  readonly counter: number;
  readonly hlc: Hlc;
}

/** The part of a version that tells who wrote which of its fields. */
export interface Stamped extends Stamp {
  readonly stamps: { readonly [field: string]: Stamp };
}

/** The write that a field of `version` stems from: an older one that it carries, or its `own`. */
export const stampOf = (
  version: Stamped,
  field: string,
  own: Stamp = ownStamp(version),
): Stamp => (Object.hasOwn(version.stamps, field) ? version.stamps[field] : undefined) ?? own;

/** The stamp of the fields that `version` wrote itself. */
export const ownStamp = ({ author, counter, hlc }: Stamp): Stamp => ({ author, counter, hlc });

/** Order by time, then author, then counter: the same on every device. */
export const compareStamps = (a: Stamp, b: Stamp): number => {
  if (a.hlc !== b.hlc) return a.hlc < b.hlc ? -1 : 1;
  if (a.author !== b.author) return a.author < b.author ? -1 : 1;
  return a.counter - b.counter;
};

/** Whether both name the same write. */
export const isSameStamp = (a: Stamp, b: Stamp): boolean =>
  a === b || (a.author === b.author && a.counter === b.counter && a.hlc === b.hlc);
