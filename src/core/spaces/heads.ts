import { areBytesEqual, compareBytes } from '../base/bytes.ts';
import type { Author } from '../base/ids.ts';
import type { UnsignedVersion, Version, VersionVector } from './version.ts';

/** Heads in their canonical order, and what became of the version that was put to them. */
export interface HeadInsertion<V extends Version = Version> {
  readonly heads: readonly V[];
  /** 'known': it was a head before; 'superseded': some head has seen it. */
  readonly outcome: 'accepted' | 'known' | 'superseded';
}

/** The counter of `author` that a version stands for: its own, or what its vector has seen; 0 for none. */
const seenCounter = (version: UnsignedVersion, author: Author): number =>
  Math.max(version.vector[author] ?? 0, version.author === author ? version.counter : 0);

/** Whether `version` or what it was written over includes the write `(author, counter)`. */
export const hasSeen = (version: UnsignedVersion, author: Author, counter: number): boolean =>
  seenCounter(version, author) >= counter;

/** Whether two different versions bear one number of one author: proof that the author's key is misused. */
export const isEquivocation = (a: Version, b: Version): boolean =>
  a.author === b.author && a.counter === b.counter && !areBytesEqual(a.signature, b.signature);

/** Whether `b` was written by someone who had seen `a`, so that `a` is no head beside it. */
export const isDominated = (a: Version, b: Version): boolean =>
  a.author === b.author && a.counter === b.counter ? false : hasSeen(b, a.author, a.counter);

/**
 * Puts one version of an entity to its heads. Versions whose vectors join those of what they replace
 * (all that `nextVersion` makes) give the same heads in any order, repeated or not; a liar's vectors can
 * at worst leave a head too many, which shows as a conflict.
 */
export const insertHead = <V extends Version>(
  heads: readonly V[],
  next: V,
): HeadInsertion<V> => {
  const isKnown = heads.some(
    (head) => compareHeads(head, next) === 0 && areBytesEqual(head.signature, next.signature),
  );
  if (isKnown) return { heads, outcome: 'known' };
  if (heads.some((head) => isDominated(next, head))) return { heads, outcome: 'superseded' };
  const kept = heads.filter((head) => !isDominated(head, next));
  return { heads: [...kept, next].sort(compareHeads), outcome: 'accepted' };
};

/** What a version written over `heads` has seen: their vectors and their own counters, the highest of each author. */
export const joinVectors = (heads: readonly UnsignedVersion[]): VersionVector => {
  const joined = new Map<Author, number>();
  for (const head of heads) {
    const authors = [...Object.keys(head.vector), head.author] as Author[];
    for (const author of authors) {
      joined.set(author, Math.max(joined.get(author) ?? 0, seenCounter(head, author)));
    }
  }
  return Object.fromEntries([...joined].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** The canonical order of heads: by author, counter and, where an author lied, signature. */
const compareHeads = (a: Version, b: Version): number => {
  if (a.author !== b.author) return a.author < b.author ? -1 : 1;
  return a.counter - b.counter || compareBytes(a.signature, b.signature);
};
