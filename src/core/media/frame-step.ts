/** Stepping through a film frame by frame. */

/** Players round times: a frame counts as shown from so many seconds before its own time. */
const ROUNDING_SECONDS = 0.001;
/** The length of a frame where the film does not say. */
const USUAL_FRAME_SECONDS = 1 / 30;

/**
 * Where to seek so that the frame `by` places from the one shown at `at` is shown: its middle, which no
 * rounding can miss. `times` are the frames' own times around `at`, ascending. `null` where the frame
 * lies beyond them.
 */
export const steppedTime = (
  times: readonly number[],
  at: number,
  by: number,
): number | null => {
  const shown = times.findLastIndex((time) => time <= at + ROUNDING_SECONDS);
  if (shown < 0) return null;
  const start = times[shown + by];
  if (start === undefined) return null;
  const next = times[shown + by + 1];
  const before = times[shown + by - 1];
  const length =
    next !== undefined ? next - start : before !== undefined ? start - before : null;
  return start + (length ?? USUAL_FRAME_SECONDS) / 2;
};

/** A clock runs ahead of the frame that it shows by less than so much. */
const AHEAD_SECONDS = 0.5;

/**
 * Where to step from, in seconds: the time of the frame that was painted last, `null` for none, unless the film was sent
 * elsewhere since: a busy browser tells of a frame late.
 */
export const stepStart = (paintedAt: number | null, now: number): number => {
  if (paintedAt === null) return now;
  const isShown = paintedAt <= now + ROUNDING_SECONDS && now - paintedAt < AHEAD_SECONDS;
  return isShown ? paintedAt : now;
};

/**
 * As `steppedTime`, where only the length of a frame is known, in seconds, or nothing (`null`): right for films of
 * a constant rate. Within the film.
 */
export const guessedStep = (
  at: number,
  by: number,
  frameSeconds: number | null,
  durationSeconds: number,
): number => {
  const length = frameSeconds ?? USUAL_FRAME_SECONDS;
  const frame = Math.floor((at + ROUNDING_SECONDS) / length) + by;
  return Math.min(
    Math.max(0, (frame + 0.5) * length),
    Math.max(0, durationSeconds - length / 2),
  );
};
