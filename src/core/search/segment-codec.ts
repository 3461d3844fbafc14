import { bytesToUtf8, utf8ToBytes } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import { isPlainObject } from '../base/plain-fields.ts';
import type { Plain } from '../base/plain.ts';
import { ID_LENGTH, type Segment, type WordColumn } from './segment.ts';
import { wordSum } from './word-sum.ts';

/** A segment as it was kept, and what its drive said of it then. */
export interface KeptSegment {
  readonly segment: Segment;
  /** The catalogue's position, as the drive words it. */
  readonly stamp: string;
}

/** 'HMSX' and the form; another form is made anew. Raised also when terms are made in another way. */
const MAGIC = 0x58534d48;
const FORM = 2;
/** Magic, form, checksum of all that follows it, length of the contents. */
const HEADER_BYTES = 16;
const SUMMED_FROM = 12;
/** Each stretch begins at a multiple of this, so that the widest numbers are read where they lie. */
const ALIGNMENT = 8;

/**
 * A segment as bytes: header, contents in CBOR (stamp, count, words, the lengths of what follows), then each
 * column as it lies in memory. So a loaded segment is views into the file's bytes, and nothing is copied.
 * Every runtime that the drive knows is little-endian, and the index never leaves its device.
 */
export const encodeSegment = ({ segment, stamp }: KeptSegment): Uint8Array => {
  const stretches = stretchesOf(segment);
  const contents = encodeCbor({
    stamp,
    count: segment.count,
    words: wordColumns(segment).map(({ words }) => words),
    lengths: stretches.map(({ byteLength }) => byteLength),
  });
  const starts = startsOf([HEADER_BYTES + contents.length, ...stretches.map(bytesOfStretch)]);
  const bytes = new Uint8Array(starts.at(-1) ?? 0);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, FORM, true);
  header.setUint32(12, contents.length, true);
  bytes.set(contents, HEADER_BYTES);
  stretches.forEach((stretch, i) => bytes.set(rawBytes(stretch), starts[i]));
  header.setUint32(8, wordSum(summed(bytes)), true);
  return bytes;
};

/** `null` where the bytes are damaged, of another form, or do not fit together: the index is made again. */
export const decodeSegment = (given: Uint8Array): KeptSegment | null => {
  const bytes = given.byteOffset % ALIGNMENT === 0 ? given : given.slice();
  if (bytes.length < HEADER_BYTES || bytes.length % ALIGNMENT !== 0) return null;
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (header.getUint32(0, true) !== MAGIC || header.getUint32(4, true) !== FORM) return null;
  if (header.getUint32(8, true) !== wordSum(summed(bytes))) return null;
  const end = HEADER_BYTES + header.getUint32(12, true);
  const contents = decodeCbor(bytes.subarray(HEADER_BYTES, end));
  if (!contents.ok || !isPlainObject(contents.value)) return null;
  const { stamp, count, words, lengths } = contents.value;
  const segment = readSegment(
    Number(count),
    listOf(words).map(textsOf),
    createReader(bytes, end, listOf(lengths).map(Number)),
  );
  return isWhole(segment) && typeof stamp === 'string' ? { segment, stamp } : null;
};

/** All that is as long as there are items, words or postings, in the order of the file. */
const stretchesOf = (segment: Segment): readonly Stretch[] => [
  utf8ToBytes(segment.ids),
  segment.byId,
  utf8ToBytes(segment.names),
  segment.nameStarts,
  utf8ToBytes(segment.terms.join('')),
  startsOfTexts(segment.terms),
  segment.termStarts,
  segment.postings,
  segment.lengths,
  segment.taken,
  segment.sizes,
  segment.kinds,
  segment.ratings,
  ...wordColumns(segment).flatMap(({ starts, numbers }) => [starts, numbers]),
];

/** The same stretches, taken one after the other. Whoever wrote them had a right checksum. */
const readSegment = (
  count: number,
  words: readonly (readonly string[])[],
  { text, numbers, floats, raw }: Reader,
): Segment => {
  const column = (which: number): WordColumn => ({
    words: words[which] ?? [],
    starts: numbers(),
    numbers: numbers(),
  });
  return {
    count,
    ids: text(),
    byId: numbers(),
    names: text(),
    nameStarts: numbers(),
    terms: cutText(text(), numbers()),
    termStarts: numbers(),
    postings: numbers(),
    lengths: raw(),
    taken: floats(),
    sizes: floats(),
    kinds: raw(),
    ratings: raw(),
    tags: column(0),
    collections: column(1),
    places: column(2),
  };
};

const isWhole = (segment: Segment): boolean => {
  const { count, terms, termStarts, postings } = segment;
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
    wordColumns(segment).every(
      ({ starts, numbers }) => starts.length === count + 1 && starts.at(-1) === numbers.length,
    )
  );
};

const wordColumns = ({ tags, collections, places }: Segment): readonly WordColumn[] => [
  tags,
  collections,
  places,
];

type Stretch = Uint8Array | Uint32Array | Float64Array;

/** Takes the stretches in their order; one that is not there, or does not fit, is empty. */
interface Reader {
  raw(): Uint8Array;
  numbers(): Uint32Array;
  floats(): Float64Array;
  text(): string;
}

const createReader = (bytes: Uint8Array, from: number, lengths: readonly number[]): Reader => {
  const starts = startsOf([from, ...lengths.map(padded)]);
  let next = 0;
  const raw = (): Uint8Array => {
    const start = starts[next] ?? 0;
    return bytes.subarray(start, start + (lengths[next++] ?? 0));
  };
  const wide = <T>(
    Numbers: new (buffer: ArrayBufferLike, at: number, count: number) => T,
    size: number,
  ): T => {
    const { buffer, byteOffset, byteLength } = raw();
    return new Numbers(buffer, byteOffset, byteLength % size === 0 ? byteLength / size : 0);
  };
  return {
    raw,
    numbers: () => wide(Uint32Array, 4),
    floats: () => wide(Float64Array, 8),
    text: () => bytesToUtf8(raw()) ?? '',
  };
};

/** All that the checksum stands for. */
const summed = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset + SUMMED_FROM, (byteLength - SUMMED_FROM) / 4);

const rawBytes = ({ buffer, byteOffset, byteLength }: Stretch): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const padded = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;
const bytesOfStretch = ({ byteLength }: Stretch): number => padded(byteLength);

/** Where each stretch begins that follows the first of these lengths, and where the last one ends. */
const startsOf = ([first = 0, ...lengths]: readonly number[]): readonly number[] => {
  const starts = [padded(first)];
  for (const length of lengths) starts.push((starts.at(-1) ?? 0) + length);
  return starts;
};

/** Texts are kept as one, and where each begins: one piece to decode however many there are. */
const startsOfTexts = (texts: readonly string[]): Uint32Array => {
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach((text, i) => (starts[i + 1] = (starts[i] ?? 0) + text.length));
  return starts;
};

const cutText = (text: string, starts: Uint32Array): readonly string[] => {
  const texts: string[] = [];
  for (let i = 1; i < starts.length; i++) texts.push(text.slice(starts[i - 1], starts[i]));
  return texts;
};

const listOf = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [];
const textsOf = (value: Plain): readonly string[] =>
  listOf(value).map((word) => (typeof word === 'string' ? word : ''));
