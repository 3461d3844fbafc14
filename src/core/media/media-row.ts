import type { BlobHash, MediaId } from '../base/ids.ts';
import { isPlainObject } from '../base/plain-fields.ts';
import type { Plain } from '../base/plain.ts';
import { err, ok } from '../base/result.ts';
import type { Result } from '../base/result.ts';
import type { Availability, MediaBody, MediaKind, MediaRow } from './media.ts';

/** A packed page that does not unpack; it is a cache, so whoever meets this makes it again. */
export type BadPage = {
  readonly type: 'bad-page';
  readonly message: string;
  readonly column: string;
};

/** The line that a listing shows of an item. */
export const mediaToRow = (
  id: MediaId,
  body: MediaBody,
  availability: Availability,
): MediaRow => ({
  id,
  hash: body.hash,
  name: body.name,
  kind: body.kind,
  mime: body.mime,
  sizeBytes: body.sizeBytes,
  width: body.width,
  height: body.height,
  durationSeconds: body.durationSeconds,
  capturedAt: body.capturedAt,
  createdAt: body.createdAt,
  rating: body.rating,
  tags: body.tags,
  thumbHash: body.thumbHash,
  availability,
  parts: Math.max(1, body.components.length),
});

const ID_LENGTH = 22;
const HASH_LENGTH = 64;
/** Ids and hashes of a page, asked as one text: a question for each row takes as long as all else of it. */
const IDS = /^[A-Za-z0-9_-]*$/;
const HASHES = /^[0-9a-f]*$/;
/** The form that this code writes; a page of another form is made again. */
const FORM = 2;

/**
 * Rows as columns: ids and hashes as one text each, numbers as one block of 64-bit floats (NaN for
 * `null`), repeated words (mime, kind, tags, …) as numbers into a list that holds each once. Made for pages of 500 to 1,000
 * rows: cloning and storing one costs about a tenth of what its rows would.
 */
export const packRows = (rows: readonly MediaRow[]): Plain => {
  const words = createWordList();
  // Filled in place: a list of all numbers, `null` among them, took ten times as long as everything else.
  const numbers = new Float64Array(rows.length * NUMBERS_PER_ROW);
  const tags: number[] = [];
  rows.forEach((row, index) => {
    const at = index * NUMBERS_PER_ROW;
    numbers[at] = row.sizeBytes;
    numbers[at + 1] = row.width ?? NaN;
    numbers[at + 2] = row.height ?? NaN;
    numbers[at + 3] = row.durationSeconds ?? NaN;
    numbers[at + 4] = row.rating ?? NaN;
    numbers[at + 5] = words.numberOf(row.kind);
    numbers[at + 6] = words.numberOf(row.mime);
    numbers[at + 7] = words.numberOf(row.availability);
    numbers[at + 8] = row.tags.length;
    numbers[at + 9] = row.parts;
    for (const tag of row.tags) tags.push(words.numberOf(tag));
  });
  return {
    form: FORM,
    count: rows.length,
    ids: rows.map((row) => row.id).join(''),
    hashes: rows.map((row) => row.hash).join(''),
    names: packTexts(rows.map((row) => row.name)),
    capturedAt: packTexts(rows.map((row) => row.capturedAt)),
    createdAt: packTexts(rows.map((row) => row.createdAt)),
    thumbHashes: packTexts(rows.map((row) => row.thumbHash)),
    numbers: toBytes(numbers),
    tags: toBytes(Float64Array.from(tags)),
    words: words.list,
  };
};

const NUMBERS_PER_ROW = 10;

/** The rows of a packed page, or the first column that is not what `packRows` makes. */
export const unpackRows = (page: Plain): Result<readonly MediaRow[], BadPage> => {
  const columns = readColumns(page);
  if (typeof columns === 'string') return badPage(columns);
  const rows: MediaRow[] = [];
  let tagAt = 0;
  for (let index = 0; index < columns.count; index++) {
    const row = readRow(columns, index, tagAt);
    if (row === null) return badPage(`row ${index}`);
    tagAt += row.tags.length;
    rows.push(row);
  }
  return tagAt === columns.tags.length ? ok(rows) : badPage('tags');
};

interface Columns {
  readonly count: number;
  readonly ids: string;
  readonly hashes: string;
  readonly names: readonly string[];
  readonly capturedAt: readonly (string | null)[];
  readonly createdAt: readonly string[];
  readonly thumbHashes: readonly (string | null)[];
  readonly numbers: Float64Array;
  readonly tags: Float64Array;
  readonly words: readonly string[];
}

