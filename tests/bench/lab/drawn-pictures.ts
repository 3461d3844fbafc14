import { rgbaToThumbHash } from 'thumbhash';
import { THUMBNAIL_SIZES, type Thumbnail } from '../../../src/core/media/media-lab.ts';
import { fitInside, type PixelSize } from '../../../src/core/media/thumbnail-plan.ts';
import { drawPicture } from '../../../src/platform/sample/draw-picture.ts';
import { PICTURES } from '../../../src/platform/sample/sample-plan.ts';
import { seededRandom } from '../../../src/platform/sample/seeded-random.ts';

/** What an import would have found in a picture. */
export interface DrawnPicture extends PixelSize {
  readonly thumbnails: readonly Thumbnail[];
  readonly thumbHash: string;
}

/** Drawings of each of the sample's pictures. */
const SEEDS = 4;
/** Coarse, so that 100,000 items take 0.9 GB: 256 pixels come to some 3 KB, which decode as others do. */
const QUALITY = { 128: 0.6, 256: 0.4, 512: 0.2 } as const;
const THUMB_HASH_SIDE = 100;

/** A few dozen pictures with thumbnails that a browser can decode: landscapes, portraits, squares, panoramas. */
export const drawnPictures = async (): Promise<readonly DrawnPicture[]> => {
  const drawn: DrawnPicture[] = [];
  for (const { id, width, height, seed } of PICTURES) {
    for (let turn = 0; turn < SEEDS; turn++) {
      const size = fitInside({ width, height }, Math.max(...THUMBNAIL_SIZES));
      const canvas = new OffscreenCanvas(size.width, size.height);
      drawPicture(id, {
        ctx: contextOf(canvas),
        ...size,
        random: seededRandom(seed + 1_000 * turn),
      });
      const thumbnails = await Promise.all(
        THUMBNAIL_SIZES.map((longerSide) => encode(canvas, longerSide)),
      );
      drawn.push({ width, height, thumbnails, thumbHash: thumbHashOf(canvas) });
    }
  }
  return drawn;
};

const encode = async (canvas: OffscreenCanvas, size: Thumbnail['size']): Promise<Thumbnail> => {
  const blob = await shrink(canvas, size).convertToBlob({
    type: 'image/jpeg',
    quality: QUALITY[size],
  });
  return { size, mime: 'image/jpeg', bytes: new Uint8Array(await blob.arrayBuffer()) };
};

const thumbHashOf = (canvas: OffscreenCanvas): string => {
  const small = shrink(canvas, THUMB_HASH_SIDE);
  const { width, height } = small;
  const { data } = contextOf(small).getImageData(0, 0, width, height);
  const bytes = rgbaToThumbHash(width, height, data);
  return btoa(String.fromCharCode(...bytes)).replaceAll('=', '');
};

const shrink = (source: OffscreenCanvas, longerSide: number): OffscreenCanvas => {
  const { width, height } = fitInside(source, longerSide);
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).drawImage(source, 0, 0, width, height);
  return canvas;
};

const contextOf = (canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D => {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gave no 2D canvas in a worker.');
  context.imageSmoothingQuality = 'high';
  return context;
};
