import { describe, expect, it } from 'vitest';
import { type Pixels, hashPicture } from '../../../../src/core/media/perceptual-hash.ts';

type Shade = (x: number, y: number) => number;

/** A grey picture; `shade` gets places from 0 to 1. */
const draw = (width: number, height: number, shade: Shade, alpha = 255): Pixels => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = shade((x + 0.5) / width, (y + 0.5) / height);
      data.set([value, value, value, alpha], (y * width + x) * 4);
    }
  }
  return { width, height, data };
};
const hills: Shade = (x, y) =>
  128 + 50 * Math.sin(9 * x + 3 * y) + 40 * Math.cos(14 * x * y + 5 * y * y + x);
const waves: Shade = (x, y) =>
  120 + 60 * Math.sin(17 * (x - 0.3) * (y + 0.4)) + 30 * Math.cos(21 * y + 4 * x);

const bitsBetween = (a: string | null, b: string | null): number =>
  a === null || b === null
    ? NaN
    : (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length;

describe('the perceptual hash', () => {
  const hash = hashPicture(draw(100, 75, hills));

  it('is 16 hex digits, the same for the same pixels', () => {
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(hashPicture(draw(100, 75, hills))).toBe(hash);
  });

  it.each<[string, Pixels]>([
    ['half as large', draw(50, 38, hills)],
    ['of another shape', draw(100, 100, hills)],
    ['brighter', draw(100, 75, (x, y) => hills(x, y) * 1.1)],
    ['of coarser shades', draw(100, 75, (x, y) => Math.round(hills(x, y) / 8) * 8)],
    ['of one pixel less', draw(99, 74, hills)],
  ])('stays within a few bits for the picture %s', (_, picture) => {
    expect(bitsBetween(hash, hashPicture(picture))).toBeLessThanOrEqual(6);
  });

  it('is far away for another picture', () => {
    expect(bitsBetween(hash, hashPicture(draw(100, 75, waves)))).toBeGreaterThan(12);
  });

  it.each<[string, Pixels]>([
    ['flat', draw(64, 64, () => 200)],
    ['a slope', draw(64, 64, (x) => 255 * x)],
    [
      'noise of the encoder on flat ground',
      draw(64, 64, (x, y) => 128 + ((x * 64 + y * 640) % 2)),
    ],
    ['transparent', draw(64, 64, hills, 0)],
    ['one pixel', draw(1, 1, () => 9)],
  ])('is none for a picture that says too little: %s', (_, picture) => {
    expect(hashPicture(picture)).toBeNull();
  });
});
