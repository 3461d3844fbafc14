import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growRows, hasRows, keepRows } from '../../../../src/core/layout/drawn-rows.ts';

const SEED = 20_261_121;
/** Rows of five items each. */
const FIRSTS = Int32Array.from({ length: 101 }, (_, row) => row * 5);

const range = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([a, b]) => ({ first: Math.min(a, b), end: Math.max(a, b) }));
/** What is seen lies within what is around it. */
const view = fc.tuple(range, fc.nat(20), fc.nat(20)).map(([seen, above, below]) => ({
  seen,
  around: { first: Math.max(0, seen.first - above), end: Math.min(100, seen.end + below) },
}));

describe('drawn rows', () => {
  it('Hold what is seen as far as a frame has time, and nothing beyond what is around it', () => {
    fc.assert(
      fc.property(
        range,
        view,
        fc.nat(40),
        fc.boolean(),
        (drawn, { seen, around }, mostItems, isDown) => {
          const kept = keepRows(drawn, seen, around, FIRSTS, { mostItems, isDown });
          const stood = (row: number): boolean => row >= drawn.first && row < drawn.end;
          const came = Array.from({ length: kept.end - kept.first }, (_, i) => kept.first + i);
          expect(came.filter((row) => !stood(row)).length).toBeLessThanOrEqual(
            Math.ceil(mostItems / 5),
          );
          expect(hasRows(around, kept)).toBe(true);
          expect(
            hasRows(keepRows(drawn, seen, around, FIRSTS, { mostItems: 500, isDown }), seen),
          ).toBe(true);
        },
      ),
      { seed: SEED },
    );
  });

  it('Grow by a few items a frame until all around is there', () => {
    fc.assert(
      fc.property(range, view, fc.boolean(), (drawn, { seen, around }, isDown) => {
        let rows = keepRows(drawn, seen, around, FIRSTS, { mostItems: 500, isDown });
        for (let frame = 0; !hasRows(rows, around); frame++) {
          const next = growRows(rows, around, FIRSTS, { mostItems: 12, isDown });
          const came = next.end - next.first - (rows.end - rows.first);
          expect(came).toBeGreaterThan(0);
          expect(came).toBeLessThanOrEqual(3);
          expect(hasRows(next, rows)).toBe(true);
          rows = next;
        }
        expect(rows).toEqual(around);
      }),
      { seed: SEED },
    );
  });

  it('A jump lets go of what was drawn elsewhere, a step keeps it', () => {
    const seen = { first: 50, end: 60 };
    const around = { first: 46, end: 70 };
    const after = (first: number, end: number, mostItems: number, isDown = true) =>
      keepRows({ first, end }, seen, around, FIRSTS, { mostItems, isDown });
    expect(after(0, 20, 50)).toEqual(seen);
    expect(after(0, 20, 20)).toEqual({ first: 56, end: 60 });
    expect(after(80, 90, 20, false)).toEqual({ first: 50, end: 54 });
    expect(after(40, 58, 50)).toEqual({ first: 46, end: 60 });
    expect(after(40, 58, 5)).toEqual({ first: 46, end: 59 });
  });

  it('Come first where reading goes to', () => {
    const [seen, around] = [
      { first: 50, end: 60 },
      { first: 46, end: 70 },
    ];
    const grow = (isDown: boolean) => growRows(seen, around, FIRSTS, { mostItems: 5, isDown });
    expect(grow(true)).toEqual({ first: 50, end: 61 });
    expect(grow(false)).toEqual({ first: 49, end: 60 });
  });
});
