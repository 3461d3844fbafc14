import type { ByteSource, EncodedPicture } from './ingest-ports.ts';
import { readJpegHeader } from './jpeg-header.ts';
import type { PictureHeader } from './picture-header.ts';

/** A JPEG that lies within another file. */
export interface EmbeddedPreview<FileLike> {
  readonly picture: Omit<EncodedPicture<FileLike>, 'maxPixels'>;
}

const MAX_PREVIEWS = 8;
/** A preview longer than this is no preview; a full JPEG within a RAW stays below. */
const MAX_PREVIEW_BYTES = 48 * 1024 * 1024;

/**
 * The previews of a picture that really are JPEGs, the largest first. They are turned as the picture
 * is, unless they have an orientation of their own.
 */
export const findPreviews = async <FileLike>(
  source: ByteSource<FileLike>,
  header: PictureHeader,
): Promise<readonly EmbeddedPreview<FileLike>[]> => {
  const found: EmbeddedPreview<FileLike>[] = [];
  for (const { start, end } of header.previews.slice(0, MAX_PREVIEWS)) {
    if (end > source.sizeBytes || end - start > MAX_PREVIEW_BYTES) continue;
    const content = await source.read(start, end);
    const own = readJpegHeader(content);
    if (own === null) continue;
    const { format, width, height } = own;
    const orientation = own.orientation === 1 ? header.orientation : 1;
    const stored = { width, height };
    found.push({
      picture: {
        content,
        mime: 'image/jpeg',
        format,
        stored,
        ownOrientation: own.orientation,
        orientation,
      },
    });
  }
  const longer = ({ picture: { stored } }: EmbeddedPreview<FileLike>): number =>
    Math.max(stored.width, stored.height);
  return found.sort((a, b) => longer(b) - longer(a));
};
