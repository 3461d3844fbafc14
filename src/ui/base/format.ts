/** Numbers, sizes, times and dates as a person of a locale reads them: rounded to what matters. */

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** '3.4 MB'; decimal units, at most three digits. */
export const formatBytes = (bytes: number, locale: string): string => {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)));
  const index = bytes < 1 ? 0 : power;
  const value = bytes / 1000 ** index;
  return numbersOf(locale, {
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
  numbersOf(locale).format(count);

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
  return numbersOf(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
};

/** '3 June 2024' of an ISO 8601 time, in UTC, as sections are cut. */
export const formatDate = (iso: string, locale: string): string =>
  datesOf(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

/** '3 June 2024 at 17:42' of an ISO 8601 time, at `offsetMinutes` east of UTC, where it is known. */
export const formatTime = (iso: string, offsetMinutes: number | null, locale: string): string =>
  datesOf(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(Date.parse(iso) + (offsetMinutes ?? 0) * 60_000));

/** '17:42' of an ISO 8601 time, on this device's clock. */
export const formatClock = (iso: string, locale: string): string =>
  datesOf(locale, { timeStyle: 'short' }).format(new Date(iso));

/** The heading of a section: 'Sunday, 14 January 2024', 'January 2024', '2024'. `key` as in sections.ts, not empty. */
export const formatSection = (key: string, locale: string): string => {
  const date = new Date(key);
  const options: Intl.DateTimeFormatOptions =
    key.length === 10
      ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
      : key.length === 7
        ? { month: 'long', year: 'numeric' }
        : { year: 'numeric' };
  return datesOf(locale, { ...options, timeZone: 'UTC' }).format(date);
};

/** The heading of a day where there is little room, below that of its month: 'Sun 14 Jan'. */
export const formatShortDay = (key: string, locale: string): string =>
  datesOf(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(key));

/** 'Jun 3, 2024' of an ISO 8601 time, in UTC. */
export const formatShortDate = (iso: string, locale: string): string =>
  datesOf(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));

/** 'Jun' of '2024-06'. */
export const formatShortMonth = (key: string, locale: string): string =>
  datesOf(locale, { month: 'short', timeZone: 'UTC' }).format(new Date(key));

/** Whole days from now until an ISO 8601 time, none below 0. */
export const daysUntil = (iso: string, nowMs: number): number =>
  Math.max(0, Math.ceil((Date.parse(iso) - nowMs) / 86_400_000));

/** A share from 0 to 1, in whole percents. */
export const formatPercent = (share: number, locale: string): string =>
  numbersOf(locale, { style: 'percent' }).format(share);

/** Making a formatter takes some 50 µs, using it one or two: each is made once. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

const numbersOf = (locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  once(
    `number ${locale} ${JSON.stringify(options)}`,
    () => new Intl.NumberFormat(locale, options),
  );

const datesOf = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once(
    `date ${locale} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, options),
  );

const once = <T extends Intl.NumberFormat | Intl.DateTimeFormat>(
  key: string,
  make: () => T,
): T => {
  const formatter = (made.get(key) as T | undefined) ?? make();
  made.set(key, formatter);
  return formatter;
};
