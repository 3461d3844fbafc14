import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasSeen,
  insertHead,
  isDominated,
  isEquivocation,
  joinVectors,
} from '../../../../src/core/spaces/heads.ts';
import { createHlc } from '../../../../src/core/spaces/hlc.ts';
import {
  CONFLICT_STRATEGIES,
  latestFields,
  viewOf,
} from '../../../../src/core/spaces/strategies.ts';
import { histories, insertAll } from './history-kit.ts';
import { headsToText, testAuthor, testVersion } from './space-kit.ts';

const SEED = 20261121;

describe('heads', () => {
  it('V1 are the versions that no other has seen', () => {
    const first = testVersion({ author: testAuthor(0), counter: 1 });
    const second = testVersion({ author: testAuthor(1), vector: { [testAuthor(0)]: 1 } });
    const beside = testVersion({ author: testAuthor(2), counter: 4 });
    expect(isDominated(first, second)).toBe(true);
    expect(isDominated(second, first)).toBe(false);
    expect(insertHead([first], second)).toEqual({ heads: [second], outcome: 'accepted' });
    expect(insertHead([second], first)).toEqual({ heads: [second], outcome: 'superseded' });
    expect(insertHead([second], second)).toEqual({ heads: [second], outcome: 'known' });
    expect(insertHead([second], beside).heads).toHaveLength(2);
  });

  it('V1 take an author’s later version for one that has seen the earlier one', () => {
    const first = testVersion({ counter: 1 });
    const second = testVersion({ counter: 2 });
    expect(insertHead([first], second).heads).toEqual([second]);
    expect(insertHead([second], first).outcome).toBe('superseded');
  });

  it('V2 keep both of two versions that bear one number of one author', () => {
    const one = testVersion({ body: { name: 'one' } });
    const other = testVersion({ body: { name: 'other' }, hlc: createHlc(2, 0) });
    expect(isEquivocation(one, other)).toBe(true);
    expect(isEquivocation(one, one)).toBe(false);
    const heads = insertAll([], [one, other]);
    expect(heads).toHaveLength(2);
    expect(headsToText(insertAll([], [other, one, other]))).toEqual(headsToText(heads));
  });

  it('V3 join to a vector that has seen them and all that they had seen', () => {
    const [a, b, c] = [testAuthor(0), testAuthor(1), testAuthor(2)];
    const one = testVersion({ author: a, counter: 3, vector: { [b]: 2, [a]: 1 } });
    const other = testVersion({ author: c, counter: 5, vector: { [b]: 4 } });
    expect(joinVectors([one, other])).toEqual({ [a]: 3, [b]: 4, [c]: 5 });
    expect(joinVectors([])).toEqual({});
  });

  it('V4 are the same bytes, and the same to see, after any order and repetition', () => {
    const shuffled = histories(true).chain((history) =>
      fc
        .tuple(shuffle(history.versions), shuffle([...history.versions, ...history.versions]))
        .map((orders) => ({ history, orders })),
    );
    fc.assert(
      fc.property(shuffled, ({ history, orders: [once, twice] }) => {
        const heads = insertAll([], history.versions);
        for (const order of [once, twice]) {
          const others = insertAll([], order);
          expect(headsToText(others)).toEqual(headsToText(heads));
          for (const strategy of CONFLICT_STRATEGIES) {
            expect(viewOf(others.toReversed(), strategy)).toEqual(viewOf(heads, strategy));
          }
          const view = viewOf(heads, 'last_write_wins');
          const fields = view?.tombstone === null ? view.fields : null;
          expect(latestFields(others.toReversed())).toEqual(fields);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('V4 are the same on devices that heard only heads of each other', () => {
    fc.assert(
      fc.property(histories(true), ({ versions, headsByDevice }) => {
        const met = headsByDevice.reduce(insertAll, []);
        expect(headsToText(met)).toEqual(headsToText(insertAll([], versions)));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('V5 lose nothing: whatever is no head was seen by one', () => {
    fc.assert(
      fc.property(histories(true), ({ versions }) => {
        const heads = insertAll([], versions);
        for (const { author, counter } of versions) {
          expect(heads.some((head) => hasSeen(head, author, counter))).toBe(true);
        }
        for (const head of heads) {
          const others = versions.filter((version) => version !== head);
          expect(others.some((other) => isDominated(head, other))).toBe(false);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

const shuffle = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });
