import type { CollectionId, MediaId } from '../base/ids.ts';
import { type Segment, flagWords, hasWord, numberOf } from './segment.ts';

/** A segment within an index: what of it still lives, what is shown, and room to count in. */
export interface LiveSegment {
  readonly segment: Segment;
  readonly isDead: Uint8Array;
  /** 1 for items that live and stand in a collection that is shown. */
  isShown(): Uint8Array;
  shownCount(): number;
  deadCount(): number;
  /** Takes an item out; whether it was here. */
  kill(id: MediaId): boolean;
  /** Tells which collections are shown; `null`: all. */
  show(collections: ReadonlySet<CollectionId> | null): void;
  /** The best closeness of each item to the word in hand; zero between words. */
  readonly best: Float32Array;
  /** Items that the word in hand touched. */
  readonly touched: Uint32Array;
  /** What items have gathered over the words so far. */
  readonly gathered: Float32Array;
  /** How many words an item had so far. */
  readonly words: Uint8Array;
}

/** A segment in which everything lives. */
export const createLiveSegment = (
  segment: Segment,
  collections: ReadonlySet<CollectionId> | null,
): LiveSegment => {
  const { count } = segment;
  const isDead = new Uint8Array(count);
  let shownIn = collections;
  let shown: Uint8Array | null = null;
  let shownTotal = 0;
  let dead = 0;

  const findShown = (): Uint8Array => {
    if (shown !== null) return shown;
    const known = shownIn;
    const flags = flagWords(
      segment.collections,
      (word) => known === null || known.has(word as CollectionId),
    );
    shown = new Uint8Array(count);
    shownTotal = 0;
    for (let number = 0; number < count; number++) {
      if (isDead[number] === 1 || !hasWord(segment.collections, number, flags)) continue;
      shown[number] = 1;
      shownTotal += 1;
    }
    return shown;
  };

  const kill: LiveSegment['kill'] = (id) => {
    const number = numberOf(segment, id);
    if (number < 0 || isDead[number] === 1) return false;
    isDead[number] = 1;
    dead += 1;
    if (shown?.[number] === 1) {
      shown[number] = 0;
      shownTotal -= 1;
    }
    return true;
  };

  return {
    segment,
    isDead,
    isShown: findShown,
    shownCount: () => {
      findShown();
      return shownTotal;
    },
    deadCount: () => dead,
    kill,
    show: (next) => {
      shownIn = next;
      shown = null;
    },
    best: new Float32Array(count),
    touched: new Uint32Array(count),
    gathered: new Float32Array(count),
    words: new Uint8Array(count),
  };
};
