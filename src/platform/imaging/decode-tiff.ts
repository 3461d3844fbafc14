import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import type { DecodedPicture, DecodeFailure } from '../../core/media/ingest-ports.ts';
import type { Orientation } from '../../core/media/thumbnail-plan.ts';

/** The first picture of a TIFF, in 8-bit RGBA. */
export const decodeTiff = async (
  bytes: Uint8Array<ArrayBuffer>,
  orientation: Orientation,
  maxPixels: number,
): Promise<Result<DecodedPicture<ImageBitmap>, DecodeFailure>> => {
  const { decode, decodeImage, toRGBA8 } = await import('utif2');
  const file = firstPageOf(bytes);
  try {
    const [page] = decode(file);
    if (page === undefined) return err('tiff-undecodable');
    decodeImage(file, page);
    const { width, height } = page;
    if (!(width > 0 && height > 0)) return err('tiff-undecodable');
    if (width * height > maxPixels) return err('too-many-pixels');
    const pixels = new ImageData(new Uint8ClampedArray(toRGBA8(page)), width, height);
    const bitmap = await createImageBitmap(pixels);
    return ok({
      ...{ image: bitmap, width, height, orientation, isOpaque: false },
      close: () => bitmap.close(),
    });
  } catch {
    // UTIF has no errors of its own: whatever it meets in a broken file, it throws.
    return err('tiff-undecodable');
  }
};

/**
 * A copy whose first directory is the last one: UTIF would read all pages, and without end where the
 * directories form a circle.
 */
const firstPageOf = (bytes: Uint8Array<ArrayBuffer>): ArrayBuffer => {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const little = copy[0] === 0x49;
  const directory = view.getUint32(4, little);
  if (directory + 2 > copy.length) return copy.buffer;
  const next = directory + 2 + view.getUint16(directory, little) * 12;
  if (next + 4 <= copy.length) view.setUint32(next, 0, little);
  return copy.buffer;
};
