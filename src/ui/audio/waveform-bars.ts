/** How the loudness of a sound is drawn. */
export const BAR_WIDTH_PX = 2;
export const BAR_STEP_PX = 3;

/**
 * Heights from 0 to 1 for as many bars as there is room for: each the loudest of its stretch, the loudest
 * of all 1. Silence stays flat.
 */
export const barsOf = (peaks: Float32Array, widthPx: number): readonly number[] => {
  const count = Math.max(0, Math.floor((widthPx + BAR_STEP_PX - BAR_WIDTH_PX) / BAR_STEP_PX));
  const top = loudest(peaks, 0, peaks.length);
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at / count) * peaks.length);
    const end = Math.max(from + 1, Math.floor(((at + 1) / count) * peaks.length));
    return top > 0 ? loudest(peaks, from, end) / top : 0;
  });
};

const loudest = (peaks: Float32Array, from: number, end: number): number => {
  let most = 0;
  for (const peak of peaks.subarray(from, end)) if (peak > most) most = peak;
  return most;
};
