import type { Random } from '../../core/base/clock.ts';

/** Randomness that its seed decides: the same seed gives the same draws, in every run and runtime. */
export interface SeededRandom extends Random {
  /** A number in `[0, 1)`. */
  next(): number;
  /** An integer in `[0, limit)`; 0 where `limit` is below 1. */
  below(limit: number): number;
  /** Whether a thing of probability `chance` happens this time. */
  happens(chance: number): boolean;
  /** A generator of its own, decided by this one's seed and `name` alone. */
  fork(name: string): SeededRandom;
}

/** A seeded generator (mulberry32: good enough for simulations, never for keys); `seed` is taken modulo 2³². */
export const createSeededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = (): number => draw() / 0x1_0000_0000;
  return {
    next,
    below: (limit) => Math.max(0, Math.floor(next() * limit)),
    happens: (chance) => next() < chance,
    bytes: (length) => Uint8Array.from({ length }, () => draw() & 255),
    fork: (name) => createSeededRandom(hashSeed(seed, name)),
  };
};

/** FNV-1a of `name`, begun with `seed`. */
const hashSeed = (seed: number, name: string): number => {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
};
