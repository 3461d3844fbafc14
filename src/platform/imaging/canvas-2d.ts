/** What this file uses of a canvas, so that a test may hand in one that lies. */
export type CanvasOf = (width: number, height: number) => OffscreenCanvas;

/** The 2D context of a canvas that is drawn and read by the processor, in sRGB. */
export const contextOf = (canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D => {
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (context === null) throw new Error('This browser gave no 2D canvas in a worker.');
  context.imageSmoothingQuality = 'high';
  return context;
};
