import type { Media, MediaRow } from '../../core/media/media.ts';

/** An item in full as the listing would have it. */
export const mediaToRow = (media: Media): MediaRow => ({
  ...media,
  parts: Math.max(1, media.components.length),
});
