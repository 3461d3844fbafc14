import type { MediaId } from '../base/ids.ts';
import type { MediaRow } from './media.ts';
import { thumbHashColour } from './thumb-hash-colour.ts';

/** Words of 32 bits that an id takes in `RowShapes.ids`: five characters each, the last one two. */
export const WORDS_PER_ID = 5;
/** The day of an item that bears no date. */
export const NO_DAY = -(2 ** 31);

/**
 * What a grid must know of every item to lay it out, in columns: 40 bytes an item, copied across threads
 * as five blocks, where a row costs some 400 and a parse. Full rows are asked for near the screen only.
 */
export interface RowShapes {
  readonly count: number;
  /** `WORDS_PER_ID` words an item; `idAt` reads them. */
  readonly ids: Uint32Array;
  /** Width by height; 0 where unknown. */
  readonly ratios: Float32Array;
  /** Days since 1970-01-01 in UTC, of the time that the listing is cut by; `NO_DAY` where unknown. */
  readonly days: Int32Array;
  readonly sizesBytes: Float64Array;
  /** What an item's cell shows until its row is at hand: `thumbHashColour`. */
  readonly colours: Uint32Array;
}

/** Which time of an item a listing is cut into days by. */
export type ShapeTime = 'capturedAt' | 'createdAt';

/** The shapes of a listing without items. */
export const NO_SHAPES: RowShapes = {
  count: 0,
  ids: new Uint32Array(0),
  ratios: new Float32Array(0),
  days: new Int32Array(0),
  sizesBytes: new Float64Array(0),
  colours: new Uint32Array(0),
};

/** The shapes of rows, in their order. */
export const rowsToShapes = (rows: readonly MediaRow[], time: ShapeTime): RowShapes => {
  const shapes = createShapes(rows.length);
  rows.forEach((row, index) => {
    packId(row.id, shapes.ids, index);
    shapes.ratios[index] = ratioOf(row);
    shapes.days[index] = dayOf(row[time]);
    shapes.sizesBytes[index] = row.sizeBytes;
    shapes.colours[index] = thumbHashColour(row.thumbHash);
  });
  return shapes;
};

/** Shapes of `count` items, all zero, to be filled by whoever made them. */
export const createShapes = (count: number): RowShapes => ({
  count,
  ids: new Uint32Array(count * WORDS_PER_ID),
  ratios: new Float32Array(count),
  days: new Int32Array(count),
  sizesBytes: new Float64Array(count),
  colours: new Uint32Array(count),
});

/** The id of item `index`, which must be below `count`. */
export const idAt = ({ ids }: Pick<RowShapes, 'ids'>, index: number): MediaId => {
  const from = index * WORDS_PER_ID;
  let length = 0;
  for (let i = 0; i < WORDS_PER_ID; i++) {
    const word = ids[from + i] ?? 0;
    for (let at = lengthOf(i) - 1; at >= 0; at--)
      codes[length++] = DIGITS.charCodeAt((word >>> (at * 6)) & 63);
  }
  // Letter by letter it would take five times as long, and leave a chain of 22 strings.
  return String.fromCharCode(...codes) as MediaId;
};

/** Writes an id as item `index` of `ids`; what is no base64url counts as 'A'. */
export const packId = (id: string, ids: Uint32Array, index: number): void => {
  let from = 0;
  for (let i = 0; i < WORDS_PER_ID; i++) {
    let word = 0;
    const end = from + lengthOf(i);
    for (let at = from; at < end; at++) word = (word << 6) | (VALUES[id.charCodeAt(at)] ?? 0);
    ids[index * WORDS_PER_ID + i] = word;
    from = end;
  }
};

/** Whether two listings hold the same items in the same order, looking the same to a layout. */
export const areEqualShapes = (a: RowShapes, b: RowShapes): boolean =>
  a.count === b.count &&
  areEqual(a.ids, b.ids) &&
  areEqual(a.ratios, b.ratios) &&
  areEqual(a.days, b.days) &&
  areEqual(a.sizesBytes, b.sizesBytes) &&
  areEqual(a.colours, b.colours);

type Column = Uint32Array | Float32Array | Int32Array | Float64Array;

const areEqual = (a: Column, b: Column): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

const DAY_MS = 86_400_000;

const dayOf = (time: string | null): number =>
  time === null ? NO_DAY : Math.floor(Date.parse(time) / DAY_MS);

const ratioOf = ({ width, height }: MediaRow): number =>
  width !== null && height !== null && height > 0 ? width / height : 0;

const CHARACTERS_PER_WORD = 5;
const lengthOf = (word: number): number => (word < WORDS_PER_ID - 1 ? CHARACTERS_PER_WORD : 2);

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Of the id that is being read. */
const codes: number[] = [];
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value++) VALUES[DIGITS.charCodeAt(value)] = value;
