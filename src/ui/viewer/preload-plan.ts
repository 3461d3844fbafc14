/** Which pictures to have ready beside the one on stage. */
import type { MediaRow } from '../../core/media/media.ts';

/** Bytes of one pixel once it is decoded. */
const PIXEL_BYTES = 4;
/** What an item of unknown size counts as: 12 megapixels. */
const USUAL_PIXELS = 12e6;
const EACH_SIDE = 2;

/**
 * The photos to have ready, the next first, then the one before, two to each side, as long as they fit
 * into `budgetBytes` when decoded. The one on stage is not among them, but counts.
 */
export const preloadPlan = (
  rowAt: (index: number) => MediaRow | undefined,
  index: number,
  budgetBytes: number,
): readonly MediaRow[] => {
  let left = budgetBytes - decodedBytes(rowAt(index));
  const planned: MediaRow[] = [];
  for (let far = 1; far <= EACH_SIDE; far++)
    for (const at of [index + far, index - far]) {
      const row = at < 0 ? undefined : rowAt(at);
      if (row?.kind !== 'photo' || row.availability === 'missing') continue;
      left -= decodedBytes(row);
      if (left < 0) return planned;
      planned.push(row);
    }
  return planned;
};

const decodedBytes = (row: MediaRow | undefined): number =>
  PIXEL_BYTES *
  (row?.width == null || row.height === null ? USUAL_PIXELS : row.width * row.height);
