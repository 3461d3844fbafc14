import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { MEDIA_LIMITS, readTag } from './media-body.ts';
import {
  type BadMediaPatch,
  type MediaPatch,
  badPatch,
  parseMediaPatch,
} from './media-patch.ts';
import type { MediaBody } from './media.ts';

/**
 * What is to change of one item or of many: values for all of them, and changes to what each of them
 * has. `tags` and a change of tags exclude each other, as do `capturedAt` and a shift.
 */
export interface MediaEdit extends MediaPatch {
  /** Tags that each item gets beside its own. */
  readonly addTags?: readonly string[];
  /** Tags that each item loses where it has them. */
  readonly removeTags?: readonly string[];
  /** Seconds by which dates move, later where positive; an item without a date stays without. */
  readonly shiftCapturedSeconds?: number;
}

/** A camera whose clock was never set begins at 1980 or 2000: a century covers them. */
export const MAX_SHIFT_SECONDS = 100 * 366 * 86_400;

const TAG_EXPECTED = 'text of 1 to 100 characters without control characters';
const CHANGES = ['addTags', 'removeTags', 'shiftCapturedSeconds'] as const;

/** An edit from a person or a program, checked as `parseMediaPatch` checks a patch. */
export const parseMediaEdit = (edit: unknown): Result<MediaEdit, BadMediaPatch> => {
  if (!isPlainObject(edit as Plain)) return parseMediaPatch(edit);
  const { addTags, removeTags, shiftCapturedSeconds, ...patch } = edit as PlainObject;
  const parsed = parseMediaPatch(patch);
  if (!parsed.ok) return parsed;
  const changes = { addTags, removeTags, shiftCapturedSeconds };
  const given = CHANGES.filter((field) => changes[field] !== undefined);
  const clash = given.find((field) => Object.hasOwn(parsed.value, replacedBy(field)));
  if (clash !== undefined) {
    return err(badPatch(clash, changes[clash], `left out where "${replacedBy(clash)}" is set`));
  }
  const read = readFields(edit as PlainObject);
  const entries = given.map((field) => [field, readChange[field](read)] as const);
  const fault = read.fault();
  if (fault !== null) {
    const value = (edit as PlainObject)[fault.field];
    return err(badPatch(fault.field, value, fault.expected));
  }
  return ok({ ...parsed.value, ...Object.fromEntries(entries) });
};

type Reader = ReturnType<typeof readFields>;

const readTags =
  (field: string) =>
  (read: Reader): readonly string[] => [
    ...new Set(read.list(field, MEDIA_LIMITS.tags, readTag, TAG_EXPECTED)),
  ];

const readChange = {
  addTags: readTags('addTags'),
  removeTags: readTags('removeTags'),
  shiftCapturedSeconds: (read: Reader): number =>
    read.integer('shiftCapturedSeconds', -MAX_SHIFT_SECONDS, MAX_SHIFT_SECONDS),
};

const replacedBy = (change: (typeof CHANGES)[number]): 'tags' | 'capturedAt' =>
  change === 'shiftCapturedSeconds' ? 'capturedAt' : 'tags';

/** The names of the fields that an edit touches, for the audit trail. */
export const editedFields = (edit: MediaEdit): readonly string[] => [
  ...new Set(
    Object.keys(edit).map((field) =>
      CHANGES.includes(field as never) ? replacedBy(field as (typeof CHANGES)[number]) : field,
    ),
  ),
];

/**
 * The fields of one item that an edit writes, none where all is so already; or why the item cannot take
 * it (too many tags, a date out of the calendar).
 */
export const editToFields = (
  body: MediaBody,
  { addTags = [], removeTags = [], shiftCapturedSeconds = 0, ...patch }: MediaEdit,
): Result<MediaPatch, BadMediaPatch> => {
  const tags = changeTags(body.tags, addTags, removeTags);
  if (tags.length > MEDIA_LIMITS.tags && tags.length > body.tags.length) {
    const expected = `so few that "${body.name}" has at most ${MEDIA_LIMITS.tags} tags`;
    return err(badPatch('addTags', addTags, expected));
  }
  const capturedAt = shiftTime(body.capturedAt, shiftCapturedSeconds);
  if (capturedAt === undefined) {
    const expected = `such that "${body.name}" (${String(body.capturedAt)}) stays between the years 1000 and 9999`;
    return err(badPatch('shiftCapturedSeconds', shiftCapturedSeconds, expected));
  }
  return ok({
    ...patch,
    ...(isSame(tags, body.tags) ? {} : { tags }),
    ...(capturedAt === body.capturedAt ? {} : { capturedAt }),
  });
};

const changeTags = (
  tags: readonly string[],
  added: readonly string[],
  removed: readonly string[],
): readonly string[] => [
  ...new Set([...tags.filter((tag) => !removed.includes(tag)), ...added]),
];

/** A time moved by seconds; `undefined` where it leaves the calendar. */
export const shiftTime = (time: string | null, seconds: number): string | null | undefined => {
  if (time === null || seconds === 0) return time;
  const date = new Date(Date.parse(time) + seconds * 1000);
  const year = date.getUTCFullYear();
  return year >= 1000 && year <= 9999 ? date.toISOString() : undefined;
};

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((tag, i) => tag === b[i]);
