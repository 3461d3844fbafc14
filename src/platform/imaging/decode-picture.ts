import type { PartLoader } from '../../core/assets/app-part.ts';
import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import type {
  DecodedPicture,
  DecodeFailure,
  EncodedPicture,
} from '../../core/media/ingest-ports.ts';
import type { Orientation, PixelSize } from '../../core/media/thumbnail-plan.ts';
import { DECODE_TARGET, jpegDecodeSize, uprightSize } from '../../core/media/thumbnail-plan.ts';
import { isOutOfMemory } from '../../core/runtime/fault-of.ts';
import { decodeHeif } from './decode-heif.ts';
import { decodeTiff } from './decode-tiff.ts';

/** What a canvas can draw in a worker. */
export type Drawable = VideoFrame | ImageBitmap | OffscreenCanvas;

type Decoded = Result<DecodedPicture<Drawable>, DecodeFailure>;

/** Decodes one picture, as small as the decoder can make it without falling below the thumbnails. */
export const decodePicture = async (
  picture: EncodedPicture<Blob>,
  loadPart: PartLoader,
): Promise<Decoded> => {
  switch (picture.format) {
    case 'heic':
      return decodeHeif(await bytesOf(picture.content), picture.maxPixels, loadPart);
    case 'tiff':
      return decodeTiff(await bytesOf(picture.content), picture.orientation, picture.maxPixels);
    case 'jpeg':
      return (await decodeJpeg(picture)) ?? decodeBitmap(picture);
    case 'raw':
      return err('format-undecodable');
    default:
      return decodeBitmap(picture);
  }
};

const bytesOf = async (
  content: Uint8Array<ArrayBuffer> | Blob,
): Promise<Uint8Array<ArrayBuffer>> =>
  content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;

/**
 * A JPEG through `ImageDecoder`, scaled while it is decoded; `null` where there is no such decoder or it
 * refuses. The frame remembers its EXIF rotation and `drawImage` obeys it.
 */
const decodeJpeg = async (picture: EncodedPicture<Blob>): Promise<Decoded | null> => {
  if (!('ImageDecoder' in self)) return null;
  const { content, mime, stored, ownOrientation, orientation } = picture;
  // Where frames know no rotation (Firefox) the decoder turns first and takes the size literally.
  const coded =
    'rotation' in VideoFrame.prototype ? stored : uprightSize(stored, ownOrientation);
  const desired = jpegDecodeSize(coded, DECODE_TARGET);
  const decoder = new ImageDecoder({
    type: mime,
    data: content instanceof Blob ? content.stream() : content,
    ...(desired && { desiredWidth: desired.width, desiredHeight: desired.height }),
  });
  try {
    const { image } = await decoder.decode({ completeFramesOnly: true });
    return ok(fromFrame(image, orientation));
  } catch (error) {
    if (isDecodeFailure(error)) return null;
    throw error;
  } finally {
    decoder.close();
  }
};

/** A JPEG's frame: its display size stands after its rotation, as `drawImage` draws it. */
const fromFrame = (image: VideoFrame, orientation: Orientation): DecodedPicture<Drawable> => ({
  image,
  width: image.displayWidth,
  height: image.displayHeight,
  orientation,
  isOpaque: true,
  close: () => image.close(),
});

/** Longer than this a picture is shrunk while it becomes a bitmap, to twice the largest thumbnail. */
const SHRINK_FROM = 4 * DECODE_TARGET;

const decodeBitmap = async (picture: EncodedPicture<Blob>): Promise<Decoded> => {
  const { content, mime, stored, orientation } = picture;
  const blob = content instanceof Blob ? content : new Blob([content], { type: mime });
  try {
    const bitmap = await createImageBitmap(blob, shrinkOptions(stored));
    return ok({
      image: bitmap,
      width: bitmap.width,
      height: bitmap.height,
      orientation,
      isOpaque: picture.format === 'jpeg',
      close: () => bitmap.close(),
    });
  } catch (error) {
    if (isDecodeFailure(error)) return err('picture-undecodable');
    throw error;
  }
};

const shrinkOptions = (stored: PixelSize): ImageBitmapOptions => {
  const longer = Math.max(stored.width, stored.height);
  if (longer <= SHRINK_FROM) return {};
  const scale = (2 * DECODE_TARGET) / longer;
  return {
    resizeWidth: Math.max(1, Math.round(stored.width * scale)),
    resizeQuality: 'medium',
  };
};

/** What browsers throw for bytes that are no picture or a format that they do not know. */
const DECODE_FAILURES = [
  'InvalidStateError',
  'EncodingError',
  'NotSupportedError',
  'DataError',
];

const isDecodeFailure = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof RangeError && !isOutOfMemory(error)) ||
  (error instanceof DOMException && DECODE_FAILURES.includes(error.name));
