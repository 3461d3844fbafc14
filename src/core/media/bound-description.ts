import { isUtcTime } from '../base/plain-fields.ts';
import type { Description } from './description.ts';
import { MEDIA_LIMITS, readDescriptor, readPlace, readTag } from './media-body.ts';
import type { Descriptor } from './media.ts';

const MAX_PIXELS_A_SIDE = 2 ** 31;
const MAX_SECONDS = 1e9;
const MAX_OFFSET_MINUTES = 1_440;
const CONTROLS = /\p{Cc}+/gu;
/** Half a character, left by a cut or by a broken file, would not survive encoding. */
const HALVES = /\p{Surrogate}/gu;

/**
 * What readers found, within what a media item may hold: an item beyond its bounds would be written down
 * and never be shown. Long texts are cut, numbers that cannot be are unknown, tags lose line breaks.
 */
export const boundDescription = (found: Description): Description => ({
  width: whole(found.width, 1, MAX_PIXELS_A_SIDE),
  height: whole(found.height, 1, MAX_PIXELS_A_SIDE),
  durationSeconds: within(found.durationSeconds, 0, MAX_SECONDS),
  capturedAt:
    found.capturedAt !== null && isUtcTime(found.capturedAt) ? found.capturedAt : null,
  capturedOffsetMinutes: whole(
    found.capturedOffsetMinutes,
    -MAX_OFFSET_MINUTES,
    MAX_OFFSET_MINUTES,
  ),
  place: placeOf(found.place),
  codec: cut(found.codec, MEDIA_LIMITS.word),
  camera: cut(found.camera, MEDIA_LIMITS.word),
  artist: cut(found.artist, MEDIA_LIMITS.word),
  album: cut(found.album, MEDIA_LIMITS.word),
  albumArtist: cut(found.albumArtist, MEDIA_LIMITS.word),
  trackNumber: whole(found.trackNumber, 1, MEDIA_LIMITS.trackNumber),
  discNumber: whole(found.discNumber, 1, MEDIA_LIMITS.trackNumber),
  contentId: cut(found.contentId, MEDIA_LIMITS.word),
  burstId: cut(found.burstId, MEDIA_LIMITS.word),
  title: cut(found.title, MEDIA_LIMITS.title),
  description: cut(found.description, MEDIA_LIMITS.description),
  rating: whole(found.rating, 0, 5),
  tags: tagsOf(found.tags),
  project: cut(found.project, MEDIA_LIMITS.project),
  descriptors: descriptorsOf(found.descriptors),
  raw: found.raw,
});

const within = (value: number | null, min: number, max: number): number | null =>
  value !== null && value >= min && value <= max ? value : null;

const whole = (value: number | null, min: number, max: number): number | null =>
  Number.isSafeInteger(value) ? within(value, min, max) : null;

const cutText = (text: string, length: number): string =>
  text.slice(0, length).replace(HALVES, '');

const cut = (text: string | null, length: number): string | null =>
  text === null ? null : cutText(text, length);

const placeOf = (place: Description['place']): Description['place'] => {
  if (place === null) return null;
  const named = { ...place, name: cut(place.name, MEDIA_LIMITS.placeName) };
  return readPlace(named) ?? readPlace({ ...named, altitude: null }) ?? null;
};

const tagsOf = (found: readonly string[]): readonly string[] => {
  const tags = found.flatMap((text) => {
    const line = text.normalize('NFC').replace(CONTROLS, ' ').trim();
    return readTag(cutText(line, MEDIA_LIMITS.tag)) ?? [];
  });
  return [...new Set(tags)].slice(0, MEDIA_LIMITS.tags);
};

const descriptorsOf = (found: readonly Descriptor[]): readonly Descriptor[] =>
  found
    .flatMap(({ name, weight }) => {
      const word = cutText(name, MEDIA_LIMITS.descriptor);
      return readDescriptor({ name: word, weight }) ?? [];
    })
    .slice(0, MEDIA_LIMITS.descriptors);
