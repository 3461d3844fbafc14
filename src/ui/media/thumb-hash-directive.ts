import { thumbHashToRGBA } from 'thumbhash';
import type { Directive } from 'vue';

/** Draws the ThumbHash (base64, `null` for none) that a canvas is bound to, scaled up by CSS. */
export const vThumbHash: Directive<HTMLCanvasElement, string | null> = {
  mounted: (canvas, { value }) => draw(canvas, value),
  updated: (canvas, { value, oldValue }) => {
    if (value !== oldValue) draw(canvas, value);
  },
};

const draw = (canvas: HTMLCanvasElement, base64: string | null): void => {
  const bytes = base64 === null ? null : decode(base64);
  // The header alone has five bytes; whatever is shorter cannot be drawn.
  if (bytes === null || bytes.length < 5) {
    canvas.width = canvas.height = 1;
    return;
  }
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  canvas.width = w;
  canvas.height = h;
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
};

const decode = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
};
