import type { ThumbnailSize } from './media-lab.ts';
import { THUMBNAIL_SIZES } from './media-lab.ts';

/** EXIF orientation: 1 upright, 2 mirrored, 3 half turn, 5 to 8 with width and height exchanged. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Width and height in whole pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** One thumbnail to be drawn: its name and its true size, which is smaller for a small picture. */
export interface PlannedThumbnail extends PixelSize {
  readonly size: ThumbnailSize;
}

/** The longest thumbnail's longer side, in pixels: what a decoder has to deliver at least. */
export const DECODE_TARGET = Math.max(...THUMBNAIL_SIZES);

/** A JPEG decoder scales by whole eighths while it decodes. */
const JPEG_EIGHTHS = 8;

/** `value` as an orientation; anything that EXIF does not define counts as upright. */
export const toOrientation = (value: number | undefined): Orientation =>
  value === 2 ||
  value === 3 ||
  value === 4 ||
  value === 5 ||
  value === 6 ||
  value === 7 ||
  value === 8
    ? value
    : 1;

/** Whether the orientation exchanges width and height. */
export const isSideways = (orientation: Orientation): boolean => orientation >= 5;

/** The size of a stored picture once it is turned upright. */
export const uprightSize = (stored: PixelSize, orientation: Orientation): PixelSize =>
  isSideways(orientation)
    ? { width: stored.height, height: stored.width }
    : { width: stored.width, height: stored.height };

/** `picture` shrunk until its longer side is at most `longerSide`, never enlarged, never below 1 pixel. */
export const fitInside = (picture: PixelSize, longerSide: number): PixelSize => {
  const scale = Math.min(1, longerSide / Math.max(picture.width, picture.height));
  return {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
};

/** The thumbnails of an upright picture, the largest first, so that each can be drawn from the one before. */
export const planThumbnails = (upright: PixelSize): readonly PlannedThumbnail[] =>
  [...THUMBNAIL_SIZES]
    .sort((a, b) => b - a)
    .map((size) => ({ size, ...fitInside(upright, size) }));

/**
 * The size to ask of a JPEG decoder that scales by eighths and rounds down (Chromium): the smallest
 * eighth whose longer side still reaches `target`; `null` where only full size does.
 */
export const jpegDecodeSize = (stored: PixelSize, target: number): PixelSize | null => {
  const longer = Math.max(stored.width, stored.height);
  const eighths = Math.ceil((JPEG_EIGHTHS * target) / longer);
  if (eighths >= JPEG_EIGHTHS) return null;
  return {
    width: Math.ceil((stored.width * eighths) / JPEG_EIGHTHS),
    height: Math.ceil((stored.height * eighths) / JPEG_EIGHTHS),
  };
};

/** How far the aspect of a preview may differ from the picture's, as a share. */
const ASPECT_TOLERANCE = 0.01;

/** Whether an embedded preview shows the whole picture and is large enough for every thumbnail. */
export const isPreviewEnough = (preview: PixelSize, picture: PixelSize): boolean => {
  const reaches = Math.max(preview.width, preview.height) >= DECODE_TARGET;
  const aspect = preview.width / preview.height / (picture.width / picture.height);
  return reaches && Math.abs(aspect - 1) <= ASPECT_TOLERANCE;
};
