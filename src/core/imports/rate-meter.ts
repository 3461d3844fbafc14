/**
 * A rate that follows an amount as it grows, as plain data. Amount and time both fade with age, and
 * the rate is their ratio: steady input gives the exact rate from the first reading, and a new reading
 * moves it only part of the way, so what a person reads never jumps.
 */
export interface RateMeter {
  /** When the amount was last read, `null` at the start and after a rest. */
  readonly atMs: number | null;
  readonly amount: number;
  readonly fadedAmount: number;
  readonly fadedSeconds: number;
}

/** The time in which a reading loses about two thirds of its weight. */
const FADING_SECONDS = 10;
/** No rate is told before this much time was seen. */
const UNKNOWN_BEFORE_SECONDS = 0.5;
/** A longer gap means that the machine slept or the clock was set: it is counted as this much. */
const LONGEST_GAP_SECONDS = 5;

/** A meter that has seen nothing. */
export const createRateMeter = (): RateMeter => ({
  atMs: null,
  amount: 0,
  fadedAmount: 0,
  fadedSeconds: 0,
});

/** Reads the whole `amount` so far at `nowMs`; a clock that was set back counts as no time. */
export const withReading = (meter: RateMeter, nowMs: number, amount: number): RateMeter => {
  if (meter.atMs === null) return { ...meter, atMs: nowMs, amount };
  const elapsed = (nowMs - meter.atMs) / 1000;
  if (elapsed === 0) return meter;
  const seconds = Math.min(Math.max(elapsed, 0), LONGEST_GAP_SECONDS);
  const fading = Math.exp(-seconds / FADING_SECONDS);
  return {
    atMs: nowMs,
    amount,
    fadedAmount: meter.fadedAmount * fading + Math.max(amount - meter.amount, 0),
    fadedSeconds: meter.fadedSeconds * fading + seconds,
  };
};

/** The time until the next reading does not count: the job rests. */
export const withRest = (meter: RateMeter): RateMeter => ({ ...meter, atMs: null });

/** Amount per second, `null` until known. */
export const rateOf = (meter: RateMeter): number | null =>
  meter.fadedSeconds < UNKNOWN_BEFORE_SECONDS ? null : meter.fadedAmount / meter.fadedSeconds;
