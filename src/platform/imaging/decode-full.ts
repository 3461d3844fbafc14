import type { PartLoader } from '../../core/assets/app-part.ts';
import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import { planFullPicture } from '../../core/media/full-picture.ts';
import type {
  ByteSource,
  DecodedPicture,
  DecodeFailure,
  EncodedPicture,
} from '../../core/media/ingest-ports.ts';
import type { PixelSize } from '../../core/media/thumbnail-plan.ts';
import { isSideways, uprightSize } from '../../core/media/thumbnail-plan.ts';
import { decodeHeif } from './decode-heif.ts';
import { decodeTiff } from './decode-tiff.ts';
import { turnUpright } from './turn-upright.ts';

/** A picture in full, upright. */
export interface FullPicture {
  readonly bitmap: ImageBitmap;
  /** Whether it is the JPEG that a camera put into its RAW file. */
  readonly isPreview: boolean;
}

/** Pictures with more pixels are not decoded, as at import. */
const DECODED_PIXELS_MAX = 100_000_000;
/** What is handed on has at most so many: 160 MB of a canvas. */
const SHOWN_PIXELS_MAX = 40_000_000;

/** Decodes what a browser does not show by itself: HEIC, TIFF, the largest JPEG within a RAW file. */
export const decodeFull = async (
  source: ByteSource<Blob>,
  mime: string,
  loadPart: PartLoader,
): Promise<Result<FullPicture, DecodeFailure | 'raw-without-preview'>> => {
  const plans = await planFullPicture(source, mime, DECODED_PIXELS_MAX);
  let failure: DecodeFailure | 'raw-without-preview' =
    plans.length === 0 ? 'raw-without-preview' : 'format-undecodable';
  for (const { picture, isPreview } of plans) {
    const decoded = await decode(picture, loadPart);
    if (decoded.ok) return ok({ bitmap: toUprightBitmap(decoded.value), isPreview });
    failure = decoded.error;
  }
  return err(failure);
};

type Decoded = Result<DecodedPicture<ImageBitmap>, DecodeFailure>;

const decode = async (
  picture: EncodedPicture<Blob>,
  loadPart: PartLoader,
): Promise<Decoded> => {
  const { content, mime, stored, orientation, maxPixels } = picture;
  if (stored.width * stored.height > maxPixels) return err('too-many-pixels');
  const bytes = async (): Promise<Uint8Array<ArrayBuffer>> =>
    content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content;
  switch (picture.format) {
    case 'heic':
      return decodeHeif(await bytes(), maxPixels, loadPart);
    case 'tiff':
      return decodeTiff(await bytes(), orientation, maxPixels);
    case 'raw':
      return err('format-undecodable');
    default: {
      const blob = content instanceof Blob ? content : new Blob([content], { type: mime });
      return decodeByBrowser(blob, picture);
    }
  }
};

const decodeByBrowser = async (
  blob: Blob,
  { format, orientation }: EncodedPicture<Blob>,
): Promise<Decoded> => {
  try {
    const image = await createImageBitmap(blob);
    const { width, height } = image;
    const isOpaque = format === 'jpeg';
    const close = (): void => image.close();
    return ok({ image, width, height, orientation, isOpaque, close });
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError)
      return err('picture-undecodable');
    throw error;
  }
};

/** The same bitmap where nothing is to be turned or shrunk. */
const toUprightBitmap = (picture: DecodedPicture<ImageBitmap>): ImageBitmap => {
  const upright = uprightSize(picture, picture.orientation);
  const shown = boundedSize(upright);
  if (picture.orientation === 1 && shown.width === upright.width) return picture.image;
  const canvas = new OffscreenCanvas(shown.width, shown.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gave no 2D canvas in a worker.');
  context.imageSmoothingQuality = 'high';
  turnUpright(context, picture.orientation, shown);
  const [width, height] = isSideways(picture.orientation)
    ? [shown.height, shown.width]
    : [shown.width, shown.height];
  context.drawImage(picture.image, 0, 0, width, height);
  picture.close();
  return canvas.transferToImageBitmap();
};

const boundedSize = ({ width, height }: PixelSize): PixelSize => {
  const scale = Math.min(1, Math.sqrt(SHOWN_PIXELS_MAX / (width * height)));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
};
