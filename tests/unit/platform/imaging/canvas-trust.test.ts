import { describe, expect, it } from 'vitest';
import { readCanvas } from '../../../../src/platform/imaging/canvas-trust.ts';

/** What a browser makes of pixels on their way back to the page; `reading` counts from 0. */
type Perturb = (data: Uint8ClampedArray, reading: number) => Uint8ClampedArray;

/** Canvases that keep single pixels, and give them back as `perturb` has it. */
const canvases = (perturb: Perturb) => {
  let readings = 0;
  return (width: number, height: number): OffscreenCanvas => {
    const data = new Uint8ClampedArray(width * height * 4);
    const context = {
      fillStyle: '',
      fillRect: (x: number, y: number) => {
        const colour = context.fillStyle.match(/\d+/g)?.map(Number) ?? [];
        data.set([...colour, 255], (y * width + x) * 4);
      },
      getImageData: () => ({ data: perturb(data.slice(), readings++) }),
    };
    return { getContext: () => context } as unknown as OffscreenCanvas;
  };
};

/** One bit of one pixel changed, as browsers do that make devices alike. */
const withOneBit = (data: Uint8ClampedArray): Uint8ClampedArray =>
  data.with(402, (data[402] ?? 0) ^ 1);

describe('what canvases give back', () => {
  it('is exact where it is what was drawn, twice', () => {
    expect(readCanvas(canvases((data) => data))).toEqual({
      trust: 'exact',
      isScrambled: false,
    });
  });

  it('is noisy where one bit of one pixel is not', () => {
    expect(readCanvas(canvases(withOneBit))).toEqual({ trust: 'noisy', isScrambled: false });
  });

  it('is noisy where only the second reading differs', () => {
    const perturb: Perturb = (data, reading) => (reading === 1 ? withOneBit(data) : data);
    expect(readCanvas(canvases(perturb))).toEqual({ trust: 'noisy', isScrambled: false });
  });

  it('is scrambled where all is white, or nothing comes back', () => {
    const scrambled = { trust: 'noisy', isScrambled: true };
    expect(readCanvas(canvases((data) => data.fill(255)))).toEqual(scrambled);
    expect(readCanvas(canvases(() => new Uint8ClampedArray(0)))).toEqual(scrambled);
  });

  it('is unknown where nothing can be read', () => {
    const refuse = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    expect(readCanvas(canvases(refuse))).toEqual({ trust: 'unknown', isScrambled: false });
    const none = { getContext: () => null } as unknown as OffscreenCanvas;
    expect(readCanvas(() => none)).toEqual({ trust: 'unknown', isScrambled: false });
  });
});
