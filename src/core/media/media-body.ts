import { isBlobHash, isChunkHash, isRandomId } from '../base/ids.ts';
import type { MediaId } from '../base/ids.ts';
import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { FieldReader } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import { isName } from '../uri/segment.ts';
import type { Descriptor, MediaBody, MediaEdits, MediaFacts, Place } from './media.ts';

/** Bounds of what is said of an item: lengths in UTF-16 units, lists in entries. A whole version has 64 KiB. */
export const MEDIA_LIMITS = {
  title: 500,
  description: 10_000,
  project: 200,
  tags: 256,
  tag: 100,
  descriptors: 256,
  descriptor: 100,
  placeName: 200,
  word: 300,
  components: 1_000,
  trackNumber: 65_535,
} as const;

/** A body that is no media item: the field at fault and what it should have been. */
export type BadMedia = {
  readonly type: 'bad-media';
  readonly message: string;
  readonly field: string;
};

/** The kinds of media, `other` for all that nobody plays or shows. */
export const MEDIA_KINDS = ['other', 'photo', 'video', 'audio'] as const;

const MIME = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,100}$/;
const THUMB_HASH = /^[A-Za-z0-9+/]{6,64}$/;
const PERCEPTUAL_HASH = /^[0-9a-f]{16}$/;
const CONTROL = /\p{Cc}/u;

/** Whether `text` has the literal form of a media id. */
export const isMediaId = (text: string): text is MediaId => isRandomId(text);

/**
 * The body of a media version from anyone. Optional fields that are missing get their defaults and
 * unknown ones are left out, so that the form can grow. The body is plain data: it is its own encoding.
 */
export const parseMediaBody = (fields: PlainObject): Result<MediaBody, BadMedia> => {
  const read = readFields(fields);
  const body: MediaBody = {
    hash: read.form('hash', isBlobHash, 'the 64 hex digits of a BLAKE2b-256'),
    sizeBytes: read.integer('sizeBytes', 0, Number.MAX_SAFE_INTEGER),
    listHash: read.form('listHash', isChunkHash, 'the 64 hex digits of a SHA-256'),
    components: read.list('components', MEDIA_LIMITS.components, readMediaId, 'a media id'),
    partOf: formOrNull(read, 'partOf', isMediaId, 'a media id'),
    createdAt: read.time('createdAt'),
    trashedAt: read.timeOrNull('trashedAt'),
    ...readFacts(read),
    ...readEdits(read),
  };
  const fault = read.fault();
  if (fault === null) return ok(body);
  return err({
    type: 'bad-media',
    message: `A media item's ${fault.field} must be ${fault.expected}.`,
    field: fault.field,
  });
};

/** A tag as it is kept: trimmed, in NFC; `undefined` where it is empty, too long or not text. */
export const readTag = (entry: Plain): string | undefined => {
  if (typeof entry !== 'string') return undefined;
  const tag = entry.trim().normalize('NFC');
  const isTag = tag !== '' && tag.length <= MEDIA_LIMITS.tag && !CONTROL.test(tag);
  return isTag ? tag : undefined;
};

/** A weighted word; `undefined` where it is none. */
export const readDescriptor = (entry: Plain): Descriptor | undefined => {
  if (!isPlainObject(entry)) return undefined;
  const read = readFields(entry);
  const name = read.text('name', MEDIA_LIMITS.descriptor);
  const weight = read.number('weight', 0, 1);
  return read.fault() === null && name !== '' ? { name, weight } : undefined;
};

/** A point on the Earth; `undefined` where it is none. */
export const readPlace = (entry: PlainObject): Place | undefined => {
  const read = readFields(entry);
  const place: Place = {
    latitude: read.number('latitude', -90, 90),
    longitude: read.number('longitude', -180, 180),
    altitude: read.numberOrNull('altitude', -20_000, 100_000),
    name: read.textOrNull('name', MEDIA_LIMITS.placeName),
  };
  return read.fault() === null ? place : undefined;
};

const readMediaId = (entry: Plain): MediaId | undefined =>
  typeof entry === 'string' && isMediaId(entry) ? entry : undefined;

const isMime = (text: string): text is string => MIME.test(text);
const isThumbHash = (text: string): text is string => THUMB_HASH.test(text);
const isPerceptualHash = (text: string): text is string => PERCEPTUAL_HASH.test(text);

/** Text of a form, `null` where it is missing or null. */
const formOrNull = <T extends string>(
  read: FieldReader,
  field: string,
  fits: (text: string) => text is T,
  expected: string,
): T | null =>
  read.textOrNull(field, MEDIA_LIMITS.word) === null ? null : read.form(field, fits, expected);

const readFacts = (read: FieldReader): MediaFacts => ({
  mime: read.form('mime', isMime, 'a media type such as image/jpeg'),
  kind: read.choice('kind', MEDIA_KINDS),
  width: read.integerOrNull('width', 1, 2 ** 31),
  height: read.integerOrNull('height', 1, 2 ** 31),
  durationSeconds: read.numberOrNull('durationSeconds', 0, 1e9),
  capturedAt: read.timeOrNull('capturedAt'),
  capturedOffsetMinutes: read.integerOrNull('capturedOffsetMinutes', -1_440, 1_440),
  place: read.objectOrNull('place', readPlace, 'a place with latitude and longitude'),
  codec: read.textOrNull('codec', MEDIA_LIMITS.word),
  camera: read.textOrNull('camera', MEDIA_LIMITS.word),
  artist: read.textOrNull('artist', MEDIA_LIMITS.word),
  album: read.textOrNull('album', MEDIA_LIMITS.word),
  albumArtist: read.textOrNull('albumArtist', MEDIA_LIMITS.word),
  trackNumber: read.integerOrNull('trackNumber', 1, MEDIA_LIMITS.trackNumber),
  discNumber: read.integerOrNull('discNumber', 1, MEDIA_LIMITS.trackNumber),
  thumbHash: formOrNull(read, 'thumbHash', isThumbHash, 'a ThumbHash in base64'),
  noThumbnail: read.textOrNull('noThumbnail', MEDIA_LIMITS.word),
  perceptualHash: formOrNull(read, 'perceptualHash', isPerceptualHash, '16 hex digits'),
  essence: formOrNull(read, 'essence', isChunkHash, 'the 64 hex digits of a SHA-256'),
  contentId: read.textOrNull('contentId', MEDIA_LIMITS.word),
  burstId: read.textOrNull('burstId', MEDIA_LIMITS.word),
});

const readEdits = (read: FieldReader): MediaEdits => ({
  name: read.form('name', (text): text is string => isName(text), 'a name (rules N1 to N6)'),
  title: read.textOrNull('title', MEDIA_LIMITS.title),
  description: read.textOrNull('description', MEDIA_LIMITS.description),
  rating: read.integerOrNull('rating', 0, 5),
  tags: read.list('tags', MEDIA_LIMITS.tags, readTag, 'a tag of 1 to 100 characters'),
  project: read.textOrNull('project', MEDIA_LIMITS.project),
  descriptors: read.list(
    'descriptors',
    MEDIA_LIMITS.descriptors,
    readDescriptor,
    'a word with a weight from 0 to 1',
  ),
});
