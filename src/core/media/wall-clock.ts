/** The reading of a clock on the spot, as a date field writes it: `2024-01-31T10:20:30`, without a zone. */
export type WallClock = string;

const WALL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?$/;

/** What a clock on the spot showed at a time in UTC; an unknown offset shows UTC itself. */
export const utcToWall = (utc: string, offsetMinutes: number | null): WallClock =>
  new Date(Date.parse(utc) + (offsetMinutes ?? 0) * 60_000).toISOString().slice(0, 19);

/** The time in UTC of a clock's reading; `null` where no such day or time exists. */
export const wallToUtc = (wall: WallClock, offsetMinutes: number | null): string | null => {
  const match = WALL.exec(wall);
  if (match === null) return null;
  const [, day = '', time = '', seconds = '00'] = match;
  const ms = Date.parse(`${day}T${time}:${seconds}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day) || day < '1000')
    return null;
  return new Date(ms - (offsetMinutes ?? 0) * 60_000).toISOString();
};

/** `+02:00`; `''` where the offset is unknown. */
export const offsetToText = (minutes: number | null): string => {
  if (minutes === null) return '';
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
};
