import { rgbaToThumbHash } from 'thumbhash';
import type { DecodedPicture, Painting } from '../../core/media/ingest-ports.ts';
import type { Thumbnail } from '../../core/media/media-lab.ts';
import { hashPicture } from '../../core/media/perceptual-hash.ts';
import type { PixelSize, PlannedThumbnail } from '../../core/media/thumbnail-plan.ts';
import {
  fitInside,
  isSideways,
  planThumbnails,
  uprightSize,
} from '../../core/media/thumbnail-plan.ts';
import type { Drawable } from './decode-picture.ts';
import { turnUpright } from './turn-upright.ts';

/**
 * What a thumbnail is encoded as. JPEG where nothing is transparent: at these sizes it takes a fifth more
 * bytes than WebP, a tenth of the time to encode and a third of the time to decode (docs/benchmarks.md).
 */
const FORMATS = {
  opaque: { type: 'image/jpeg', quality: 0.82 },
  transparent: { type: 'image/webp', quality: 0.8 },
} as const;
const THUMB_HASH_SIDE = 100;

/** The thumbnails and the ThumbHash of a picture: the largest from the picture, each next from the last. */
export const paintThumbnails = async (picture: DecodedPicture<Drawable>): Promise<Painting> => {
  const upright = uprightSize(picture, picture.orientation);
  const encoding: Promise<Thumbnail>[] = [];
  let canvas: OffscreenCanvas | null = null;
  for (const planned of planThumbnails(upright)) {
    canvas = canvas === null ? drawUpright(picture, planned) : shrink(canvas, planned);
    encoding.push(encode(canvas, planned, picture.isOpaque ? 'opaque' : 'transparent'));
  }
  const hashes = canvas === null ? null : hashesOf(canvas);
  return {
    thumbnails: await Promise.all(encoding),
    thumbHash: hashes?.thumbHash ?? null,
    perceptualHash: hashes?.perceptualHash ?? null,
  };
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
  turnUpright(context, picture.orientation, first);
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

/** PNG where the canvas cannot make WebP: a browser says so only by the type of the blob. */
const encode = async (
  canvas: OffscreenCanvas,
  { size }: PlannedThumbnail,
  format: keyof typeof FORMATS,
): Promise<Thumbnail> => {
  const { type, quality } = FORMATS[format];
  const blob = await canvas.convertToBlob({ type, quality });
  const mime = blob.type === type ? type : 'image/png';
  return { size, mime, bytes: new Uint8Array(await blob.arrayBuffer()) };
};

const hashesOf = (
  smallest: OffscreenCanvas,
): Pick<Painting, 'thumbHash' | 'perceptualHash'> => {
  const canvas = shrink(smallest, fitInside(smallest, THUMB_HASH_SIDE));
  const { width, height } = canvas;
  const { data } = contextOf(canvas).getImageData(0, 0, width, height);
  const bytes = rgbaToThumbHash(width, height, data);
  return {
    thumbHash: btoa(String.fromCharCode(...bytes)).replaceAll('=', ''),
    perceptualHash: hashPicture({ width, height, data }),
  };
};
