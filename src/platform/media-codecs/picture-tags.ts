import type { ExpandedTags } from 'exifreader';
import { type AppleShot, readAppleMakerNote } from '../../core/media/apple-maker-note.ts';
import type { CaptureTime } from '../../core/media/capture-time.ts';
import { parseCaptureTime, withSatelliteTime } from '../../core/media/capture-time.ts';
import type { Description } from '../../core/media/description.ts';
import { NOTHING_DESCRIBED } from '../../core/media/description.ts';
import type { Place } from '../../core/media/media.ts';

/** One tag as exifreader gives it, of whatever group. */
interface Tag {
  readonly value?: unknown;
  readonly description?: unknown;
}
type Tags = Readonly<Record<string, Tag | undefined>>;

/** The groups of tags that a picture or a sidecar may have. */
interface Groups {
  readonly exif: Tags;
  readonly iptc: Tags;
  readonly xmp: Tags;
}

/** What the tags of a picture say about it. XMP is what people edit, so it goes before IPTC and EXIF. */
export const tagsToDescription = (expanded: ExpandedTags): Description => {
  const groups: Groups = {
    exif: (expanded.exif ?? {}) as Tags,
    iptc: (expanded.iptc ?? {}) as Tags,
    xmp: expanded.xmp ?? {},
  };
  const { exif, iptc, xmp } = groups;
  const time = captureTime(groups);
  return {
    ...NOTHING_DESCRIBED,
    capturedAt: time?.capturedAt ?? null,
    capturedOffsetMinutes: time?.capturedOffsetMinutes ?? null,
    place: placeOf(expanded.gps, groups),
    camera: cameraOf(text(exif['Make'] ?? xmp['Make']), text(exif['Model'] ?? xmp['Model'])),
    artist: text(xmp['creator']) ?? text(iptc['By-line']) ?? text(exif['Artist']),
    title: text(xmp['title']) ?? text(iptc['Object Name']) ?? text(exif['XPTitle']),
    description:
      written(xmp['description']) ??
      written(iptc['Caption/Abstract']) ??
      written(exif['ImageDescription']) ??
      written(exif['UserComment']),
    rating: ratingOf(xmp['Rating'] ?? exif['Rating']),
    tags: keywordsOf(groups),
    ...shotOf(exif['MakerNote']),
    raw: rawOf(expanded) as Description['raw'],
  };
};

/** The readable text of a tag; lists are joined by exifreader; empty and unreadable ones are `null`. */
const text = (tag: Tag | undefined): string | null => {
  if (typeof tag?.description !== 'string') return null;
  const trimmed = tag.description.replaceAll('\0', '').trim();
  return trimmed === '' || UNREADABLE.test(trimmed) ? null : trimmed;
};

/** What exifreader says of a comment in an encoding that it does not read. */
const UNREADABLE = /^\[.* encod(ed|ing).*\]$/;
/** What cameras write where a person could: 'OLYMPUS DIGITAL CAMERA', 'SONY DSC'. */
const WRITTEN_BY_CAMERA = /^([A-Z ]*DIGITAL CAMERA|DCF \d\.\d|SONY DSC)$/;

/** A text that a person may have written. */
const written = (tag: Tag | undefined): string | null => {
  const found = text(tag);
  return found === null || WRITTEN_BY_CAMERA.test(found) ? null : found;
};

/** exifreader hands a maker note out as a list of bytes. */
const shotOf = (tag: Tag | undefined): AppleShot => {
  const bytes = Array.isArray(tag?.value) ? (tag.value as readonly unknown[]) : [];
  return readAppleMakerNote(Uint8Array.from(bytes, Number));
};

