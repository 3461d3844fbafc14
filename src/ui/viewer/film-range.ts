/** What a link's time means for a film. */
import type { TimeRange } from '../../core/uri/media-fragment.ts';

/** From where to where it plays, in seconds. */
export interface FilmRange {
  readonly start: number;
  readonly end: number;
}

/** The range within a film of `duration` seconds; `null` where it begins at or behind the end. */
export const rangeInFilm = ([start, end]: TimeRange, duration: number): FilmRange | null =>
  start >= duration ? null : { start, end: Math.min(end ?? duration, duration) };

/** What to do with a film at `seconds` in its range: it may have come to the range's end. */
export const rangeStep = (
  seconds: number,
  range: FilmRange,
  isLooping: boolean,
): 'go-on' | 'stop' | 'restart' => {
  if (seconds < range.end - END_SLACK_SECONDS) return 'go-on';
  return isLooping ? 'restart' : 'stop';
};

/** A frame early is nearer than a frame late. */
const END_SLACK_SECONDS = 0.02;

/** The speeds that people choose, in their order. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4];

/** The next speed up or down, the outermost at the ends. */
export const nextSpeed = (speed: number, by: -1 | 1): number => {
  const at = SPEEDS.findIndex((one) => one >= speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))] ?? 1;
};

/** `seconds` within a film; a length that is not known yet binds nothing. */
export const clampTime = (seconds: number, duration: number): number =>
  Math.max(0, Number.isFinite(duration) ? Math.min(seconds, duration) : seconds);
