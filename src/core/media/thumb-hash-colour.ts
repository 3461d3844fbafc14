/** The colour where there is no ThumbHash. */
export const NO_COLOUR = 0;
/** Tells black from no colour at all. */
const IS_KNOWN = 0x1000000;

/**
 * The mean colour of a picture as `0x1RRGGBB`, read from the first three bytes of its ThumbHash in base64,
 * without drawing it (evanw.github.io/thumbhash, `thumbHashToAverageRGBA`), as if nothing of it could be seen
 * through; `NO_COLOUR` where there is none.
 */
export const thumbHashColour = (base64: string | null): number => {
  if (base64 === null || base64.length < 6) return NO_COLOUR;
  let bits = 0;
  for (let at = 0; at < 4; at++) bits = (bits << 6) | (VALUES[base64.charCodeAt(at)] ?? 0);
  const header = ((bits & 0xff) << 16) | (bits & 0xff00) | (bits >>> 16);
  const light = (header & 63) / 63;
  const yellowBlue = ((header >>> 6) & 63) / 31.5 - 1;
  const redGreen = ((header >>> 12) & 63) / 31.5 - 1;
  const blue = light - (2 / 3) * yellowBlue;
  const red = (3 * light - blue + redGreen) / 2;
  const green = red - redGreen;
  return IS_KNOWN | (toByte(red) << 16) | (toByte(green) << 8) | toByte(blue);
};

/** The colour in CSS, `null` for `NO_COLOUR`. */
export const colourToCss = (colour: number): string | null =>
  colour === NO_COLOUR ? null : `#${(colour & 0xffffff).toString(16).padStart(6, '0')}`;

const toByte = (part: number): number => Math.round(255 * Math.max(0, Math.min(1, part)));

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value;
