import { findPreviews } from './embedded-preview.ts';
import type { ByteSource, EncodedPicture } from './ingest-ports.ts';
import { readPictureHeader } from './read-picture-header.ts';

/** One way to show a picture in full. */
export interface FullPicturePlan<FileLike> {
  readonly picture: EncodedPicture<FileLike>;
  /** Whether it is a JPEG that the camera put beside the pixels, not the pixels themselves. */
  readonly isPreview: boolean;
}

/** Where a header is looked for: RAW files keep their directories in the first MiB. */
const HEADER_BYTES = 8 * 1024 * 1024;

/**
 * What to decode of a picture that a browser does not show by itself, the best first: its own pixels,
 * except for a RAW's sensor dump, then its embedded JPEGs from the largest down. Empty where the format
 * is unknown or holds nothing of the kind. Rejects 'read-failed'.
 */
export const planFullPicture = async <FileLike>(
  source: ByteSource<FileLike>,
  mime: string,
  maxPixels: number,
): Promise<readonly FullPicturePlan<FileLike>[]> => {
  const head = source.whole ?? (await source.read(0, Math.min(HEADER_BYTES, source.sizeBytes)));
  const header = readPictureHeader(head);
  if (header === null) return [];
  const previews = (await findPreviews(source, header)).map(({ picture }) => ({
    picture: { ...picture, maxPixels },
    isPreview: true,
  }));
  if (header.format === 'raw') return previews;
  const { format, width, height, orientation } = header;
  const own: EncodedPicture<FileLike> = {
    content: source.whole ?? source.file,
    mime,
    format,
    stored: { width, height },
    // A TIFF decoder only unpacks; all others turn a picture as its own bytes ask.
    ...(format === 'tiff'
      ? { ownOrientation: 1, orientation }
      : { ownOrientation: orientation, orientation: 1 }),
    maxPixels,
  };
  return [{ picture: own, isPreview: false }, ...previews];
};
