import type { Orientation, PixelSize } from '../../core/media/thumbnail-plan.ts';

/** Turns and mirrors a canvas of size `upright` as EXIF asks, so that the stored picture lands upright. */
export const turnUpright = (
  context: OffscreenCanvasRenderingContext2D,
  orientation: Orientation,
  { width, height }: PixelSize,
): void => {
  const matrices: Record<Orientation, [number, number, number, number, number, number]> = {
    1: [1, 0, 0, 1, 0, 0],
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, width, 0],
    7: [0, -1, -1, 0, width, height],
    8: [0, -1, 1, 0, 0, height],
  };
  context.setTransform(...matrices[orientation]);
};
