import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import {
  type Candidate,
  compareKeepers,
  mayBeAlike,
} from '../../../../src/core/duplicates/candidate.ts';
import {
  type DuplicateGroup,
  type GroupOptions,
  groupDuplicates,
} from '../../../../src/core/duplicates/group-duplicates.ts';
import { MAX_DISTANCE } from '../../../../src/core/duplicates/look-index.ts';

const SEED = 20_261_127;

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id: id as MediaId,
  kind: 'photo',
  perceptualHash: null,
  essence: null,
  durationSeconds: null,
  pixels: 100,
  sizeBytes: 100,
  details: 0,
  since: '2024-01-01T00:00:00.000Z',
  liking: 0,
  placedIn: [],
  ...more,
});

const group = (
  candidates: readonly Candidate[],
  options: Partial<GroupOptions> = {},
): readonly DuplicateGroup[] => {
  const run = groupDuplicates(candidates, {
    by: 'similar',
    distance: 6,
    areApart: () => false,
    ...options,
  });
  for (let step = run.next(); ; step = run.next()) if (step.done === true) return step.value;
};

const bitsBetween = (a: string, b: string): number =>
  (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;

/** The rule, pair by pair: the best one left takes in all that are like it. */
const groupByForce = (
  candidates: readonly Candidate[],
  { distance, areApart }: Pick<GroupOptions, 'distance' | 'areApart'>,
): readonly (readonly MediaId[])[] => {
  let left = candidates
    .filter(({ perceptualHash: hash }) => {
      const bits = hash === null ? 0 : bitsBetween(hash, '0');
      return bits >= 6 && bits <= 58;
    })
    .sort(compareKeepers);
  const groups: MediaId[][] = [];
  for (;;) {
    const [heart, ...others] = left;
    if (heart === undefined) return groups;
    const joined = others.filter(
      (other) =>
        bitsBetween(heart.perceptualHash ?? '', other.perceptualHash ?? '') <= distance &&
        mayBeAlike(heart, other) &&
        !areApart(heart.id, other.id),
    );
    if (joined.length > 0) groups.push([heart, ...joined].map(({ id }) => id));
    left = others.filter((other) => !joined.includes(other));
  }
};

/** Hashes in clouds: a few centres, and bits flipped. */
const hash = fc
  .tuple(
    fc.constantFrom(0x0f1e2d3c4b5a6978n, 0xa5a5a5a55a5a5a5an, 0x0n, 0xffffffffffffffffn),
    fc.array(fc.nat(63), { maxLength: 10 }),
  )
  .map(([centre, flips]) =>
    flips
      .reduce<bigint>((bits, at) => bits ^ (1n << BigInt(at)), centre)
      .toString(16)
      .padStart(16, '0'),
  );
const candidates = fc.uniqueArray(
  fc.record({
    id: fc.nat(999).map((n) => `id${n}` as MediaId),
    kind: fc.constantFrom('photo' as const, 'video' as const),
    perceptualHash: fc.option(hash, { freq: 6 }),
    essence: fc.option(fc.constantFrom('e1', 'e2', 'e3')),
    durationSeconds: fc.constantFrom(null, 10, 10.5, 60),
    pixels: fc.nat(3),
    sizeBytes: fc.nat(3),
    details: fc.nat(2),
    since: fc.constantFrom('2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'),
    liking: fc.nat(1),
    placedIn: fc.constant([]),
  }),
  { maxLength: 40, selector: ({ id }) => id },
);

describe('groups by looks', () => {
  it('are those that comparing all pairs gives, at every distance', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: MAX_DISTANCE }), (list, distance) => {
        const areApart = (a: MediaId, b: MediaId): boolean => (a + b).length % 5 === 0;
        const groups = group(list, { distance, areApart }).map(({ ids }) => [...ids].sort());
        const forced = groupByForce(list, { distance, areApart }).map((ids) => [...ids].sort());
        expect([...groups].sort()).toEqual([...forced].sort());
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('name the one to keep first, the widest distance to it, and what the others take', () => {
    const list = [
      candidate('small', { perceptualHash: '0f1e2d3c4b5a6979', pixels: 50, sizeBytes: 7 }),
      candidate('large', { perceptualHash: '0f1e2d3c4b5a6978', pixels: 100 }),
      candidate('far', { perceptualHash: '0f1e2d3c4b5a697b', pixels: 50, sizeBytes: 5 }),
    ];
    expect(group(list)).toEqual([
      {
        ids: ['large', 'small', 'far'],
        keep: 'large',
        kind: 'similar',
        distance: 2,
        freesBytes: 12,
      },
    ]);
  });

  it('do not chain: what is unlike the one to keep stays out', () => {
    const list = ['0f1e2d3c4b5a6978', '0f1e2d3c4b5a6967', '0f1e2d3c4b5a5767'].map((h, i) =>
      candidate(`c${i}`, { perceptualHash: h, pixels: 10 - i }),
    );
    expect(group(list, { distance: 5 }).map(({ ids }) => ids)).toEqual([['c0', 'c1']]);
  });

  it('leave out hashes that say too little, and pictures without one', () => {
    const flat = ['0000000000000000', '000000000000001f', 'ffffffffffffffff'];
    const list = [...flat, ...flat].map((h, i) => candidate(`c${i}`, { perceptualHash: h }));
    expect(group([...list, candidate('x'), candidate('y')])).toEqual([]);
  });

  it('leave films of other lengths, and films beside pictures, apart', () => {
    const look = { perceptualHash: '0f1e2d3c4b5a6978' };
    const film = { ...look, kind: 'video' as const };
    const list = [
      candidate('a', { ...film, durationSeconds: 60 }),
      candidate('b', { ...film, durationSeconds: 61.1 }),
      candidate('c', { ...film, durationSeconds: 70 }),
      candidate('d', look),
    ];
    expect(group(list).map(({ ids }) => ids)).toEqual([['a', 'b']]);
  });

  it('leave short films apart that differ by more than a second', () => {
    const film = { perceptualHash: '0f1e2d3c4b5a6978', kind: 'video' as const };
    const list = [10, 11, 12.1].map((durationSeconds, i) =>
      candidate(`c${i}`, { ...film, durationSeconds }),
    );
    expect(group(list).map(({ ids }) => ids)).toEqual([['c0', 'c1']]);
  });

  it('come in the order of what they free', () => {
    const pair = (name: string, perceptualHash: string, sizeBytes: number) =>
      ['1', '2'].map((n) => candidate(name + n, { perceptualHash, sizeBytes }));
    const list = [
      ...pair('small', '0f1e2d3c4b5a6978', 5),
      ...pair('large', 'f0e1d2c3b4a59687', 900),
      ...pair('middle', '00ff00ff00ff00ff', 50),
    ];
    expect(group(list).map(({ freesBytes }) => freesBytes)).toEqual([900, 50, 5]);
  });

  it('are called by essence where all share it', () => {
    const same = { perceptualHash: '0f1e2d3c4b5a6978', essence: 'e' };
    expect(group([candidate('a', same), candidate('b', same)])[0]?.kind).toBe('essence');
  });
});

describe('groups by essence', () => {
  it('are exactly those of one essence, whatever they look like', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const groups = group(list, { by: 'essence' });
        for (const essence of ['e1', 'e2', 'e3']) {
          const bearers = list.filter((one) => one.essence === essence).map(({ id }) => id);
          const found = groups.find(({ ids }) => bearers.includes(ids[0] as MediaId));
          expect([...(found?.ids ?? [])].sort()).toEqual(
            bearers.length > 1 ? [...bearers].sort() : [],
          );
        }
      }),
      { seed: SEED },
    );
  });

  it('leave apart what a person told apart', () => {
    const list = ['a', 'b', 'c'].map((id) => candidate(id, { essence: 'e' }));
    const areApart = (x: MediaId, y: MediaId): boolean => [x, y].sort().join('') === 'ab';
    expect(group(list, { by: 'essence', areApart }).map(({ ids }) => ids)).toEqual([
      ['a', 'c'],
    ]);
  });

  it.each(['essence', 'similar'] as const)(
    'leave apart by %s what a person told apart, though a better one is like both',
    (by) => {
      const list = ['a', 'b', 'c', 'd'].map((id) =>
        candidate(id, { essence: 'e', perceptualHash: '0f0f0f0f0f0f0f0f' }),
      );
      const areApart = (x: MediaId, y: MediaId): boolean => [x, y].sort().join('') === 'bc';
      expect(group(list, { by, areApart }).map(({ ids }) => ids)).toEqual([['a', 'b', 'd']]);
    },
  );
});

describe('the one to keep', () => {
  it.each<[string, Partial<Candidate>, Partial<Candidate>]>([
    ['more pixels', { pixels: 2, sizeBytes: 1 }, { pixels: 1, sizeBytes: 2 }],
    ['more bytes', { sizeBytes: 2, details: 0 }, { sizeBytes: 1, details: 9 }],
    ['more said of it', { details: 2, since: '2025' }, { details: 1, since: '2024' }],
    ['the older', { since: '2024', liking: 0 }, { since: '2025', liking: 9 }],
    ['the favourite', { liking: 10 }, { liking: 5 }],
  ])('is the one with %s', (_, better, worse) => {
    expect(compareKeepers(candidate('z', better), candidate('a', worse))).toBeLessThan(0);
  });
});

it('Each look-up is a slice of its own, so that a drive that groups many answers others in between', () => {
  const many = Array.from({ length: 500 }, (_, i) =>
    candidate(`id-${i}`, { perceptualHash: (i * 0x9e3779b1).toString(16).padStart(16, '5') }),
  );
  const run = groupDuplicates(many, { by: 'similar', distance: 6, areApart: () => false });
  let slices = 1;
  while (run.next().done !== true) slices += 1;
  expect(slices).toBeGreaterThan(many.length);
});
