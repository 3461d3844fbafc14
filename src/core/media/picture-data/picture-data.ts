import type { ReadAt } from '../../blobs/data-start.ts';
import type { ByteRange } from '../picture-header.ts';
import { findCr3Data, findHeifData } from './iso-data.ts';
import { findPngData } from './png-data.ts';
import { findMinoltaData, findFujiData } from './raw-data.ts';
import { findTiffData } from './tiff-data.ts';
import { findWebpData } from './webp-data.ts';

/** Bytes that belong together: a picture of several, an item of a container. */
export interface DataPart {
  /** What they are, with what decides how they are understood (size, compression). */
  readonly label: string;
  /** Where they lie, ascending, not overlapping. */
  readonly ranges: readonly ByteRange[];
}

/** Finds the parts of a file in the order in which its format names them; `null` where that cannot be told. */
export type DataFinder = (
  read: ReadAt,
  sizeBytes: number,
) => Promise<readonly DataPart[] | null>;

/** More runs of bytes than a real picture has: a gigapixel in tiles has some 20,000. */
const MAX_RANGES = 2 ** 17;
const MAX_PARTS = 4_096;

/**
 * The bytes of a picture that decide its samples, without those that tell about it (docs/media.md has the
 * definition by format): what of it is the same when EXIF, XMP or other words are changed. `null` where
 * the format is another, or a file's headers do not lead through it. Reads headers only, a bounded number
 * of them; failures of `read` pass through.
 */
export const findPictureData = async (
  read: ReadAt,
  sizeBytes: number,
  mime: string,
): Promise<readonly DataPart[] | null> => {
  const parts = (await FINDERS[mime]?.(read, sizeBytes)) ?? null;
  return parts !== null && isSound(parts, sizeBytes) ? parts : null;
};

const FINDERS: Readonly<Partial<Record<string, DataFinder>>> = {
  'image/png': findPngData,
  'image/webp': findWebpData,
  'image/heic': findHeifData,
  'image/heif': findHeifData,
  'image/avif': findHeifData,
  'image/tiff': findTiffData,
  'image/x-adobe-dng': findTiffData,
  'image/x-canon-cr2': findTiffData,
  'image/x-canon-cr3': findCr3Data,
  'image/x-nikon-nef': findTiffData,
  'image/x-sony-arw': findTiffData,
  'image/x-pentax-pef': findTiffData,
  'image/x-samsung-srw': findTiffData,
  'image/x-olympus-orf': findTiffData,
  'image/x-panasonic-rw2': findTiffData,
  'image/x-hasselblad-3fr': findTiffData,
  'image/x-fuji-raf': findFujiData,
  'image/x-minolta-mrw': findMinoltaData,
};

/** Whether the parts lie in the file one behind the other, in whatever order, and none is empty. */
const isSound = (parts: readonly DataPart[], sizeBytes: number): boolean => {
  const count = parts.reduce((sum, { ranges }) => sum + ranges.length, 0);
  if (count === 0 || count > MAX_RANGES || parts.length > MAX_PARTS) return false;
  if (parts.some(({ ranges }) => ranges.length === 0)) return false;
  const inOrder = parts.toSorted((a, b) => startOf(a) - startOf(b));
  let at = 0;
  for (const { ranges } of inOrder) {
    for (const { start, end } of ranges) {
      if (!(start >= at && end > start && end <= sizeBytes)) return false;
      at = end;
    }
  }
  return true;
};

/** Where a part begins. */
export const startOf = ({ ranges }: DataPart): number => ranges[0]?.start ?? 0;
