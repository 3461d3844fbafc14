/** Numbers in [0, 1), the same ones for the same seed (mulberry32, Tommy Ettinger, public domain). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const KNOTS = 256;

/** A smooth line through random heights in [-1, 1]: value noise, one knot at each whole number. */
export const smoothNoise = (random: () => number): ((x: number) => number) => {
  const knots = Float64Array.from({ length: KNOTS }, () => random() * 2 - 1);
  const knot = (at: number): number => knots[((at % KNOTS) + KNOTS) % KNOTS] ?? 0;
  return (x) => {
    const from = Math.floor(x);
    const share = x - from;
    const eased = share * share * (3 - 2 * share);
    return knot(from) * (1 - eased) + knot(from + 1) * eased;
  };
};

/** Several smooth lines over each other, each twice as fine and half as high: the line of a ridge. */
export const roughNoise = (random: () => number, octaves: number): ((x: number) => number) => {
  const layers = Array.from({ length: octaves }, () => smoothNoise(random));
  return (x) =>
    layers.reduce((sum, layer, octave) => sum + layer(x * 2 ** octave) / 2 ** (octave + 1), 0);
};
