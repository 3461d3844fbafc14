import type { PictureStudio } from '../../core/media/ingest-ports.ts';
import type { Drawable } from './decode-picture.ts';
import { decodePicture } from './decode-picture.ts';
import { paintThumbnails } from './paint-thumbnails.ts';

/** The browser's own decoders, libheif and UTIF behind one port; pictures are drawn by `paint`, on canvases by default. */
export const createPictureStudio = (
  paint: PictureStudio<Blob, Drawable>['paint'] = paintThumbnails,
): PictureStudio<Blob, Drawable> => ({ decode: decodePicture, paint });
