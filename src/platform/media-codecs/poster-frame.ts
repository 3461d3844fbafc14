import type { DecodedPicture } from '../../core/media/ingest-ports.ts';

/** Where a poster is looked for, as shares of the film; the first that is not black wins. */
const POSTER_SHARES = [0.1, 0.3, 0.5];
/** A long film's tenth may be far in; its first keyframe after a second does as well. */
const MAX_FIRST_SECONDS = 10;

/** A frame that tells something of a film, of those that `frameAt` gives for seconds from its start; else a black one. */
export const findPoster = async (
  durationSeconds: number,
  frameAt: (seconds: number) => Promise<OffscreenCanvas | null>,
): Promise<DecodedPicture<OffscreenCanvas> | null> => {
  let darkest: OffscreenCanvas | null = null;
  for (const share of POSTER_SHARES) {
    const frame = await frameAt(
      Math.min(durationSeconds * share, MAX_FIRST_SECONDS * share * 10),
    );
    if (frame === null) continue;
    if (!isBlack(frame)) return pictureOf(frame);
    darkest ??= frame;
  }
  return darkest === null ? null : pictureOf(darkest);
};

const pictureOf = (image: OffscreenCanvas): DecodedPicture<OffscreenCanvas> => ({
  image,
  width: image.width,
  height: image.height,
  orientation: 1,
  isOpaque: true,
  close: () => {
    image.width = 0;
  },
});

const PROBE_SIDE = 16;
const BLACK_BELOW = 12;

/** Whether a frame, shrunk to a few pixels, is everywhere darker than a television's black. */
const isBlack = (frame: OffscreenCanvas): boolean => {
  const probe = new OffscreenCanvas(PROBE_SIDE, PROBE_SIDE);
  const context = probe.getContext('2d', { willReadFrequently: true });
  if (context === null) return false;
  context.drawImage(frame, 0, 0, PROBE_SIDE, PROBE_SIDE);
  const { data } = context.getImageData(0, 0, PROBE_SIDE, PROBE_SIDE);
  return data.every((value, i) => i % 4 === 3 || value < BLACK_BELOW);
};
