import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShapes, packId, type RowShapes } from '../../../src/core/media/row-shapes.ts';
import {
  addRange,
  countOf,
  hasAll,
  hasIndex,
  indexesOf,
  rangesOf,
  removeRange,
} from '../../../src/ui/library/index-ranges.ts';
import {
  carryOver,
  EMPTY_SELECTION,
  extendTo,
  toggleItem,
  togglePart,
  widen,
  type Selection,
} from '../../../src/ui/library/selection.ts';

const SEED = 20261121;
const placesOf = ({ ranges }: Selection): readonly number[] => [...indexesOf(ranges)];
const shapesOf = (numbers: readonly number[]): RowShapes => {
  const shapes = createShapes(numbers.length);
  numbers.forEach((number, index) =>
    packId(String(number).padStart(22, 'x'), shapes.ids, index),
  );
  return shapes;
};

describe('ranges of indexes', () => {
  it('are what a set of numbers is after the same changes', () => {
    const changes = fc.array(
      fc.record({
        isIn: fc.boolean(),
        first: fc.nat({ max: 30 }),
        length: fc.nat({ max: 12 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(changes, fc.nat({ max: 40 }), fc.nat({ max: 10 }), (list, at, length) => {
        const naive = new Set<number>();
        let ranges: readonly number[] = [];
        for (const change of list) {
          const end = change.first + change.length;
          ranges = (change.isIn ? addRange : removeRange)(ranges, change.first, end);
          for (let index = change.first; index < end; index++) {
            if (change.isIn) naive.add(index);
            else naive.delete(index);
          }
        }
        const sorted = [...naive].sort((a, b) => a - b);
        expect([...indexesOf(ranges)]).toEqual(sorted);
        expect(ranges).toEqual(rangesOf(sorted));
        expect(countOf(ranges)).toBe(naive.size);
        expect(hasIndex(ranges, at)).toBe(naive.has(at));
        const part = Array.from({ length }, (_, i) => at + i);
        expect(hasAll(ranges, at, at + length)).toBe(
          length > 0 && part.every((index) => naive.has(index)),
        );
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});

describe('selection', () => {
  it('extends from the anchor in both directions, and the anchor stays', () => {
    const down = extendTo(toggleItem(EMPTY_SELECTION, 2), 4);
    expect(placesOf(down)).toEqual([2, 3, 4]);
    expect(placesOf(extendTo(down, 0))).toEqual([0, 1, 2, 3, 4]);
    const first = extendTo(EMPTY_SELECTION, 5);
    expect(placesOf(extendTo(first, 3))).toEqual([3, 4, 5]);
    expect([down.anchor, extendTo(down, 0).anchor, first.anchor]).toEqual([2, 2, 5]);
  });

  it('lets a part go where all of it is selected, and takes it whole otherwise', () => {
    const taken = togglePart(toggleItem(EMPTY_SELECTION, 0), 0, 2);
    expect(placesOf(taken)).toEqual([0, 1]);
    expect(placesOf(togglePart(taken, 0, 2))).toEqual([]);
  });

  it('widens to the section first, then to everything, which costs one range', () => {
    const once = widen(EMPTY_SELECTION, 1, 3, 100_000);
    expect(placesOf(once)).toEqual([1, 2]);
    expect(widen(once, 1, 3, 100_000).ranges).toEqual([0, 100_000]);
  });

  it('stays with its items when a listing changes, and forgets what is gone', () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(numbers, numbers, fc.array(fc.nat({ max: 39 })), (before, after, picks) => {
        let selection = EMPTY_SELECTION;
        for (const pick of picks)
          if (pick < before.length) selection = toggleItem(selection, pick);
        const wanted = placesOf(selection).map((index) => before[index]);
        const next = carryOver(selection, shapesOf(before), shapesOf(after));
        expect(placesOf(next).map((index) => after[index])).toEqual(
          after.filter((number) => wanted.includes(number)),
        );
        const anchor = selection.anchor === null ? -1 : (before[selection.anchor] ?? -1);
        expect(next.anchor ?? -1).toBe(after.indexOf(anchor));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
