import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AT_TOP,
  lastTop,
  placeOf,
  realHeightOf,
  REAL_MAX_PX,
  scrollTo,
  type ScrollSpan,
} from '../../../../src/core/layout/scroll-map.ts';

const SEED = 20261121;
const spans = fc.record({
  contentPx: fc.integer({ min: 0, max: 400_000_000 }),
  viewPx: fc.integer({ min: 200, max: 2_000 }),
});
const lastReal = (span: ScrollSpan): number => Math.max(0, realHeightOf(span) - span.viewPx);
const shares = fc.double({ min: 0, max: 1, noNaN: true });

describe('mapped scrolling', () => {
  it('leads no less far down where the bar stands farther down, and never beyond either end', () => {
    fc.assert(
      fc.property(spans, shares, shares, shares, (span, at, one, other) => {
        const from = placeOf(at * lastTop(span), span);
        const above = scrollTo(from, Math.min(one, other) * lastReal(span), span).contentPx;
        const below = scrollTo(from, Math.max(one, other) * lastReal(span), span).contentPx;
        expect(below).toBeGreaterThanOrEqual(above - 1e-6);
        expect(above).toBeGreaterThanOrEqual(0);
        expect(below).toBeLessThanOrEqual(lastTop(span));
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('leads no less far by a jump than by a wheel that just is none', () => {
    const steps = fc.integer({ min: -5_000, max: 5_000 });
    fc.assert(
      fc.property(spans, shares, steps, steps, (span, at, one, other) => {
        const from = placeOf(at * lastTop(span), span);
        const shown = (by: number): number =>
          scrollTo(from, Math.min(lastReal(span), Math.max(0, from.realPx + by)), span)
            .contentPx;
        expect(shown(Math.max(one, other))).toBeGreaterThanOrEqual(
          shown(Math.min(one, other)) - 1e-6,
        );
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('shows every pixel of the content, with the bar within what there is', () => {
    fc.assert(
      fc.property(spans, shares, (span, share) => {
        const wanted = share * lastTop(span);
        const { contentPx, realPx } = placeOf(wanted, span);
        expect(contentPx).toBe(wanted);
        expect(realPx).toBeGreaterThanOrEqual(0);
        expect(realPx).toBeLessThanOrEqual(lastReal(span));
      }),
      { seed: SEED },
    );
  });

  it('leaves the bar some way to go at its end while there is content left', () => {
    const span = { contentPx: 9 * REAL_MAX_PX, viewPx: 800 };
    const from = { contentPx: lastTop(span) - 50_000, realPx: lastReal(span) - 900 };
    const { contentPx, realPx } = scrollTo(from, lastReal(span), span);
    expect(contentPx).toBe(from.contentPx + 900);
    expect(lastReal(span) - realPx).toBeGreaterThanOrEqual(9_000);
  });

  it('reaches both ends by small steps alone, each as long as the wheel turned', () => {
    const span = { contentPx: 9 * REAL_MAX_PX, viewPx: 800 };
    for (const by of [-900, 900]) {
      const end = by < 0 ? 0 : lastTop(span);
      let place = placeOf(by < 0 ? 60_000 : lastTop(span) - 60_000, span);
      for (let step = 0; step < 100 && place.contentPx !== end; step++) {
        const before = place.contentPx;
        const real = Math.min(lastReal(span), Math.max(0, place.realPx + by));
        place = scrollTo(place, real, span);
        if (place.contentPx !== end) expect(place.contentPx - before).toBe(by);
        if (step % 7 === 0) place = placeOf(place.contentPx, span);
      }
      expect(place.contentPx).toBe(end);
    }
  });

  it('jumps in proportion where the bar is dragged, ends included', () => {
    const span = { contentPx: 40_000_000, viewPx: 800 };
    expect(scrollTo(AT_TOP, lastReal(span), span).contentPx).toBe(lastTop(span));
    expect(scrollTo(AT_TOP, lastReal(span) / 2, span).contentPx).toBe(lastTop(span) / 2);
  });

  it('is scrolling as ever below the limit', () => {
    fc.assert(
      fc.property(shares, shares, (from, to) => {
        const span = { contentPx: REAL_MAX_PX, viewPx: 800 };
        const realPx = to * lastTop(span);
        const place = scrollTo(placeOf(from * lastTop(span), span), realPx, span);
        expect(place).toEqual({ contentPx: realPx, realPx });
      }),
      { seed: SEED },
    );
  });
});
