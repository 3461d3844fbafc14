/** The half-precision bits of every NaN that is written. */
export const CANONICAL_NAN_HALF = 0x7e00;
const NEGATIVE_ZERO_HALF = 0x8000;

/** The half-precision bits of `value`, `null` where it has no such form. */
export const numberToHalf = (value: number): number | null => {
  if (Number.isNaN(value)) return CANONICAL_NAN_HALF;
  if (value === 0) return Object.is(value, -0) ? NEGATIVE_ZERO_HALF : 0;
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size === Infinity) return sign | 0x7c00;
  if (size > 65_504) return null;
  // Below 2^-14 the exponent stays and the step is 2^-24; from there on each power of two has 1,024 steps.
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  const steps = size / 2 ** (exponent - 10);
  if (!Number.isInteger(steps) || steps > 0x7ff) return null;
  return sign | (steps < 0x400 ? steps : ((exponent + 15) << 10) | (steps - 0x400));
};

/** The number that half-precision bits stand for. */
export const halfToNumber = (half: number): number => {
  const exponent = (half >> 10) & 31;
  const fraction = half & 0x3ff;
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (0x400 + fraction) * 2 ** (exponent - 25);
};
