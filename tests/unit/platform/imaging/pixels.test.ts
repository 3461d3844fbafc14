import { describe, expect, it } from 'vitest';
import { meanDifference } from '../../../../src/platform/imaging/mean-difference.ts';
import { unpremultiply } from '../../../../src/platform/imaging/premultiplied.ts';

const pixels = (...data: readonly number[]) => ({
  width: data.length / 4,
  height: 1,
  data: Uint8ClampedArray.from(data),
});

describe('unpremultiply', () => {
  it('takes alpha out of the colours, and leaves what is opaque or clear', () => {
    const premultiplied = Uint8ClampedArray.from([100, 50, 0, 128, 1, 2, 3, 255, 0, 0, 0, 0]);
    const plain = unpremultiply(premultiplied);
    expect([...plain]).toEqual([199, 100, 0, 128, 1, 2, 3, 255, 0, 0, 0, 0]);
    expect(premultiplied[0]).toBe(100);
  });
});

describe('the mean difference', () => {
  it('is 0 of equal pictures, and 255 of white and clear', () => {
    expect(meanDifference(pixels(10, 20, 30, 255), pixels(10, 20, 30, 255))).toBe(0);
    expect(meanDifference(pixels(255, 255, 255, 255), pixels(0, 0, 0, 0))).toBe(255);
  });

  it('sees no colour in what is transparent', () => {
    expect(meanDifference(pixels(255, 0, 99, 0), pixels(0, 77, 0, 0))).toBe(0);
  });

  it('is the mean over channels', () => {
    expect(meanDifference(pixels(8, 0, 0, 255), pixels(0, 0, 4, 255))).toBe(3);
  });

  it('is 255 of pictures of different sizes', () => {
    expect(meanDifference(pixels(1, 1, 1, 255), pixels(1, 1, 1, 255, 1, 1, 1, 255))).toBe(255);
  });
});