/** The columns of a page where all have the lengths that its count asks for, else the name of one that has not. */
const readColumns = (page: Plain): Columns | string => {
  if (!isPlainObject(page) || page['form'] !== FORM) return 'form';
  const { count, ids, hashes, words } = page;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) return 'count';
  if (typeof ids !== 'string' || ids.length !== count * ID_LENGTH || !IDS.test(ids))
    return 'ids';
  if (typeof hashes !== 'string' || hashes.length !== count * HASH_LENGTH) return 'hashes';
  if (!HASHES.test(hashes)) return 'hashes';
  const names = unpackTexts(page['names'], count);
  if (!isTexts(names)) return 'names';
  const capturedAt = unpackTexts(page['capturedAt'], count);
  if (capturedAt === null) return 'capturedAt';
  const createdAt = unpackTexts(page['createdAt'], count);
  if (!isTexts(createdAt)) return 'createdAt';
  const thumbHashes = unpackTexts(page['thumbHashes'], count);
  if (thumbHashes === null) return 'thumbHashes';
  if (!isTexts(words)) return 'words';
  const numbers = unpackNumbers(page['numbers']);
  if (numbers?.length !== count * NUMBERS_PER_ROW) return 'numbers';
  const tags = unpackNumbers(page['tags']);
  if (tags === null) return 'tags';
  return {
    count,
    ids,
    hashes,
    names,
    capturedAt,
    createdAt,
    thumbHashes,
    numbers,
    tags,
    words,
  };
};

const readRow = (columns: Columns, index: number, tagAt: number): MediaRow | null => {
  const { ids, hashes, numbers, words } = columns;
  const at = index * NUMBERS_PER_ROW;
  const kind = words[numbers[at + 5] ?? NaN];
  const mime = words[numbers[at + 6] ?? NaN];
  const availability = words[numbers[at + 7] ?? NaN];
  const tags = readTags(columns, tagAt, numbers[at + 8] ?? NaN);
  if (kind === undefined || mime === undefined || availability === undefined) return null;
  if (tags === null) return null;
  return {
    id: ids.slice(index * ID_LENGTH, (index + 1) * ID_LENGTH) as MediaId,
    hash: hashes.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH) as BlobHash,
    name: columns.names[index] ?? '',
    kind: kind as MediaKind,
    mime,
    sizeBytes: numbers[at] ?? NaN,
    width: orNull(numbers[at + 1]),
    height: orNull(numbers[at + 2]),
    durationSeconds: orNull(numbers[at + 3]),
    capturedAt: columns.capturedAt[index] ?? null,
    createdAt: columns.createdAt[index] ?? '',
    rating: orNull(numbers[at + 4]),
    tags,
    thumbHash: columns.thumbHashes[index] ?? null,
    availability: availability as Availability,
    parts: numbers[at + 9] ?? NaN,
  };
};

/** A number as it was packed: NaN for `null`. */
const orNull = (number = NaN): number | null => (Number.isNaN(number) ? null : number);

const NO_TAGS: readonly string[] = [];

const readTags = (columns: Columns, from: number, count: number): readonly string[] | null => {
  if (count === 0) return NO_TAGS;
  if (!(count > 0 && from + count <= columns.tags.length)) return null;
  const tags: string[] = [];
  for (const number of columns.tags.subarray(from, from + count)) {
    const tag = columns.words[number];
    if (tag === undefined) return null;
    tags.push(tag);
  }
  return tags;
};

interface WordList {
  readonly list: string[];
  numberOf(word: BlobHash | string): number;
}

/** Words by number, each once, in the order of their first use. */
const createWordList = (): WordList => {
  const list: string[] = [];
  const numbers = new Map<string, number>();
  return {
    list,
    numberOf: (word) => {
      const known = numbers.get(word);
      if (known !== undefined) return known;
      numbers.set(word, list.length);
      return list.push(word) - 1;
    },
  };
};

/** Every runtime that the drive knows is little-endian, and a page never leaves its device. */
const toBytes = (numbers: Float64Array): Uint8Array => new Uint8Array(numbers.buffer);

const unpackNumbers = (bytes: Plain | undefined): Float64Array | null =>
  bytes instanceof Uint8Array && bytes.length % 8 === 0
    ? new Float64Array(bytes.slice().buffer)
    : null;

/** Texts as one text and their lengths (NaN for `null`): one piece to decode however many there are. */
const packTexts = (texts: readonly (string | null)[]): Plain => {
  const lengths = new Float64Array(texts.length);
  texts.forEach((text, index) => {
    lengths[index] = text?.length ?? NaN;
  });
  return { text: texts.join(''), lengths: toBytes(lengths) };
};

/** `count` texts, or `null` where the lengths do not add up to the text. */
const unpackTexts = (
  packed: Plain | undefined,
  count: number,
): readonly (string | null)[] | null => {
  if (packed === undefined || !isPlainObject(packed)) return null;
  const { text } = packed;
  const lengths = unpackNumbers(packed['lengths']);
  if (typeof text !== 'string' || lengths?.length !== count) return null;
  const texts: (string | null)[] = [];
  let at = 0;
  for (const length of lengths) {
    texts.push(Number.isNaN(length) ? null : text.slice(at, at + length));
    if (!Number.isNaN(length)) at += length;
  }
  return at === text.length ? texts : null;
};

const isTexts = (
  value: Plain | readonly (string | null)[] | undefined,
): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');

const badPage = (column: string) =>
  err<BadPage>({
    type: 'bad-page',
    message: `A page of the listing cannot be read: its ${column} is not what this version writes. It will be made again.`,
    column,
  });
