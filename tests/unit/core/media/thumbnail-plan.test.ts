import { describe, expect, it } from 'vitest';
import {
  fitInside,
  isPreviewEnough,
  jpegDecodeSize,
  planThumbnails,
} from '../../../../src/core/media/thumbnail-plan.ts';

describe('a thumbnail plan', () => {
  it('names every size, the largest first, by the longer side', () => {
    expect(planThumbnails({ width: 4000, height: 3000 })).toEqual([
      { size: 512, width: 512, height: 384 },
      { size: 256, width: 256, height: 192 },
      { size: 128, width: 128, height: 96 },
    ]);
  });

  it('never enlarges, and never shrinks a side below one pixel', () => {
    expect(fitInside({ width: 300, height: 200 }, 512)).toEqual({ width: 300, height: 200 });
    expect(fitInside({ width: 10_000, height: 3 }, 128)).toEqual({ width: 128, height: 1 });
  });
});

describe('the size asked of a JPEG decoder', () => {
  it.each([
    [
      { width: 3000, height: 2000 },
      { width: 750, height: 500 },
    ],
    [
      { width: 4000, height: 3000 },
      { width: 1000, height: 750 },
    ],
    [
      { width: 6000, height: 4000 },
      { width: 750, height: 500 },
    ],
    [
      { width: 4001, height: 2999 },
      { width: 1001, height: 750 },
    ],
  ])('of %o is the smallest eighth that reaches 512', (stored, expected) => {
    expect(jpegDecodeSize(stored, 512)).toEqual(expected);
  });

  it('is full size where seven eighths would not reach', () => {
    expect(jpegDecodeSize({ width: 560, height: 400 }, 512)).toBeNull();
  });
});

describe('an embedded preview', () => {
  const picture = { width: 6000, height: 4000 };
  it('is enough from 512 pixels on, with the aspect of the picture', () => {
    expect(isPreviewEnough({ width: 512, height: 341 }, picture)).toBe(true);
    expect(isPreviewEnough({ width: 511, height: 341 }, picture)).toBe(false);
    expect(isPreviewEnough({ width: 640, height: 480 }, picture)).toBe(false);
  });
});
