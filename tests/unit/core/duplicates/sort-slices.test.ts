import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortInSlices } from '../../../../src/core/duplicates/sort-slices.ts';

const SEED = 20_261_121;

const drain = <T>(
  run: Generator<undefined, T>,
): { readonly value: T; readonly slices: number } => {
  for (let slices = 1; ; slices++) {
    const step = run.next();
    if (step.done === true) return { value: step.value, slices };
  }
};

it('Sorts as an array does, equals in their order, whatever the length', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 3_000, size: 'max' }), (numbers) => {
      const items = numbers.map((key, at) => ({ key, at }));
      const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
      expect(drain(sortInSlices(items, compare)).value).toEqual([...items].sort(compare));
    }),
    { seed: SEED, numRuns: 60 },
  );
});

it('Compares a few hundred times in a slice, however much there is', () => {
  let compared = 0;
  const items = Array.from({ length: 20_000 }, (_, i) => (i * 7_919) % 20_011);
  const run = sortInSlices(items, (a, b) => {
    compared += 1;
    return a - b;
  });
  let most = 0;
  for (let isDone = false; !isDone;) {
    compared = 0;
    isDone = run.next().done === true;
    most = Math.max(most, compared);
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(3_000);
});
