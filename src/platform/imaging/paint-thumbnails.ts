import { rgbaToThumbHash } from 'thumbhash';
import type { DecodedPicture, Painting } from '../../core/media/ingest-ports.ts';
import type { Thumbnail } from '../../core/media/media-lab.ts';
import type {
  Orientation,
  PixelSize,
  PlannedThumbnail,
} from '../../core/media/thumbnail-plan.ts';
import {
  fitInside,
  isSideways,
  planThumbnails,
  uprightSize,
} from '../../core/media/thumbnail-plan.ts';
import type { Drawable } from './decode-picture.ts';

const WEBP_QUALITY = 0.8;
const THUMB_HASH_SIDE = 100;

/** The thumbnails and the ThumbHash of a picture: the largest from the picture, each next from the last. */
export const paintThumbnails = async (picture: DecodedPicture<Drawable>): Promise<Painting> => {
  const upright = uprightSize(picture, picture.orientation);
  const encoding: Promise<Thumbnail>[] = [];
  let canvas: OffscreenCanvas | null = null;
  for (const planned of planThumbnails(upright)) {
    canvas = canvas === null ? drawUpright(picture, planned) : shrink(canvas, planned);
    encoding.push(encode(canvas, planned));
  }
  const thumbHash = canvas === null ? null : hashOf(canvas);
  return { thumbnails: await Promise.all(encoding), thumbHash };
};

/** Draws the picture upright at `target`, by halves while it is more than twice as large. */
const drawUpright = (picture: DecodedPicture<Drawable>, target: PixelSize): OffscreenCanvas => {
  const steps = [target];
  const upright = uprightSize(picture, picture.orientation);
  for (let size = target; size.width * 4 <= upright.width;) {
    size = { width: size.width * 2, height: size.height * 2 };
    steps.unshift(size);
  }
  const [first = target, ...rest] = steps;
  const canvas = new OffscreenCanvas(first.width, first.height);
  const context = contextOf(canvas);
  turn(context, picture.orientation, first);
  const drawn = isSideways(picture.orientation)
    ? { width: first.height, height: first.width }
    : first;
  context.drawImage(picture.image, 0, 0, drawn.width, drawn.height);
  return rest.reduce(shrink, canvas);
};

const shrink = (source: OffscreenCanvas, target: PixelSize): OffscreenCanvas => {
  if (source.width === target.width && source.height === target.height) return source;
  const canvas = new OffscreenCanvas(target.width, target.height);
  contextOf(canvas).drawImage(source, 0, 0, target.width, target.height);
  return canvas;
};

const contextOf = (canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D => {
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (context === null) throw new Error('This browser gave no 2D canvas in a worker.');
  context.imageSmoothingQuality = 'high';
  return context;
};

/** Turns and mirrors a canvas of size `upright` as EXIF asks, so that the stored picture lands upright. */
const turn = (
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

/** WebP where the canvas can, else PNG: a browser that cannot says so only by the type of the blob. */
const encode = async (
  canvas: OffscreenCanvas,
  { size }: PlannedThumbnail,
): Promise<Thumbnail> => {
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: WEBP_QUALITY });
  const mime = blob.type === 'image/webp' ? 'image/webp' : 'image/png';
  return { size, mime, bytes: new Uint8Array(await blob.arrayBuffer()) };
};

const hashOf = (smallest: OffscreenCanvas): string => {
  const canvas = shrink(smallest, fitInside(smallest, THUMB_HASH_SIDE));
  const { width, height } = canvas;
  const { data } = contextOf(canvas).getImageData(0, 0, width, height);
  return btoa(String.fromCharCode(...rgbaToThumbHash(width, height, data))).replaceAll('=', '');
};
