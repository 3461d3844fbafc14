/** RGBA with alpha taken out of the colours again, as a canvas wants it; what is opaque stays as it is. */
export const unpremultiply = (
  premultiplied: Uint8ClampedArray<ArrayBuffer>,
): Uint8ClampedArray<ArrayBuffer> => {
  const plain = premultiplied.slice();
  for (let at = 0; at < plain.length; at += 4) {
    const alpha = plain[at + 3] ?? 0;
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++)
      plain[channel] = Math.round(((plain[channel] ?? 0) * 255) / alpha);
  }
  return plain;
};
