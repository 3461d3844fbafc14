import type { CanvasTrust } from '../../core/runtime/metrics.ts';
import type { CanvasOf } from './canvas-2d.ts';
import { contextOf } from './canvas-2d.ts';

const SIDE = 16;

/** From this mean difference on (of 255) a thumbnail would show nothing of its picture. */
const SCRAMBLED = 16;

/** What canvases give back of what was drawn on them. */
export interface CanvasReading {
  /**
   * 'noisy' where a pixel that was read is not the one that was drawn, as browsers do on purpose that keep pages
   * from telling devices apart; 'unknown' where nothing can be read at all.
   */
  readonly trust: CanvasTrust;
  /** Whether nothing of what was drawn is left (Firefox that resists fingerprinting). */
  readonly isScrambled: boolean;
}

/**
 * Draws known pixels on two canvases and reads each once. Colours differ from pixel to pixel, since some browsers
 * leave plain areas alone.
 */
export const readCanvas = (canvasOf: CanvasOf = newCanvas): CanvasReading => {
  try {
    const apart = Math.max(differenceOf(canvasOf), differenceOf(canvasOf));
    return { trust: apart === 0 ? 'exact' : 'noisy', isScrambled: apart > SCRAMBLED };
  } catch (error) {
    if (error instanceof Error) return { trust: 'unknown', isScrambled: false };
    throw error;
  }
};

let reading: CanvasReading | null = null;

/** The same, read once: it holds as long as this worker or page does. */
export const canvasHere = (): CanvasReading => (reading ??= readCanvas());

const newCanvas: CanvasOf = (width, height) => new OffscreenCanvas(width, height);

/** Opaque, and of whole numbers: no browser has reason to round them. */
const colourAt = (x: number, y: number): readonly [number, number, number] => [
  (x * 37 + y * 11) % 256,
  (x * 5 + y * 59) % 256,
  (x * 83 + y * 23) % 256,
];

/** The mean difference between what was drawn and what is read, of 255. */
const differenceOf = (canvasOf: CanvasOf): number => {
  const context = contextOf(canvasOf(SIDE, SIDE));
  const drawn = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const colour = colourAt(x, y);
      context.fillStyle = `rgb(${colour.join(' ')})`;
      context.fillRect(x, y, 1, 1);
      drawn.set([...colour, 255], (y * SIDE + x) * 4);
    }
  }
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  let sum = 0;
  for (const [at, level] of drawn.entries()) sum += Math.abs(level - (data[at] ?? 0));
  return sum / drawn.length;
};