const captureTime = ({ exif, iptc, xmp }: Groups): CaptureTime | null => {
  const offset = text(exif['OffsetTimeOriginal']) ?? text(exif['OffsetTime']);
  const candidates: readonly (readonly [string | null, string | null])[] = [
    [withFraction(exif['DateTimeOriginal'], exif['SubSecTimeOriginal']), offset],
    [text(xmp['DateTimeOriginal']), null],
    [
      withFraction(exif['DateTimeDigitized'], exif['SubSecTimeDigitized']),
      text(exif['OffsetTimeDigitized']) ?? offset,
    ],
    [text(xmp['DateCreated']), null],
    [text(xmp['CreateDate']), null],
    [iptcTime(iptc), null],
  ];
  const satellite = satelliteTime(exif);
  for (const [written, zone] of candidates) {
    const time = written === null ? null : parseCaptureTime(written, zone);
    if (time !== null)
      return satellite === null ? time : withSatelliteTime(time, satellite.capturedAt);
  }
  return satellite;
};

const withFraction = (date: Tag | undefined, fraction: Tag | undefined): string | null => {
  const written = text(date);
  const digits = text(fraction);
  return written !== null && digits !== null && /^\d{1,9}$/.test(digits)
    ? `${written}.${digits}`
    : written;
};

/** exifreader writes IPTC's `20240131` as `2024-01-31` and `102030+0200` as `10:20:30+02:00`. */
const iptcTime = (iptc: Tags): string | null => {
  const date = text(iptc['Date Created']);
  const time = text(iptc['Time Created']);
  return date !== null && time !== null ? `${date} ${time}` : date;
};

/** GPS time is UTC by definition. */
const satelliteTime = (exif: Tags): CaptureTime | null => {
  const date = text(exif['GPSDateStamp']);
  const clock = exif['GPSTimeStamp']?.value;
  if (date === null || !Array.isArray(clock)) return null;
  const parts = clock.map((part: unknown) => rational(part));
  if (parts.length !== 3 || parts.some((part) => part === null)) return null;
  const [hour = 0, minute = 0, second = 0] = parts.map((part) => Math.floor(part ?? 0));
  const two = (part: number): string => String(part).padStart(2, '0');
  return parseCaptureTime(`${date} ${two(hour)}:${two(minute)}:${two(second)}Z`);
};

const rational = (value: unknown): number | null => {
  if (typeof value === 'number') return value;
  if (!Array.isArray(value)) return null;
  const [over, under] = value as readonly unknown[];
  return typeof over === 'number' && typeof under === 'number' && under !== 0
    ? over / under
    : null;
};

/** A rating from 1 to 5; XMP's 0 means "unrated" and its -1 "rejected" (XMP specification part 1, 8.4). */
const ratingOf = (tag: Tag | undefined): number | null => {
  const value = Number(typeof tag?.value === 'string' ? tag.value : (tag?.value ?? NaN));
  return Number.isFinite(value) && value >= 0.5 && value <= 5 ? Math.round(value) : null;
};

const COMPANY_WORDS =
  /[\s,]+(corporation|corp|company|co|ltd|limited|inc|optical|imaging|techwin|electronics|electric)\b\.?/gi;

/** Makers add their form of business and repeat their name: 'Canon' and 'Canon EOS 40D' are one camera. */
const cameraOf = (make: string | null, model: string | null): string | null => {
  if (make === null || model === null) return model ?? make;
  const brand = make.replace(COMPANY_WORDS, '').replace(/[\s,.]+$/, '');
  const words = brand.toLowerCase().split(/\s+/);
  const first = model.toLowerCase().split(/[\s_-]/)[0] ?? '';
  return words.includes(first) ? model : `${brand} ${model}`;
};

