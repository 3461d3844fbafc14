import { thumbHashToRGBA } from 'thumbhash';
import type { Directive } from 'vue';

/**
 * Canvases that nothing is drawn on now. A canvas costs its making 0.2 ms and its end as much, all at once when
 * garbage is collected: those of a screen that is left are drawn on again by the next one.
 */
const spare: HTMLCanvasElement[] = [];
const MOST_SPARE = 300;

/** Draws the ThumbHash (base64, `null` for none) that an element is bound to, over all of it, as its `object-fit` says. */
export const vThumbHash: Directive<HTMLElement, string | null> = {
  mounted: (host, { value }) => {
    const canvas = spare.pop() ?? makeCanvas();
    draw(canvas, value);
    host.append(canvas);
  },
  updated: (host, { value, oldValue }) => {
    if (value !== oldValue) draw(canvasOf(host), value);
  },
  unmounted: (host) => {
    const canvas = canvasOf(host);
    canvas.remove();
    if (spare.length < MOST_SPARE) spare.push(canvas);
  },
};

const makeCanvas = (): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.className = 'thumb-hash';
  return canvas;
};

const canvasOf = (host: HTMLElement): HTMLCanvasElement =>
  host.firstElementChild as HTMLCanvasElement;

const draw = (canvas: HTMLCanvasElement, base64: string | null): void => {
  const bytes = base64 === null ? null : decode(base64);
  // The header alone has five bytes; whatever is shorter cannot be drawn.
  if (bytes === null || bytes.length < 5) {
    canvas.width = canvas.height = 1;
    return;
  }
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
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
