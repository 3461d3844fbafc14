/** A stretch of time, milliseconds since 1970, both ends in it. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

const DATE = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * What a date or a time in ISO 8601 stands for: `2024`, `2024-05` and `2024-05-31` are the whole year,
 * month and day (UTC), a full time is one moment. `null` where it is neither, or does not exist.
 */
export const readPeriod = (text: string): Period | null => {
  if (TIME.test(text)) {
    const atMs = Date.parse(text);
    return Number.isNaN(atMs) ? null : { fromMs: atMs, toMs: atMs };
  }
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return null;
  const start = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)] as const;
  const fromMs = utc(...start);
  const at = new Date(fromMs);
  // A month 13 or a 31st of June would roll over into another month.
  if (at.getUTCMonth() !== start[1] || at.getUTCDate() !== start[2]) return null;
  const next = [
    start[0] + (month === undefined ? 1 : 0),
    start[1] + (month !== undefined && day === undefined ? 1 : 0),
    start[2] + (day === undefined ? 0 : 1),
  ] as const;
  return { fromMs, toMs: utc(...next) - 1 };
};

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
const utc = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(2000, month, day)).setUTCFullYear(year, month, day);
