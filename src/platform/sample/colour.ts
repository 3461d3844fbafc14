/** Red, green and blue, each 0 to 255. */
export type Colour = readonly [number, number, number];

/** A colour as `#rrggbb` writes it. */
export const hex = (text: string): Colour => {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

/** The colour `share` of the way from one to the other. */
export const mix = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** The colour at `share` (0 to 1) of a row of colours that stand evenly. */
export const along = (colours: readonly Colour[], share: number): Colour => {
  const place = Math.min(1, Math.max(0, share)) * (colours.length - 1);
  const index = Math.min(colours.length - 2, Math.floor(place));
  const from = colours[Math.max(0, index)] ?? [0, 0, 0];
  return mix(from, colours[index + 1] ?? from, place - index);
};

/** As a canvas reads it; `alpha` from 0 to 1. */
export const css = ([red, green, blue]: Colour, alpha = 1): string =>
  `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha})`;
