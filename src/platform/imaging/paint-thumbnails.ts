import type { Result } from '../../core/base/result.ts';
import { err, ok } from '../../core/base/result.ts';
import type { DecodedPicture, Painting, PaintFailure } from '../../core/media/ingest-ports.ts';
import { drawOnCanvas } from './canvas-renderer.ts';
import { canvasHere } from './canvas-trust.ts';
import type { Drawable } from './decode-picture.ts';
import { finishPainting } from './finish-painting.ts';

/** The thumbnails and the hashes of a picture, drawn on canvases wherever this runs. */
export const paintThumbnails = async (
  picture: DecodedPicture<Drawable>,
): Promise<Result<Painting, PaintFailure>> =>
  canvasHere().isScrambled
    ? err('canvas-scrambled')
    : ok(await finishPainting(drawOnCanvas(picture), picture.isOpaque));
