import type { MediaId } from '../base/ids.ts';
import { type Candidate, compareKeepers, mayBeAlike } from './candidate.ts';
import { type Looks, buildLookIndex, countBits } from './look-index.ts';
import { sortInSlices } from './sort-slices.ts';

/** What makes items duplicates: the same media data with other metadata, or the same looks. */
export type DuplicateKind = 'essence' | 'similar';

/** Items that are, or seem to be, the same picture. */
export interface DuplicateGroup {
  /** The one to keep first, then by likeness to it. */
  readonly ids: readonly MediaId[];
  /** 'essence' where all share their essence, however they were looked for. */
  readonly kind: DuplicateKind;
  /** The most bits of 64 in which the hash of one differs from that of the one to keep; 0 by essence. */
  readonly distance: number;
  /** The one that is suggested to stay; each of the others is like it. */
  readonly keep: MediaId;
  /** What the others take. */
  readonly freesBytes: number;
}

/** How to group. */
export interface GroupOptions {
  readonly by: DuplicateKind;
  /** The most bits of 64 in which hashes may differ; by looks only. */
  readonly distance: number;
  /** Whether a person said that two are not duplicates. */
  readonly areApart: (a: MediaId, b: MediaId) => boolean;
}

/** Work in slices: each `next` does a little, well below a millisecond or a few; the last gives the groups. */
export type GroupingRun = Generator<undefined, readonly DuplicateGroup[]>;

/** Items that are taken up at once where each costs little; of look-ups each is a slice. */
const ITEMS = 500;
/** A hash with fewer bits than this set, or unset, says too little. */
const FEWEST_BITS = 6;

/**
 * Groups of duplicates, those that free most first. The best one left (`compareKeepers`) is the heart of
 * the next group and takes in all that are like it, so that no chain joins what is unlike.
 */
export const groupDuplicates = (
  candidates: readonly Candidate[],
  options: GroupOptions,
): GroupingRun =>
  options.by === 'essence'
    ? groupByEssence(candidates, options)
    : groupByLooks(candidates, options);

function* groupByEssence(
  candidates: readonly Candidate[],
  { areApart }: GroupOptions,
): GroupingRun {
  const byEssence = new Map<string, Candidate[]>();
  for (const [at, candidate] of candidates.entries()) {
    if (at % ITEMS === ITEMS - 1) yield;
    if (candidate.essence === null) continue;
    const known = byEssence.get(candidate.essence);
    if (known === undefined) byEssence.set(candidate.essence, [candidate]);
    else known.push(candidate);
  }
  yield;
  const groups: DuplicateGroup[] = [];
  let looked = 0;
  for (const bearers of byEssence.values()) {
    if (++looked % ITEMS === 0) yield;
    let left = bearers.length > 1 ? [...bearers].sort(compareKeepers) : [];
    while (left.length > 1) {
      const [heart, ...others] = left;
      if (heart === undefined) break;
      const joined: Joined[] = [];
      left = [];
      for (const candidate of others) {
        if (isApartFromAny(candidate, heart, joined, areApart)) left.push(candidate);
        else joined.push({ candidate, distance: 0 });
      }
      if (joined.length > 0) groups.push(toGroup(heart, joined));
    }
  }
  return groups.sort(compareGroups);
}

function* groupByLooks(
  candidates: readonly Candidate[],
  { distance, areApart }: GroupOptions,
): GroupingRun {
  const telling: Candidate[] = [];
  for (const [at, candidate] of candidates.entries()) {
    if (at % ITEMS === ITEMS - 1) yield;
    if (isTelling(candidate)) telling.push(candidate);
  }
  const sorted = yield* sortInSlices(telling, compareKeepers);
  const index = yield* buildLookIndex(yield* readLooks(sorted), distance);
  const isTaken = new Uint8Array(sorted.length);
  const groups: DuplicateGroup[] = [];
  for (const [at, heart] of sorted.entries()) {
    yield;
    if (isTaken[at] === 1) continue;
    const joined: Joined[] = [];
    index.near(at, (position, bits) => {
      const candidate = sorted[position];
      if (candidate === undefined || position <= at || isTaken[position] === 1) return;
      if (!mayBeAlike(heart, candidate)) return;
      if (isApartFromAny(candidate, heart, joined, areApart)) return;
      isTaken[position] = 1;
      joined.push({ candidate, distance: bits });
    });
    if (joined.length > 0) groups.push(toGroup(heart, joined));
  }
  return groups.sort(compareGroups);
}

interface Joined {
  readonly candidate: Candidate;
  readonly distance: number;
}

/** Two that a person told apart never stand in one group, though a third is like both. */
const isApartFromAny = (
  { id }: Candidate,
  heart: Candidate,
  joined: readonly Joined[],
  areApart: GroupOptions['areApart'],
): boolean =>
  areApart(heart.id, id) || joined.some(({ candidate }) => areApart(candidate.id, id));

const toGroup = (heart: Candidate, joined: readonly Joined[]): DuplicateGroup => {
  const others = [...joined].sort(
    (a, b) => a.distance - b.distance || compareKeepers(a.candidate, b.candidate),
  );
  const isOne =
    heart.essence !== null &&
    others.every(({ candidate }) => candidate.essence === heart.essence);
  return {
    ids: [heart.id, ...others.map(({ candidate }) => candidate.id)],
    kind: isOne ? 'essence' : 'similar',
    distance: Math.max(...others.map((other) => other.distance)),
    keep: heart.id,
    freesBytes: others.reduce((sum, { candidate }) => sum + candidate.sizeBytes, 0),
  };
};

const compareGroups = (a: DuplicateGroup, b: DuplicateGroup): number =>
  b.freesBytes - a.freesBytes || (a.keep < b.keep ? -1 : 1);

const isTelling = ({ perceptualHash }: Candidate): boolean => {
  if (perceptualHash === null) return false;
  const bits = countBits(highOf(perceptualHash)) + countBits(lowOf(perceptualHash));
  return bits >= FEWEST_BITS && bits <= 64 - FEWEST_BITS;
};

const highOf = (hash: string): number => parseInt(hash.slice(0, 8), 16);
const lowOf = (hash: string): number => parseInt(hash.slice(8), 16);

function* readLooks(candidates: readonly Candidate[]): Generator<undefined, Looks> {
  const high = new Uint32Array(candidates.length);
  const low = new Uint32Array(candidates.length);
  for (const [at, { perceptualHash }] of candidates.entries()) {
    if (at % ITEMS === ITEMS - 1) yield;
    high[at] = highOf(perceptualHash ?? '');
    low[at] = lowOf(perceptualHash ?? '');
  }
  return { high, low };
}
