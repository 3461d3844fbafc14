/** When a picture was taken. */
export interface CaptureTime {
  /** ISO 8601 in UTC. */
  readonly capturedAt: string;
  /** Minutes east of UTC, `null` where unknown: the clock's reading then stands as if it were UTC. */
  readonly capturedOffsetMinutes: number | null;
}

/** Date, time, fraction and offset, as EXIF (`2024:01:31 10:20:30`), XMP and ISO 8601 write them. */
const DATE_TIME =
  /^\s*(\d{4})[:/-](\d{2})[:/-](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/;
const OFFSET = /^\s*([+-])(\d{2}):?(\d{2})/;
/** No zone is further from UTC. */
export const MAX_OFFSET_MINUTES = 14 * 60;

/**
 * A point in time from a camera's text. `offset` is what the file says elsewhere (`OffsetTimeOriginal`);
 * one within the text wins. `null` for a date that does not exist (`0000:00:00`, 31 February).
 */
export const parseCaptureTime = (
  text: string,
  offset: string | null = null,
): CaptureTime | null => {
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction] = match;
  const clockMs = utcOf(
    [year, month, day, hour, minute, second].map((part) => Number(part ?? 0)),
  );
  if (clockMs === null) return null;
  const fractionMs = Math.round(Number(`0.${fraction ?? '0'}`) * 1000);
  const minutes = parseOffset(match[8] ?? offset ?? '');
  return {
    capturedAt: toIso(clockMs + fractionMs - (minutes ?? 0) * 60_000),
    capturedOffsetMinutes: minutes,
  };
};

/** Minutes east of UTC in `Z`, `+02:00` or `-0530`; `null` for anything else. */
export const parseOffset = (text: string): number | null => {
  if (text === 'Z') return 0;
  const match = OFFSET.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > MAX_OFFSET_MINUTES) return null;
  return match[1] === '-' && minutes > 0 ? -minutes : minutes;
};

const QUARTER_HOUR_MS = 15 * 60_000;
/** How far a camera's clock may be off a satellite's, beside its zone. */
const CLOCK_ERROR_MS = 2 * 60_000;

/**
 * `time` with the offset that a satellite's time in UTC reveals: zones differ by quarters of an hour, so
 * a difference close to one is the zone. Unchanged where the offset is known or the two do not fit.
 */
export const withSatelliteTime = (time: CaptureTime, satelliteUtc: string): CaptureTime => {
  if (time.capturedOffsetMinutes !== null) return time;
  const difference = Date.parse(time.capturedAt) - Date.parse(satelliteUtc);
  const zoneMs = Math.round(difference / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
  const isZone =
    Math.abs(difference - zoneMs) <= CLOCK_ERROR_MS &&
    Math.abs(zoneMs) <= MAX_OFFSET_MINUTES * 60_000;
  if (!isZone) return time;
  return {
    capturedAt: toIso(Date.parse(time.capturedAt) - zoneMs),
    capturedOffsetMinutes: zoneMs === 0 ? 0 : zoneMs / 60_000,
  };
};

const toIso = (ms: number): string => new Date(ms).toISOString();

const utcOf = (parts: readonly number[]): number | null => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (year < 1000 || month < 1 || month > 12 || day < 1) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? ms : null;
};
