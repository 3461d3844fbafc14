import type { Pixels } from '../../core/media/perceptual-hash.ts';

/**
 * The mean absolute difference of two pictures, from 0 to 255, over all channels with alpha multiplied in: what
 * is transparent in both is equal. 255 where their sizes differ.
 */
export const meanDifference = (a: Pixels, b: Pixels): number => {
  if (a.width !== b.width || a.height !== b.height) return 255;
  let sum = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const [alphaA, alphaB] = [a.data[at + 3] ?? 0, b.data[at + 3] ?? 0];
    sum += Math.abs(alphaA - alphaB);
    for (let channel = at; channel < at + 3; channel++)
      sum += Math.abs((a.data[channel] ?? 0) * alphaA - (b.data[channel] ?? 0) * alphaB) / 255;
  }
  return sum / a.data.length;
};
