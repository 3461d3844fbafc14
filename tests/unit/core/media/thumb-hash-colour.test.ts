import { rgbaToThumbHash, thumbHashToAverageRGBA } from 'thumbhash';
import { describe, expect, it } from 'vitest';
import {
  colourToCss,
  NO_COLOUR,
  thumbHashColour,
} from '../../../../src/core/media/thumb-hash-colour.ts';

/** A picture of 4 × 4 pixels, each of `colour` and a little more. */
const hashOf = (colour: readonly [number, number, number], alpha = 255): Uint8Array => {
  const pixels = Array.from({ length: 16 }, (_, at) => [
    ...colour.map((part) => Math.min(255, part + at)),
    alpha,
  ]);
  return rgbaToThumbHash(4, 4, pixels.flat());
};
const toBase64 = (hash: Uint8Array): string => btoa(String.fromCharCode(...hash));

describe('the colour of a ThumbHash', () => {
  it('is what the reference reads from it', () => {
    const parts = [0, 60, 128, 200, 255];
    for (const red of parts)
      for (const green of parts)
        for (const blue of parts) {
          const hash = hashOf([red, green, blue]);
          const { r, g, b } = thumbHashToAverageRGBA(hash);
          const css = [r, g, b].map((part) =>
            Math.round(part * 255)
              .toString(16)
              .padStart(2, '0'),
          );
          expect(colourToCss(thumbHashColour(toBase64(hash)))).toBe(`#${css.join('')}`);
        }
  });

  it('is not none where it is black', () => {
    // No light, and what takes red, green and blue away from none: 0x000000.
    const black = toBase64(Uint8Array.of(0, 0x08, 0x02, 0, 0, 0, 0, 0));
    expect(thumbHashColour(black)).not.toBe(NO_COLOUR);
    expect(colourToCss(NO_COLOUR)).toBeNull();
  });

  it('is none where there is no hash, or a short one', () => {
    expect([null, '', 'AAA'].map(thumbHashColour)).toEqual([0, 0, 0]);
  });

  it('is that of what can be seen in a picture that one sees through', () => {
    const { r } = thumbHashToAverageRGBA(hashOf([200, 0, 0], 100));
    const css = colourToCss(thumbHashColour(toBase64(hashOf([200, 0, 0], 100))));
    expect(css?.slice(1, 3)).toBe(Math.round(r * 255).toString(16));
  });
});
