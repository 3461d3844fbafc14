import { describe, expect, it } from 'vitest';
import { hashPicture } from '../../../../src/core/media/perceptual-hash.ts';
import {
  expectKnownHash,
  expectKnownLook,
  KNOWN_HASH,
  knownPixels,
} from '../../../../src/platform/imaging/known-picture.ts';

const LOOK = { width: 75, height: 100 };

describe('the known picture', () => {
  it.each([
    [480, 640],
    [384, 512],
    [75, 100],
  ])('has at %i × %i pixels the hash that it is made of', (width, height) => {
    expect(hashPicture(knownPixels({ width, height }))).toBe(KNOWN_HASH);
  });

  it('stays within what a pixel can hold, or its waves would be cut', () => {
    const { data } = knownPixels({ width: 480, height: 640 });
    const cut = data.filter((value, at) => at % 4 !== 3 && (value === 0 || value === 255));
    expect(cut.length / data.length).toBeLessThan(0.01);
  });

  it('is known again, and not where it is upside down, mirrored, or red stands for blue', () => {
    const known = knownPixels(LOOK);
    expect(() => expectKnownLook(known)).not.toThrow();
    const moved = (from: (at: number, channel: number) => number) => {
      const data = known.data.map((_, i) => known.data[from(i >> 2, i & 3)] ?? 0);
      return () => expectKnownLook({ ...LOOK, data });
    };
    const pixels = LOOK.width * LOOK.height;
    const lie = /out \d+\.\d of 255/;
    expect(moved((at, channel) => (pixels - 1 - at) * 4 + channel)).toThrow(lie);
    expect(
      moved((at, channel) => {
        const x = at % LOOK.width;
        return (at - x + LOOK.width - 1 - x) * 4 + channel;
      }),
    ).toThrow(lie);
    const exchanged = (channel: number): number => (channel === 3 ? 3 : 2 - channel);
    expect(moved((at, channel) => at * 4 + exchanged(channel))).toThrow(lie);
  });

  it('is not known by another hash', () => {
    const painting = { thumbnails: [], thumbHash: null };
    expect(() => expectKnownHash({ ...painting, perceptualHash: KNOWN_HASH })).not.toThrow();
    expect(() =>
      expectKnownHash({ ...painting, perceptualHash: KNOWN_HASH.replace('9', '8') }),
    ).toThrow(/perceptual hash/);
    expect(() => expectKnownHash({ ...painting, perceptualHash: null })).toThrow('null');
  });
});
