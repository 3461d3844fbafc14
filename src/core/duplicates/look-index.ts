/** 64-bit hashes by position, each as two words of 32 bits. */
export interface Looks {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Finds hashes near one another. */
export interface LookIndex {
  /** Calls `found` for every position whose hash is within the distance of that at `at`, each once, itself included. */
  near(at: number, found: (position: number, distance: number) => void): void;
}

/** The most bits by which hashes may differ for this index to be worth having. */
export const MAX_DISTANCE = 12;

/** Bits of a band: two bands in a word. */
const BAND_BITS = 16;
const BANDS = 4;
const BUCKETS = 2 ** BAND_BITS;

/**
 * An index by multi-index hashing (Norouzi, Punjani, Fleet, 2012): hashes that differ in at most `distance`
 * of 64 bits differ in at most a quarter of it in one of four bands of 16, so that only buckets near one
 * band's value are looked into. Building is linear; with 100,000 spread hashes and a distance of 6 a
 * look-up compares about a hundred of them. Built in slices: each `next` does a little, the last gives the index.
 */
export function* buildLookIndex(
  looks: Looks,
  distance: number,
): Generator<undefined, LookIndex> {
  const bands: Buckets[] = [];
  for (let band = 0; band < BANDS; band++) {
    bands.push(bucketsOf(looks, band));
    yield;
  }
  return createLookIndex(looks, distance, bands);
}

const createLookIndex = (
  looks: Looks,
  distance: number,
  bands: readonly Buckets[],
): LookIndex => {
  const masks = masksOf(Math.floor(distance / BANDS));
  const seenAt = new Uint32Array(looks.high.length);
  let queries = 0;
  const near: LookIndex['near'] = (at, found) => {
    queries += 1;
    const high = looks.high[at] ?? 0;
    const low = looks.low[at] ?? 0;
    for (const [band, { starts, positions }] of bands.entries()) {
      const value = bandOf(looks, at, band);
      for (const mask of masks) {
        const bucket = value ^ mask;
        const end = starts[bucket + 1] ?? 0;
        for (let i = starts[bucket] ?? 0; i < end; i++) {
          const position = positions[i] ?? 0;
          if (seenAt[position] === queries) continue;
          seenAt[position] = queries;
          const bits =
            countBits(high ^ (looks.high[position] ?? 0)) +
            countBits(low ^ (looks.low[position] ?? 0));
          if (bits <= distance) found(position, bits);
        }
      }
    }
  };
  return { near };
};

/** Positions sorted by the value of one band, and where each value's begin. */
interface Buckets {
  readonly starts: Uint32Array;
  readonly positions: Uint32Array;
}

const bucketsOf = (looks: Looks, band: number): Buckets => {
  const count = looks.high.length;
  const starts = new Uint32Array(BUCKETS + 1);
  for (let at = 0; at < count; at++) {
    const next = bandOf(looks, at, band) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let i = 1; i <= BUCKETS; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const positions = new Uint32Array(count);
  const filled = starts.slice();
  for (let at = 0; at < count; at++) {
    const value = bandOf(looks, at, band);
    const to = filled[value] ?? 0;
    positions[to] = at;
    filled[value] = to + 1;
  }
  return { starts, positions };
};

const bandOf = ({ high, low }: Looks, at: number, band: number): number => {
  const word = (band < 2 ? high[at] : low[at]) ?? 0;
  return band % 2 === 0 ? word >>> BAND_BITS : word & (BUCKETS - 1);
};

/** Every value of a band with at most `bits` bits set. */
const masksOf = (bits: number): Uint16Array => {
  const masks: number[] = [];
  for (let mask = 0; mask < BUCKETS; mask++) if (countBits(mask) <= bits) masks.push(mask);
  return Uint16Array.from(masks);
};

/** Bits set in a word of 32. */
export const countBits = (word: number): number => {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
