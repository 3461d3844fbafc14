import type { Plain, PlainObject } from './plain.ts';

/** What was wrong with the first field that did not read: which one, and what it should have been. */
export type FieldFault = { readonly field: string; readonly expected: string };

/**
 * Reads typed fields out of a plain object that anyone may have written. Each getter returns a value of
 * its type whatever it meets; the first field that did not read is told by `fault()`, so that a parser
 * lists its fields once and asks once.
 */
export interface FieldReader {
  /** Text of at most `maxLength` UTF-16 units. */
  text(field: string, maxLength: number): string;
  /** The same, `null` where the field is missing or null. */
  textOrNull(field: string, maxLength: number): string | null;
  /** Text that `fits`; `expected` says in words what that is. */
  form<T extends string>(field: string, fits: (text: string) => text is T, expected: string): T;
  /** One of `choices`; the first one where the field is missing. */
  choice<T extends string>(field: string, choices: readonly [T, ...T[]]): T;
  /** A finite number within `[min, max]`. */
  number(field: string, min: number, max: number): number;
  numberOrNull(field: string, min: number, max: number): number | null;
  /** A whole number within `[min, max]`. */
  integer(field: string, min: number, max: number): number;
  integerOrNull(field: string, min: number, max: number): number | null;
  /** ISO 8601 in UTC, such as 2024-01-31T23:59:59Z. */
  time(field: string): string;
  timeOrNull(field: string): string | null;
  /** A list of at most `maxCount` entries, each read by `read` (`undefined` where it is none); `[]` where missing. */
  list<T>(
    field: string,
    maxCount: number,
    read: (entry: Plain) => T | undefined,
    expected: string,
  ): readonly T[];
  /** An object read by `read` (`undefined` where it is none); `null` where missing or null. */
  objectOrNull<T>(
    field: string,
    read: (entry: PlainObject) => T | undefined,
    expected: string,
  ): T | null;
  /** The first field that did not read, `null` where all did. */
  fault(): FieldFault | null;
}

const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** Whether `text` is a time in ISO 8601, in UTC, that exists. */
export const isUtcTime = (text: string): boolean =>
  UTC_TIME.test(text) && !Number.isNaN(Date.parse(text));

/** Whether `value` is a plain object: neither list, bytes nor null. */
export const isPlainObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

/** A reader of the own fields of `source`. */
export const readFields = (source: PlainObject): FieldReader => {
  let fault: FieldFault | null = null;
  const get = (field: string): Plain | undefined =>
    Object.hasOwn(source, field) ? source[field] : undefined;
  const fail = <T>(field: string, expected: string, instead: T): T => {
    fault ??= { field, expected };
    return instead;
  };
  const orNull = <T>(field: string, read: () => T): T | null =>
    (get(field) ?? null) === null ? null : read();

  const reader: FieldReader = {
    text: (field, maxLength) => {
      const value = get(field);
      return typeof value === 'string' && value.length <= maxLength
        ? value
        : fail(field, `text of at most ${maxLength} characters`, '');
    },
    textOrNull: (field, maxLength) => orNull(field, () => reader.text(field, maxLength)),
    form: <T extends string>(field: string, fits: (t: string) => t is T, expected: string) => {
      const value = get(field);
      return typeof value === 'string' && fits(value) ? value : fail(field, expected, '' as T);
    },
    choice: (field, choices) => {
      const value = get(field);
      const found = choices.find((choice) => choice === value);
      if (found !== undefined || value === undefined) return found ?? choices[0];
      return fail(field, `one of ${choices.join(', ')}`, choices[0]);
    },
    number: (field, min, max) => {
      const value = get(field);
      return typeof value === 'number' && value >= min && value <= max
        ? value
        : fail(field, `a number from ${min} to ${max}`, min);
    },
    numberOrNull: (field, min, max) => orNull(field, () => reader.number(field, min, max)),
    integer: (field, min, max) => {
      const value = get(field);
      return Number.isSafeInteger(value) && reader.number(field, min, max) === value
        ? value
        : fail(field, `a whole number from ${min} to ${max}`, min);
    },
    integerOrNull: (field, min, max) => orNull(field, () => reader.integer(field, min, max)),
    time: (field) => {
      const value = get(field);
      return typeof value === 'string' && isUtcTime(value)
        ? value
        : fail(field, 'a time such as 2024-01-31T23:59:59Z', '1970-01-01T00:00:00Z');
    },
    timeOrNull: (field) => orNull(field, () => reader.time(field)),
    list: (field, maxCount, read, expected) => {
      const value = get(field) ?? [];
      const words = `a list of at most ${maxCount} entries, each ${expected}`;
      if (!isPlainList(value) || value.length > maxCount) return fail(field, words, []);
      const entries = value.map(read).filter((entry) => entry !== undefined);
      return entries.length === value.length ? entries : fail(field, words, []);
    },
    objectOrNull: (field, read, expected) =>
      orNull(field, () => {
        const value = get(field);
        const entry = isPlainObject(value) ? read(value) : undefined;
        return entry ?? fail(field, expected, null);
      }),
    fault: () => fault,
  };
  return reader;
};

const isPlainList = (value: Plain): value is readonly Plain[] => Array.isArray(value);
