import type { FooterEntry } from './pack-format.ts';

/** Where the newest record of a key lies. */
export interface PackLocation {
  readonly segment: number;
  readonly offset: number;
}

/**
 * Which record of which segment each key means: the newest. It also knows the outdated records that still
 * lie in segments, because when the segment of the newest one goes first, they must not speak again.
 */
export interface PackIndex {
  readonly size: number;
  get(key: string): PackLocation | undefined;
  has(key: string): boolean;
  /** Takes in a record, newer than all before it. */
  add(segment: number, entry: FooterEntry): void;
  /** Forgets what a key means, its record being damaged or never written. */
  forget(key: string): void;
  /** Forgets a segment; returns the keys of which outdated records remain: they need a tombstone. */
  drop(segment: number): readonly string[];
  keys(): IterableIterator<string>;
}

/** Offsets stay below this, so that a location is one number: 100,000 objects would take three times the memory. */
const OFFSET_LIMIT = 2 ** 32;

/** An index of nothing. */
export const createPackIndex = (): PackIndex => {
  const newest = new Map<string, number>();
  /** Keys whose last word is a tombstone, as long as an outdated record of theirs remains. */
  const tombstones = new Map<string, number>();
  /** The segments that hold outdated records, by key. */
  const outdated = new Map<string, Set<number>>();

  const outdate = (key: string, segment: number): void => {
    const standing = newest.get(key);
    const before = standing === undefined ? tombstones.get(key) : segmentOf(standing);
    if (before === undefined || before === segment) return;
    const held = outdated.get(key) ?? new Set();
    outdated.set(key, held.add(before));
  };

  const add = (segment: number, { key, offset, isTombstone }: FooterEntry): void => {
    outdate(key, segment);
    newest.delete(key);
    tombstones.delete(key);
    if (!isTombstone) newest.set(key, segment * OFFSET_LIMIT + offset);
    else if (outdated.has(key)) tombstones.set(key, segment);
  };

  const drop = (segment: number): readonly string[] => {
    for (const [key, held] of outdated) {
      held.delete(segment);
      if (held.size > 0) continue;
      outdated.delete(key);
      tombstones.delete(key);
    }
    const gone = [
      ...keysWhere(newest, (location) => segmentOf(location) === segment),
      ...keysWhere(tombstones, (holder) => holder === segment),
    ];
    for (const key of gone) {
      newest.delete(key);
      tombstones.delete(key);
    }
    return gone.filter((key) => outdated.has(key));
  };

  return {
    get size() {
      return newest.size;
    },
    get: (key) => {
      const location = newest.get(key);
      if (location === undefined) return undefined;
      return { segment: segmentOf(location), offset: location % OFFSET_LIMIT };
    },
    has: (key) => newest.has(key),
    add,
    forget: (key) => void newest.delete(key),
    drop,
    keys: () => newest.keys(),
  };
};

const segmentOf = (location: number): number => Math.floor(location / OFFSET_LIMIT);

const keysWhere = (
  map: ReadonlyMap<string, number>,
  holds: (value: number) => boolean,
): string[] => [...map].flatMap(([key, value]) => (holds(value) ? [key] : []));
