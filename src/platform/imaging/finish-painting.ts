import { rgbaToThumbHash } from 'thumbhash';
import { bytesToBase64 } from '../../core/base/bytes.ts';
import type { Painting } from '../../core/media/ingest-ports.ts';
import type { Thumbnail } from '../../core/media/media-lab.ts';
import { hashPicture, hashSquares } from '../../core/media/perceptual-hash.ts';
import { readPictureHeader } from '../../core/media/read-picture-header.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import type { Drawing, DrawnThumbnail } from './renderer.ts';

/**
 * What a thumbnail is encoded as. JPEG where nothing is transparent: at these sizes it takes a fifth more
 * bytes than WebP, a tenth of the time to encode and a third of the time to decode (docs/benchmarks.md).
 */
const FORMATS = {
  opaque: { type: 'image/jpeg', quality: 0.82 },
  transparent: { type: 'image/webp', quality: 0.8 },
} as const;

/**
 * Encodes a drawing and takes its hashes, the same for every renderer. Rejects with the fault 'wrong-answer'
 * where a thumbnail has another size than was planned.
 */
export const finishPainting = async (
  { thumbnails, look, squares }: Drawing,
  isOpaque: boolean,
): Promise<Painting> => {
  const encoding = thumbnails.map((drawn) => encode(drawn, isOpaque));
  const thumbHash = bytesToBase64(
    rgbaToThumbHash(look.width, look.height, look.data),
  ).replaceAll('=', '');
  const perceptualHash = squares === null ? hashPicture(look) : hashSquares(squares);
  return { thumbnails: await Promise.all(encoding), thumbHash, perceptualHash };
};

/** PNG where the canvas cannot make WebP: a browser says so only by the type of the blob. */
const encode = async (drawn: DrawnThumbnail, isOpaque: boolean): Promise<Thumbnail> => {
  const { type, quality } = FORMATS[isOpaque ? 'opaque' : 'transparent'];
  const blob = await drawn.canvas.convertToBlob({ type, quality });
  const mime = blob.type === type ? type : 'image/png';
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const thumbnail: Thumbnail = { size: drawn.size, mime, bytes };
  expectSize(thumbnail, drawn);
  return thumbnail;
};

const expectSize = ({ size, bytes }: Thumbnail, planned: DrawnThumbnail): void => {
  const header = readPictureHeader(bytes);
  if (header?.width === planned.width && header.height === planned.height) return;
  const got = header === null ? 'no picture' : `${header.width} × ${header.height}`;
  const wanted = `${planned.width} × ${planned.height}`;
  throw new EngineFaultError(
    'wrong-answer',
    `The thumbnail of ${size} pixels came out as ${got} instead of ${wanted}.`,
  );
};
