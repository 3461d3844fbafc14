import { formatByteRate, formatByteSize, parseByteRate, parseByteSize } from './byte-size.ts';

/** One kind of value in the settings: how it is read from anyone, and written for `config.yaml`. */
export interface Setting<T> {
  /** The value, `undefined` where `value` is none of this kind. */
  readonly read: (value: unknown) => T | undefined;
  readonly write: (value: T) => unknown;
  /** What is expected, as words that follow "must be". */
  readonly expected: string;
  /** The least and the most, as `write` writes them, where there are such. */
  readonly bounds?: { readonly min: string; readonly max: string };
}

const plain = <T>(expected: string, fits: (value: unknown) => value is T): Setting<T> => ({
  read: (value) => (fits(value) ? value : undefined),
  write: (value) => value,
  expected,
});

/** The same setting, or `null`. */
export const orNull = <T>(setting: Setting<T>): Setting<T | null> => ({
  read: (value) => (value === null ? null : setting.read(value)),
  write: (value) => (value === null ? null : setting.write(value)),
  expected: `${setting.expected}, or null`,
  ...(setting.bounds !== undefined && { bounds: setting.bounds }),
});

/** A list of at most `maxCount` different values. */
export const listOf = <T>(setting: Setting<T>, maxCount: number): Setting<readonly T[]> => ({
  read: (value) => {
    if (!Array.isArray(value) || value.length > maxCount) return undefined;
    const entries = value.map((entry: unknown) => setting.read(entry));
    return entries.every((entry) => entry !== undefined) ? [...new Set(entries)] : undefined;
  },
  write: (value) => value.map(setting.write),
  expected: `a list of at most ${maxCount} entries, each ${setting.expected}`,
});

/** Text of `pattern`. */
export const text = (pattern: RegExp, expected: string): Setting<string> =>
  plain(expected, (value): value is string => typeof value === 'string' && pattern.test(value));

/** One of `choices`; `aliases` are read as the choice that they stand for. */
export const choice = <T extends string>(
  choices: readonly T[],
  aliases: Readonly<Record<string, T>> = {},
): Setting<T> => ({
  read: (value) => {
    const meant =
      typeof value === 'string' && Object.hasOwn(aliases, value) ? aliases[value] : value;
    return choices.find((known) => known === meant);
  },
  write: (value) => value,
  expected: `one of ${choices.join(', ')}`,
});

/** A whole number within `[min, max]`. */
export const whole = (min: number, max: number): Setting<number> => ({
  ...plain(
    `a whole number from ${min} to ${max}`,
    (value): value is number =>
      Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  ),
  bounds: { min: String(min), max: String(max) },
});

/** Yes or no. */
export const flag: Setting<boolean> = plain(
  'true or false',
  (value) => typeof value === 'boolean',
);

/** Bytes within `[min, max]`, written as `10GB`. */
export const byteSize = (min: number, max: number): Setting<number> => ({
  read: (value) => {
    const bytes = parseByteSize(value);
    return bytes === null || bytes < min || bytes > max ? undefined : bytes;
  },
  write: formatByteSize,
  expected: `a size from ${formatByteSize(min)} to ${formatByteSize(max)}`,
  bounds: { min: formatByteSize(min), max: formatByteSize(max) },
});

/** Bytes per second, written as `10MB/s`. */
export const byteRate: Setting<number> = {
  read: (value) => parseByteRate(value) ?? undefined,
  write: formatByteRate,
  expected: 'a rate such as 10MB/s',
};
