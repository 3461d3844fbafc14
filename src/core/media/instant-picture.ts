import { concatBytes } from '../base/bytes.ts';
import type { EmbeddedPreview } from './embedded-preview.ts';
import type { PictureHeader } from './picture-header.ts';
import type { Orientation, PixelSize } from './thumbnail-plan.ts';
import { uprightSize } from './thumbnail-plan.ts';

/**
 * A small picture of a file that is still being read: its own embedded preview, as encoded. `width` and
 * `height` are those of the whole upright picture; a preview may have black bars beyond its shape, so
 * it is to be shown cropped to that shape.
 */
export interface InstantPicture extends PixelSize {
  readonly mime: 'image/jpeg' | 'image/webp' | 'image/png';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Smaller than this a preview shows nothing; EXIF asks for 160 × 120. */
const MIN_SIDE = 96;
/** More bytes than this are no instant picture: each one crosses two threads. */
const MAX_BYTES = 96 * 1024;

/** The smallest of a picture's previews that is worth looking at, marked to be shown upright; else `null`. */
export const pickInstantPicture = <FileLike>(
  previews: readonly EmbeddedPreview<FileLike>[],
  header: PictureHeader,
): InstantPicture | null => {
  for (const { picture } of previews.toReversed()) {
    const { content, stored, orientation } = picture;
    if (!(content instanceof Uint8Array) || content.length > MAX_BYTES) continue;
    if (Math.max(stored.width, stored.height) < MIN_SIDE) continue;
    const upright = uprightSize(header, header.orientation);
    return { mime: 'image/jpeg', bytes: withOrientation(content, orientation), ...upright };
  }
  return null;
};

/** A JPEG with a mark before all others that tells how to turn it (Exif 2.32, 4.5.4 and 4.7.2). */
const withOrientation = (
  jpeg: Uint8Array<ArrayBuffer>,
  orientation: Orientation,
): Uint8Array<ArrayBuffer> => {
  if (orientation === 1) return jpeg.slice();
  const mark = [
    ...[0xff, 0xe1, 0x00, 0x22], // APP1 of 34 bytes
    ...[0x45, 0x78, 0x69, 0x66, 0x00, 0x00], // 'Exif'
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08], // TIFF, big-endian, first directory at 8
    ...[0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01], // one entry: orientation, a SHORT
    ...[0x00, orientation, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00], // its value; no further directory
  ];
  return concatBytes([jpeg.subarray(0, 2), Uint8Array.from(mark), jpeg.subarray(2)]);
};
