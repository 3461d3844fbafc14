import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { FieldReader } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { nameFault } from '../uri/segment.ts';
import { MEDIA_LIMITS, readDescriptor, readPlace, readTag } from './media-body.ts';
import { MAX_OFFSET_MINUTES } from './capture-time.ts';
import type { MediaBody, MediaEdits, MediaFacts, Place } from './media.ts';

/** What `updateMedia` may set; fields that are left out stay as they are. */
export type MediaPatch = Partial<
  MediaEdits & Pick<MediaFacts, 'capturedAt' | 'capturedOffsetMinutes' | 'place'>
>;

/** A patch that cannot be applied: the field at fault, and in the message the value that it was given. */
export type BadMediaPatch = {
  readonly type: 'bad-patch';
  readonly message: string;
  readonly field: string;
};

type Field = keyof MediaPatch;
type FieldRules = { readonly [F in Field]-?: (read: FieldReader) => MediaPatch[F] };

const RULES: FieldRules = {
  name: (read) => read.form('name', isNameText, 'a name of 1 to 255 bytes without "/"'),
  title: (read) => lineOrNull(read, 'title', MEDIA_LIMITS.title),
  description: (read) => read.textOrNull('description', MEDIA_LIMITS.description),
  rating: (read) => read.integerOrNull('rating', 0, 5),
  tags: (read) => [
    ...new Set(read.list('tags', MEDIA_LIMITS.tags, readTag, 'text of 1 to 100 characters')),
  ],
  project: (read) => lineOrNull(read, 'project', MEDIA_LIMITS.project),
  descriptors: (read) =>
    read.list(
      'descriptors',
      MEDIA_LIMITS.descriptors,
      readDescriptor,
      '{name, weight} with a weight from 0 to 1',
    ),
  capturedAt: (read) => {
    const text = read.textOrNull('capturedAt', 40);
    return text === null ? null : toUtc(read.form('capturedAt', isTime, TIME_EXPECTED));
  },
  capturedOffsetMinutes: (read) =>
    read.integerOrNull('capturedOffsetMinutes', -MAX_OFFSET_MINUTES, MAX_OFFSET_MINUTES),
  place: (read) => read.objectOrNull('place', readNewPlace, PLACE_EXPECTED),
};

/** The fields that a person may change. */
export const PATCH_FIELDS = Object.keys(RULES) as readonly Field[];

/**
 * A patch from a person or a program, checked: tags trimmed and each once, times turned into UTC. A
 * field that may not be set, or a value that it cannot take, fails the whole patch. `undefined` is as
 * good as left out.
 */
export const parseMediaPatch = (patch: unknown): Result<MediaPatch, BadMediaPatch> => {
  if (!isObject(patch)) {
    return err(badPatch('', patch, `an object with some of ${PATCH_FIELDS.join(', ')}`));
  }
  const given = Object.keys(patch).filter((field) => patch[field] !== undefined);
  const unknownField = given.find((field) => !isField(field));
  if (unknownField !== undefined) {
    return err(badPatch(unknownField, patch[unknownField], UNKNOWN_EXPECTED));
  }
  const read = readFields(patch);
  const entries = given.filter(isField).map((field) => [field, RULES[field](read)] as const);
  const fault = read.fault();
  if (fault !== null) return err(badPatch(fault.field, patch[fault.field], fault.expected));
  return ok(Object.fromEntries(entries) as MediaPatch);
};

/** `body` with a patch applied, or what is wrong with the patch. */
export const applyMediaPatch = (
  body: MediaBody,
  patch: unknown,
): Result<MediaBody, BadMediaPatch> => {
  const parsed = parseMediaPatch(patch);
  return parsed.ok ? ok({ ...body, ...parsed.value }) : parsed;
};

const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;
const TIME_EXPECTED =
  'a date that exists, a time with its offset (2024-01-31T23:59:59+01:00), or null';
const PLACE_EXPECTED =
  'a latitude from -90 to 90, a longitude from -180 to 180 and a name without control characters, or null';
const CONTROL = /\p{Cc}/u;
const UNKNOWN_EXPECTED = `one of the fields that can be set: ${PATCH_FIELDS.join(', ')}`;

const isTime = (text: string): text is string =>
  TIME.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

/** Some engines take 30 February for 1 March: a day exists where it comes back as it was. */
const isDay = (day: string): boolean => {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day) && day >= '1000';
};

/** Text on one line: nobody types a control character, and no screen shows one. */
const lineOrNull = (read: FieldReader, field: string, maxLength: number): string | null => {
  const text = read.textOrNull(field, maxLength);
  return text === null
    ? null
    : read.form(
        field,
        (line): line is string => line.length <= maxLength && !CONTROL.test(line),
        `text of at most ${maxLength} characters without control characters`,
      );
};

const readNewPlace = (entry: PlainObject): Place | undefined => {
  const place = readPlace(entry);
  return place !== undefined && !CONTROL.test(place.name ?? '') ? place : undefined;
};

/** The same moment in UTC; `''`, what a faulty field reads as, passes through. */
const toUtc = (text: string): string => (text === '' ? '' : new Date(text).toISOString());

const isNameText = (text: string): text is string => nameFault(text) === null;

const isField = (field: string): field is Field => Object.hasOwn(RULES, field);

const isObject = (value: unknown): value is PlainObject => isPlainObject(value as Plain);

/** What is wrong with a value, with the value in it. */
export const badPatch = (field: string, value: unknown, expected: string): BadMediaPatch => ({
  type: 'bad-patch',
  message: `${field === '' ? 'The change' : `"${field}"`} was ${show(value)}; it must be ${expected}.`,
  field,
});

/** A value as a message shows it: at most 80 characters. */
const show = (value: unknown): string => {
  const shown = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
  ) as string | undefined;
  if (shown === undefined) return `a ${typeof value}`;
  return shown.length <= 80 ? shown : `${shown.slice(0, 79)}…`;
};