const placeOf = (gps: ExpandedTags['gps'], { xmp }: Groups): Place | null => {
  const latitude = gps?.Latitude ?? degreesOf(xmp['GPSLatitude']);
  const longitude = gps?.Longitude ?? degreesOf(xmp['GPSLongitude']);
  if (latitude === null || longitude === null) return null;
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return null;
  // Cameras without a fix write zeros; the real place in the Gulf of Guinea is open sea.
  if (latitude === 0 && longitude === 0) return null;
  const altitude = gps?.Altitude ?? metresOf(xmp['GPSAltitude'], xmp['GPSAltitudeRef']);
  return {
    latitude,
    longitude,
    altitude: Number.isFinite(altitude) ? altitude : null,
    name: text(xmp['Location']),
  };
};

/** XMP writes `38,58.2N` or `38,58,12N` (XMP specification part 2, GPSCoordinate). */
const degreesOf = (tag: Tag | undefined): number | null => {
  const written = typeof tag?.value === 'string' ? tag.value : '';
  const match = /^(\d+),(\d+(?:\.\d+)?)(?:,(\d+))?([NSEW])$/.exec(written);
  if (match === null) return null;
  const degrees = Number(match[1]) + Number(match[2]) / 60 + Number(match[3] ?? 0) / 3600;
  return match[4] === 'S' || match[4] === 'W' ? -degrees : degrees;
};

/** XMP writes `1234/100`, and 1 beside it for below the sea. */
const metresOf = (height: Tag | undefined, below: Tag | undefined): number | null => {
  const match = /^(\d+)\/(\d+)$/.exec(typeof height?.value === 'string' ? height.value : '');
  if (match === null || Number(match[2]) === 0) return null;
  const metres = Number(match[1]) / Number(match[2]);
  return below?.value === '1' ? -metres : metres;
};

const MAX_KEYWORDS = 200;
const MAX_KEYWORD_LENGTH = 200;

const keywordsOf = ({ xmp, iptc, exif }: Groups): readonly string[] => {
  const windows = text(exif['XPKeywords'])?.split(';') ?? [];
  const words = [
    ...listOf(xmp['TagsList']),
    ...listOf(xmp['subject']),
    ...listOf(iptc['Keywords']),
    ...windows,
  ];
  const clean = [...new Set(words.map((word) => word.trim()))];
  // digiKam writes 'People/Marie Curie' in one place and 'Marie Curie' in another.
  const leaves = new Set(
    clean.filter((word) => word.includes('/')).map((word) => word.split('/').at(-1)),
  );
  return clean
    .filter((word) => word !== '' && word.length <= MAX_KEYWORD_LENGTH && !leaves.has(word))
    .slice(0, MAX_KEYWORDS);
};

/** A tag's list of words: XMP bags hold tags, IPTC holds repeated tags. */
const listOf = (tag: Tag | readonly Tag[] | undefined): readonly string[] => {
  if (tag === undefined) return [];
  const items = Array.isArray(tag) ? (tag as readonly Tag[]) : bagOf(tag as Tag);
  return items.map(text).filter((word) => word !== null);
};

const bagOf = (tag: Tag): readonly Tag[] =>
  Array.isArray(tag.value) && tag.value.every((item) => typeof item === 'object')
    ? (tag.value as readonly Tag[])
    : [tag];

const RAW_GROUPS = [
  'file',
  'exif',
  'gps',
  'iptc',
  'xmp',
  'icc',
  'png',
  'pngText',
  'riff',
  'gif',
] as const;

/** Every readable tag of every group, as its description. */
const rawOf = (expanded: ExpandedTags): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    RAW_GROUPS.flatMap((group) => {
      const tags = expanded[group];
      if (tags === undefined) return [];
      const readable = Object.entries(tags)
        .filter(([name]) => name !== '_raw' && name !== 'MakerNote' && name !== 'Thumbnail')
        .map(([name, tag]) => [name, readableOf(tag)] as const);
      return [[group, Object.fromEntries(readable)] as const];
    }),
  );

const readableOf = (tag: unknown): unknown => {
  if (typeof tag !== 'object' || tag === null) return tag;
  if (Array.isArray(tag)) return tag.map(readableOf);
  return 'description' in tag ? tag.description : undefined;
};
