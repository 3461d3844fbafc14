import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import { crc32 } from '../base/crc32.ts';
import { isPlainObject } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { ID_LENGTH, type Segment, type WordColumn } from './segment.ts';

/** A segment as it was kept, and what its drive said of it then. */
export interface KeptSegment {
  readonly segment: Segment;
  /** The catalogue's position, as the drive words it. */
  readonly stamp: string;
}

/** 'HMSX' and the form; another form is made anew. Raised also when terms are made in another way. */
const MAGIC = 0x58534d48;
const FORM = 1;
const HEADER_BYTES = 12;

/** A segment as bytes: magic, form, CRC-32 of what follows, then CBOR. */
export const encodeSegment = ({ segment, stamp }: KeptSegment): Uint8Array => {
  const body = encodeCbor(toPlain(segment, stamp));
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, FORM, true);
  header.setUint32(8, crc32(body), true);
  bytes.set(body, HEADER_BYTES);
  return bytes;
};

/** `null` where the bytes are damaged, of another form, or do not fit together: the index is made again. */
export const decodeSegment = (bytes: Uint8Array): KeptSegment | null => {
  if (bytes.length < HEADER_BYTES) return null;
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (header.getUint32(0, true) !== MAGIC || header.getUint32(4, true) !== FORM) return null;
  const body = bytes.subarray(HEADER_BYTES);
  if (header.getUint32(8, true) !== crc32(body)) return null;
  const decoded = decodeCbor(body);
  if (!decoded.ok || !isPlainObject(decoded.value)) return null;
  const segment = fromPlain(decoded.value);
  const { stamp } = decoded.value;
  return segment === null || typeof stamp !== 'string' ? null : { segment, stamp };
};

const toPlain = (segment: Segment, stamp: string): PlainObject => ({
  stamp,
  count: segment.count,
  ids: segment.ids,
  byId: bytesOf(segment.byId),
  names: segment.names,
  nameStarts: bytesOf(segment.nameStarts),
  terms: textsToPlain(segment.terms),
  termStarts: bytesOf(segment.termStarts),
  postings: bytesOf(segment.postings),
  lengths: segment.lengths,
  taken: bytesOf(segment.taken),
  sizes: bytesOf(segment.sizes),
  kinds: segment.kinds,
  ratings: segment.ratings,
  tags: columnToPlain(segment.tags),
  collections: columnToPlain(segment.collections),
  places: columnToPlain(segment.places),
});

/** Whoever wrote this had a right checksum, so lengths are compared and no more. */
const fromPlain = (plain: PlainObject): Segment | null => {
  const count = Number(plain['count']);
  const terms = plainToTexts(plain['terms']);
  const segment: Segment = {
    count,
    ids: textOf(plain['ids']),
    byId: numbersOf(plain['byId']),
    names: textOf(plain['names']),
    nameStarts: numbersOf(plain['nameStarts']),
    terms,
    termStarts: numbersOf(plain['termStarts']),
    postings: numbersOf(plain['postings']),
    lengths: rawOf(plain['lengths']),
    taken: floatsOf(plain['taken']),
    sizes: floatsOf(plain['sizes']),
    kinds: rawOf(plain['kinds']),
    ratings: rawOf(plain['ratings']),
    tags: plainToColumn(plain['tags']),
    collections: plainToColumn(plain['collections']),
    places: plainToColumn(plain['places']),
  };
  return isWhole(segment) ? segment : null;
};

const isWhole = (segment: Segment): boolean => {
  const { count, terms, termStarts, postings } = segment;
  const columns = [segment.tags, segment.collections, segment.places];
  return (
    segment.ids.length === count * ID_LENGTH &&
    segment.nameStarts.at(-1) === segment.names.length &&
    terms.length + 1 === termStarts.length &&
    termStarts.at(-1) === postings.length &&
    [segment.lengths, segment.kinds, segment.ratings, segment.byId].every(
      ({ length }) => length === count,
    ) &&
    segment.taken.length === count &&
    segment.sizes.length === count &&
    columns.every(
      ({ starts, numbers }) => starts.length === count + 1 && starts.at(-1) === numbers.length,
    )
  );
};

/** Every runtime that the drive knows is little-endian, and the index never leaves its device. */
const bytesOf = (array: Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const rawOf = (value: Plain | undefined): Uint8Array =>
  value instanceof Uint8Array ? value.slice() : new Uint8Array(0);
const aligned = (value: Plain | undefined, size: number): ArrayBufferLike => {
  const raw = rawOf(value);
  return raw.length % size === 0 ? raw.buffer : new ArrayBuffer(0);
};
const numbersOf = (value: Plain | undefined): Uint32Array => new Uint32Array(aligned(value, 4));
const floatsOf = (value: Plain | undefined): Float64Array =>
  new Float64Array(aligned(value, 8));
const textOf = (value: Plain | undefined): string => (typeof value === 'string' ? value : '');

/** Texts as one, and where each begins: one piece to decode however many there are. */
const textsToPlain = (texts: readonly string[]): PlainObject => {
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach((text, i) => (starts[i + 1] = (starts[i] ?? 0) + text.length));
  return { text: texts.join(''), starts: bytesOf(starts) };
};

const plainToTexts = (plain: Plain | undefined): readonly string[] => {
  if (!isPlainObject(plain)) return [];
  const text = textOf(plain['text']);
  const starts = numbersOf(plain['starts']);
  return Array.from({ length: Math.max(0, starts.length - 1) }, (_, i) =>
    text.slice(starts[i], starts[i + 1]),
  );
};

const columnToPlain = ({ words, starts, numbers }: WordColumn): PlainObject => ({
  words,
  starts: bytesOf(starts),
  numbers: bytesOf(numbers),
});

const plainToColumn = (plain: Plain | undefined): WordColumn => {
  const fields = isPlainObject(plain) ? plain : {};
  const { words } = fields;
  return {
    words: Array.isArray(words) ? words.map((word: Plain) => textOf(word)) : [],
    starts: numbersOf(fields['starts']),
    numbers: numbersOf(fields['numbers']),
  };
};
