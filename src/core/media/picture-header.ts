import type { Orientation, PixelSize } from './thumbnail-plan.ts';

/** Bytes `[start, end)` of a file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** How the pixels are packed; 'raw' is a sensor's dump of which only a preview can be shown. */
export type PictureFormat =
  'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'ico' | 'tiff' | 'heic' | 'avif' | 'jxl' | 'raw';

/** What a picture says before anything is decoded. */
export interface PictureHeader extends PixelSize {
  readonly format: PictureFormat;
  /** What EXIF says; formats that turn themselves while they are decoded say 1. */
  readonly orientation: Orientation;
  /** Where JPEG previews are said to lie; unproven. */
  readonly previews: readonly ByteRange[];
}
