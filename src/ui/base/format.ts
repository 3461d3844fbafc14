/** Numbers, sizes, times and dates as a person of a locale reads them: rounded to what matters. */

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** '3.4 MB'; decimal units, at most three digits. */
export const formatBytes = (bytes: number, locale: string): string => {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)));
  const index = bytes < 1 ? 0 : power;
  const value = bytes / 1000 ** index;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: BYTE_UNITS[index] ?? 'byte',
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && index > 0 ? 1 : 0,
  }).format(value);
};

/** '28 MB/s'. */
export const formatRate = (bytesPerSecond: number, locale: string): string =>
  `${formatBytes(bytesPerSecond, locale)}/s`;

/** '4,310'. */
export const formatCount = (count: number, locale: string): string =>
  new Intl.NumberFormat(locale).format(count);

/** '0:42', '1:02:03': of a film or a song. */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${twoDigits(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(whole % 60)}`;
};

/** '31 sec', '5 min', '2 hr': what is left of a job, coarser the longer it is. */
export const formatTimeLeft = (seconds: number, locale: string): string => {
  const [value, unit] =
    seconds < 55
      ? [Math.max(5, Math.ceil(seconds / 5) * 5), 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(
    value,
  );
};

/** '3 June 2024' of an ISO 8601 time, in UTC, as sections are cut. */
export const formatDate = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

/** '3 June 2024 at 17:42' of an ISO 8601 time, at `offsetMinutes` east of UTC, where it is known. */
export const formatTime = (iso: string, offsetMinutes: number | null, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(Date.parse(iso) + (offsetMinutes ?? 0) * 60_000));

/** '17:42' of an ISO 8601 time, on this device's clock. */
export const formatClock = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(iso));

/** The heading of a section: 'Sunday, 14 January 2024', 'January 2024', '2024'. `key` as in sections.ts, not empty. */
export const formatSection = (key: string, locale: string): string => {
  const date = new Date(key);
  const options: Intl.DateTimeFormatOptions =
    key.length === 10
      ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
      : key.length === 7
        ? { month: 'long', year: 'numeric' }
        : { year: 'numeric' };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date);
};

/** 'Jun 3, 2024' of an ISO 8601 time, in UTC. */
export const formatShortDate = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(iso),
  );

/** 'Jun' of '2024-06'. */
export const formatShortMonth = (key: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(new Date(key));

/** Whole days from now until an ISO 8601 time, none below 0. */
export const daysUntil = (iso: string, nowMs: number): number =>
  Math.max(0, Math.ceil((Date.parse(iso) - nowMs) / 86_400_000));

/** A share from 0 to 1, in whole percents. */
export const formatPercent = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
