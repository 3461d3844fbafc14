import { createRateMeter, rateOf, withReading, withRest } from './rate-meter.ts';
import type { RateMeter } from './rate-meter.ts';

/** What an import tells about its speed and its end. */
export interface ImportForecast {
  readonly bytes: RateMeter;
  /** Bytes, and a fixed amount for each file, so that small files count as the work that they are. */
  readonly work: RateMeter;
  readonly readAtMs: number | null;
  readonly etaSeconds: number | null;
}

/** How far an import has come. */
export interface ImportMeasure {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly filesDone: number;
  readonly filesTotal: number;
}

/** What a file costs beside its bytes, told in bytes: thumbnails, metadata, its share of a flush. */
const FILE_COST_BYTES = 512 * 1024;
/** The time in which the shown end moves about two thirds of the way to a new estimate. */
const ETA_SETTLING_SECONDS = 5;

/** No end is told before this much work was seen: workers that still start look slow. */
const ETA_UNKNOWN_BEFORE_SECONDS = 3;

/** A forecast that knows nothing yet. */
export const createForecast = (): ImportForecast => ({
  bytes: createRateMeter(),
  work: createRateMeter(),
  readAtMs: null,
  etaSeconds: null,
});

/** Reads how far the import is; the time left counts down and glides towards each new estimate. */
export const withMeasure = (
  forecast: ImportForecast,
  nowMs: number,
  measure: ImportMeasure,
): ImportForecast => {
  const done = measure.bytesDone + measure.filesDone * FILE_COST_BYTES;
  const total = measure.bytesTotal + measure.filesTotal * FILE_COST_BYTES;
  const work = withReading(forecast.work, nowMs, done);
  const rate = rateOf(work);
  const isKnown = work.fadedSeconds >= ETA_UNKNOWN_BEFORE_SECONDS && rate !== null && rate > 0;
  const estimate = isKnown ? Math.max(total - done, 0) / rate : null;
  return {
    bytes: withReading(forecast.bytes, nowMs, measure.bytesDone),
    work,
    readAtMs: nowMs,
    etaSeconds: glide(forecast, nowMs, estimate),
  };
};

const glide = (
  { readAtMs, etaSeconds }: ImportForecast,
  nowMs: number,
  estimate: number | null,
): number | null => {
  if (etaSeconds === null || estimate === null) return estimate ?? etaSeconds;
  const elapsed = readAtMs === null ? 0 : Math.max(nowMs - readAtMs, 0) / 1000;
  const expected = Math.max(etaSeconds - elapsed, 0);
  return expected + (estimate - expected) * (1 - Math.exp(-elapsed / ETA_SETTLING_SECONDS));
};

/** The import rests: the time until the next reading does not count, and no end is told. */
export const withPause = (forecast: ImportForecast): ImportForecast => ({
  bytes: withRest(forecast.bytes),
  work: withRest(forecast.work),
  readAtMs: null,
  etaSeconds: null,
});
