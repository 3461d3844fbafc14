import type { Plain, PlainObject } from '../base/plain.ts';
import { isAuthor } from './author.ts';
import { isHlc, type Hlc } from './hlc.ts';
import { compareStamps, isSameStamp, type Stamp } from './stamp.ts';
import type { VersionVector } from './version.ts';

/** Stamps by field, as a version holds them. */
type Stamps = { readonly [field: string]: Stamp };

/**
 * Stamps as they are encoded: one row `[author, counter, hlc, fields]` for each write, since a few writes
 * usually account for all fields. Rows are in the order of stamps, the fields of a row sorted.
 */
export const stampsToPlain = (stamps: Stamps): Plain => {
  const rows: { readonly stamp: Stamp; readonly fields: string[] }[] = [];
  for (const field of Object.keys(stamps).sort()) {
    const stamp = stamps[field];
    if (stamp === undefined) continue;
    const row = rows.find((known) => isSameStamp(known.stamp, stamp));
    if (row === undefined) rows.push({ stamp, fields: [field] });
    else row.fields.push(field);
  }
  rows.sort((a, b) => compareStamps(a.stamp, b.stamp));
  return rows.map(({ stamp, fields }) => [stamp.author, stamp.counter, stamp.hlc, fields]);
};

/**
 * The stamps in what `stampsToPlain` made; `null` where the form is another, where a field is not of
 * `body`, or where a stamp claims a write that the version `head` has not seen or that is later than it.
 */
export const parseStamps = (
  value: Plain,
  body: PlainObject,
  head: { readonly vector: VersionVector; readonly hlc: Hlc },
): Stamps | null => {
  if (!Array.isArray(value)) return null;
  const stamps: Record<string, Stamp> = {};
  let previous: Stamp | null = null;
  for (const row of value as readonly Plain[]) {
    const parsed = parseRow(row);
    if (parsed === null) return null;
    const { stamp, fields } = parsed;
    if (previous !== null && compareStamps(previous, stamp) >= 0) return null;
    if (stamp.counter > (head.vector[stamp.author] ?? 0) || stamp.hlc >= head.hlc) return null;
    for (const field of fields) {
      if (!Object.hasOwn(body, field) || Object.hasOwn(stamps, field)) return null;
      stamps[field] = stamp;
    }
    previous = stamp;
  }
  return stamps;
};

const parseRow = (
  row: Plain,
): { readonly stamp: Stamp; readonly fields: readonly string[] } | null => {
  if (!Array.isArray(row) || row.length !== 4) return null;
  const [author, counter, hlc, fields] = row as readonly Plain[];
  if (typeof author !== 'string' || !isAuthor(author)) return null;
  if (typeof counter !== 'number' || !Number.isSafeInteger(counter) || counter < 1) return null;
  if (typeof hlc !== 'string' || !isHlc(hlc)) return null;
  return isSortedTexts(fields) ? { stamp: { author, counter, hlc }, fields } : null;
};

const isSortedTexts = (value: Plain | undefined): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((text: unknown) => typeof text === 'string') &&
  value.every((text, i) => i === 0 || (value[i - 1] as string) < text);
