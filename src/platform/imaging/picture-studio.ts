import type { PartLoader } from '../../core/assets/app-part.ts';
import type { PictureStudio } from '../../core/media/ingest-ports.ts';
import type { Drawable } from './decode-picture.ts';
import { decodePicture } from './decode-picture.ts';
import { paintThumbnails } from './paint-thumbnails.ts';

/**
 * The browser's own decoders, libheif and UTIF behind one port; pictures are drawn by `paint`, on canvases by
 * default. Without a loader of parts no HEIC is decoded.
 */
export const createPictureStudio = (
  paint: PictureStudio<Blob, Drawable>['paint'] = paintThumbnails,
  loadPart: PartLoader = () => Promise.resolve(null),
): PictureStudio<Blob, Drawable> => ({
  decode: (picture) => decodePicture(picture, loadPart),
  paint,
});
