import { describe, expect, it } from 'vitest';
import type { Media } from '../../../../src/core/media/media.ts';
import { differingFacts, hasMore } from '../../../../src/ui/viewer/compared-facts.ts';
import {
  nextPlace,
  STRIP_ITEM_PX,
  stripReach,
  stripWindow,
} from '../../../../src/ui/viewer/strip-window.ts';

const media = (patch: Partial<Media> = {}): Media =>
  ({
    name: 'a.jpg',
    mime: 'image/jpeg',
    width: 4000,
    height: 3000,
    sizeBytes: 5e6,
    capturedAt: '2024-01-14T16:42:00.000Z',
    camera: 'Canon EOS 40D',
    ...patch,
  }) as Media;

describe('two pictures', () => {
  it('that are alike but for their names differ in nothing', () => {
    expect(differingFacts(media(), media({ name: 'b.jpg' }))).toEqual([]);
  });

  it('differ in what is not the same, in the order in which people ask', () => {
    const other = media({ camera: null, sizeBytes: 6e6, width: 3000, height: 4000 });
    expect(differingFacts(media(), other)).toEqual(['pixels', 'bytes', 'camera']);
  });

  it('differ in more pixels and more bytes, but a turned one has no more', () => {
    const large = media({ width: 8000, sizeBytes: 9e6 });
    expect([hasMore(large, media(), 'pixels'), hasMore(media(), large, 'pixels')]).toEqual([
      true,
      false,
    ]);
    expect(hasMore(large, media(), 'bytes')).toBe(true);
    const turned = media({ width: 3000, height: 4000 });
    expect(hasMore(turned, media(), 'pixels')).toBe(false);
  });
});

describe('the strip to choose from', () => {
  const all = { first: 0, end: 1000 };

  it('makes what is seen and a few beside it, within the listing', () => {
    expect(stripWindow(0, 3 * STRIP_ITEM_PX, all)).toEqual({ first: 0, end: 7 });
    expect(stripWindow(100 * STRIP_ITEM_PX, 2 * STRIP_ITEM_PX, all)).toEqual({
      first: 96,
      end: 106,
    });
    expect(stripWindow(998 * STRIP_ITEM_PX, 900, all).end).toBe(1000);
  });

  it('of a million stays within what browsers lay out', () => {
    const { first, end } = stripReach(500_000, 1_000_000);
    expect((end - first) * STRIP_ITEM_PX).toBeLessThan(16_000_000);
    expect(first).toBeLessThan(500_000);
    expect(end).toBeGreaterThan(500_000);
    expect(stripReach(3, 10)).toEqual({ first: 0, end: 10 });
  });

  it('passes over what is no photo, and stays where there is none further', () => {
    const isFor = (at: number): boolean => at % 3 === 0;
    expect(nextPlace(3, 1, all, isFor)).toBe(6);
    expect(nextPlace(4, -1, all, isFor)).toBe(3);
    expect(nextPlace(999, 1, all, isFor)).toBe(999);
    expect(nextPlace(0, -1, all, isFor)).toBe(0);
  });
});
