import { concatBytes, utf8ToBytes } from '../../core/base/bytes.ts';

/** What EXIF is to say. */
export interface ExifFacts {
  /** The time on the spot: `2024:05:18 05:42:10`. */
  readonly taken: string;
  /** Degrees north and east; `null` for no place. */
  readonly place: readonly [number, number] | null;
  readonly make: string;
  readonly model: string;
}

/** Types of values (EXIF 2.32, 4.6.2). */
const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const TYPE_BYTES: Readonly<Record<number, number>> = { [ASCII]: 1, [LONG]: 4, [RATIONAL]: 8 };

/** Tags (EXIF 2.32, 4.6.4 to 4.6.6). */
const MAKE = 0x010f;
const MODEL = 0x0110;
const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
const DATE_TIME_ORIGINAL = 0x9003;
const LATITUDE_REF = 1;
const LATITUDE = 2;
const LONGITUDE_REF = 3;
const LONGITUDE = 4;

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly bytes: Uint8Array;
}

const HEADER_BYTES = 8;

/** A TIFF block, little-endian, as JPEG's APP1 and PNG's eXIf carry it. */
export const exifBytes = ({
  taken,
  place,
  make,
  model,
}: ExifFacts): Uint8Array<ArrayBuffer> => {
  const pointers = place === null ? [EXIF_DIRECTORY] : [EXIF_DIRECTORY, GPS_DIRECTORY];
  const firstFields = [text(MAKE, make), text(MODEL, model)];
  const empty = pointers.map((tag) => long(tag, 0));
  const exifAt = HEADER_BYTES + directory([...firstFields, ...empty], 0).length;
  const exif = directory([text(DATE_TIME_ORIGINAL, taken)], exifAt);
  const gpsAt = exifAt + exif.length;
  const gps = place === null ? new Uint8Array() : directory(placeFields(place), gpsAt);
  const offsets = [exifAt, gpsAt];
  const first = directory(
    [...firstFields, ...pointers.map((tag, n) => long(tag, offsets[n] ?? 0))],
    HEADER_BYTES,
  );
  const header = Uint8Array.of(0x49, 0x49, 42, 0, HEADER_BYTES, 0, 0, 0);
  return concatBytes([header, first, exif, gps]);
};

const placeFields = ([latitude, longitude]: readonly [number, number]): readonly Field[] => [
  text(LATITUDE_REF, latitude < 0 ? 'S' : 'N'),
  degrees(LATITUDE, latitude),
  text(LONGITUDE_REF, longitude < 0 ? 'W' : 'E'),
  degrees(LONGITUDE, longitude),
];

const text = (tag: number, value: string): Field => ({
  tag,
  type: ASCII,
  bytes: utf8ToBytes(`${value}\0`),
});

const long = (tag: number, value: number): Field => ({ tag, type: LONG, bytes: uint32(value) });

/** Degrees, minutes and hundredths of seconds, as three fractions. */
const degrees = (tag: number, value: number): Field => {
  const hundredths = Math.round(Math.abs(value) * 360_000);
  const parts = [
    [Math.floor(hundredths / 360_000), 1],
    [Math.floor(hundredths / 6_000) % 60, 1],
    [hundredths % 6_000, 100],
  ].flat();
  return { tag, type: RATIONAL, bytes: concatBytes(parts.map(uint32)) };
};

/** A directory at `at`: its fields in order, then the values that do not fit into them. */
const directory = (fields: readonly Field[], at: number): Uint8Array<ArrayBuffer> => {
  const values: Uint8Array[] = [];
  let valuesAt = at + 2 + fields.length * 12 + 4;
  const entries = fields.map(({ tag, type, bytes }) => {
    const count = bytes.length / (TYPE_BYTES[type] ?? 1);
    const head = concatBytes([uint16(tag), uint16(type), uint32(count)]);
    if (bytes.length <= 4) return concatBytes([head, padded(bytes, 4)]);
    const entry = concatBytes([head, uint32(valuesAt)]);
    // Values start at even places (TIFF 6.0, section 2).
    const value = padded(bytes, bytes.length + (bytes.length % 2));
    values.push(value);
    valuesAt += value.length;
    return entry;
  });
  return concatBytes([uint16(fields.length), ...entries, uint32(0), ...values]);
};

const padded = (bytes: Uint8Array, length: number): Uint8Array => {
  const out = new Uint8Array(length);
  out.set(bytes);
  return out;
};

const uint16 = (value: number): Uint8Array => Uint8Array.of(value & 255, value >> 8);
const uint32 = (value: number): Uint8Array =>
  Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255);
