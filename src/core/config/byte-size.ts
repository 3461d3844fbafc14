/** Units by their power: those of storage makers are decimal, those with an `i` binary (IEC 80000-13). */
const UNITS: readonly (readonly [unit: string, bytes: number])[] = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['KB', 1e3],
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
  ['B', 1],
];
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT]?i?B)?$/i;

/** Bytes of a size such as `10GB`, `1.5 MiB`, `512` or `512B`; `null` where it is none or no whole number of bytes. */
export const parseByteSize = (value: unknown): number | null => {
  const [, digits = '', unit = 'B'] =
    typeof value === 'string' ? (SIZE.exec(value.trim()) ?? []) : [];
  const factor = UNITS.find(([name]) => name.toLowerCase() === unit.toLowerCase())?.[1] ?? NaN;
  const bytes =
    typeof value === 'number'
      ? value
      : digits === ''
        ? NaN
        : Math.round(Number(digits) * factor);
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
};

/** Bytes per second of a rate such as `10MB/s`; a bare number or size counts as one. */
export const parseByteRate = (value: unknown): number | null =>
  parseByteSize(typeof value === 'string' ? value.trim().replace(/\s*\/\s*s$/i, '') : value);

/** The shortest text that reads as exactly `bytes`: `10GB`, `1GiB`, `1234B`. */
export const formatByteSize = (bytes: number): string => {
  const [unit, factor] = UNITS.find(([, size]) => bytes >= size && bytes % size === 0) ?? [
    'B',
    1,
  ];
  return `${bytes / factor}${unit}`;
};

/** The same per second: `10MB/s`. */
export const formatByteRate = (bytesPerSecond: number): string =>
  `${formatByteSize(bytesPerSecond)}/s`;
