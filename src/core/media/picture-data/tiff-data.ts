import type { ReadAt } from '../../blobs/data-start.ts';
import type { ByteView } from '../byte-view.ts';
import { viewBytes } from '../byte-view.ts';
import type { ByteRange } from '../picture-header.ts';
import { TAG_STRIP_LENGTHS, TAG_STRIP_OFFSETS } from '../tiff-tree.ts';
import type { DataFinder, DataPart } from './picture-data.ts';

const TAG_SUBFILE_TYPE = 0xfe;
const TAG_PHOTOMETRIC = 0x106;
const TAG_COLOUR_MAP = 0x140;
const TAG_TILE_OFFSETS = 0x144;
const TAG_TILE_LENGTHS = 0x145;
const TAG_SUB_DIRECTORIES = 0x14a;
/** RW2: where the sensor's values begin; they go to the end of the file. */
const TAG_PANASONIC_DATA = 0x118;
const PALETTE = 3;
/** Width, height, bits, compression, photometric, samples, planes, predictor: how data become samples. */
const UNDERSTOOD_BY = [0x100, 0x101, 0x102, 0x103, TAG_PHOTOMETRIC, 0x115, 0x11c, 0x13d];
/** TIFF, and what Olympus (`RO`, `RS`) and Panasonic made of it; 64-bit TIFF has another form. */
const MAGICS = new Set([42, 0x4f52, 0x5352, 0x55]);

const MAX_DIRECTORIES = 64;
const MAX_ENTRIES = 1_024;
const MAX_VALUES = 2 ** 17;
const ENTRY_BYTES = 12;
/** SHORT, LONG and IFD (TIFF 6.0, section 2; TIFF Technical Note 1). */
const VALUE_BYTES: Readonly<Partial<Record<number, 2 | 4>>> = { 3: 2, 4: 4, 13: 4 };

/** An entry of a directory: how many values of which type, and where they lie. */
interface Entry {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

interface Directory {
  readonly entries: ReadonlyMap<number, Entry>;
  readonly next: number;
}

/**
 * TIFF 6.0 and the RAW formats that are built like it: strips and tiles of every directory that is not
 * marked as a reduced picture, in the order of the directories; with the palette where there is one.
 * Previews kept as whole JPEGs (tags 0x201, 0x202) are left out.
 */
export const findTiffData: DataFinder = async (read, sizeBytes) => {
  const head = await read(0, 8);
  const mark = String.fromCharCode(head[0] ?? 0, head[1] ?? 0);
  if (head.length < 8 || (mark !== 'II' && mark !== 'MM')) return null;
  const order = mark === 'II' ? 'little' : 'big';
  const header = viewBytes(head, order);
  if (!MAGICS.has(header.u16(2))) return null;
  const tiff = { read, sizeBytes, view: (bytes: Uint8Array) => viewBytes(bytes, order) };
  const waiting = [header.u32(4)];
  const seen = new Set<number>();
  const parts: DataPart[] = [];
  let ranges = 0;
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (at === 0 || seen.has(at)) continue;
    if (seen.size === MAX_DIRECTORIES) return null;
    seen.add(at);
    const directory = await readDirectory(tiff, at);
    const found = directory && (await readPicture(tiff, directory));
    const below =
      directory && (await valuesOf(tiff, directory, TAG_SUB_DIRECTORIES, MAX_DIRECTORIES));
    if (directory === null || found === null || below === null) return null;
    parts.push(...found);
    ranges += found.reduce((sum, part) => sum + part.ranges.length, 0);
    if (ranges > MAX_VALUES) return null;
    waiting.push(directory.next, ...below);
  }
  return parts;
};

interface Tiff {
  readonly read: ReadAt;
  readonly sizeBytes: number;
  readonly view: (bytes: Uint8Array) => ByteView;
}

const readDirectory = async (
  { read, sizeBytes, view }: Tiff,
  start: number,
): Promise<Directory | null> => {
  const count = view(await read(start, 2)).u16(0);
  const length = count * ENTRY_BYTES + 4;
  if (count > MAX_ENTRIES || start + 2 + count * ENTRY_BYTES > sizeBytes) return null;
  const body = view(await read(start + 2, length));
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const at = i * ENTRY_BYTES;
    const [type, values] = [body.u16(at + 2), body.u32(at + 4)];
    const isInline = (VALUE_BYTES[type] ?? 1) * values <= 4;
    const from = isInline ? start + 2 + at + 8 : body.u32(at + 8);
    entries.set(body.u16(at), { type, count: values, at: from });
  }
  return { entries, next: body.u32(count * ENTRY_BYTES) };
};

/** The numbers of an entry, `limit` at most, none where it is not there; `null` where they are too many or beyond the end. */
const valuesOf = async (
  { read, sizeBytes, view }: Tiff,
  { entries }: Directory,
  tag: number,
  limit = MAX_VALUES,
): Promise<readonly number[] | null> => {
  const entry = entries.get(tag);
  if (entry === undefined) return [];
  const width = VALUE_BYTES[entry.type];
  const count = Math.min(entry.count, limit);
  const length = count * (width ?? 0);
  if (width === undefined || entry.count > MAX_VALUES || entry.at + length > sizeBytes)
    return null;
  const values = view(await read(entry.at, length));
  return Array.from({ length: count }, (_, i) =>
    width === 2 ? values.u16(i * 2) : values.u32(i * 4),
  );
};

/** What a directory holds of samples: nothing where its picture is a reduced one. */
const readPicture = async (
  tiff: Tiff,
  directory: Directory,
): Promise<readonly DataPart[] | null> => {
  const number = async (tag: number): Promise<number> =>
    (await valuesOf(tiff, directory, tag, 1))?.[0] ?? 0;
  if ((await number(TAG_SUBFILE_TYPE)) % 2 === 1) return [];
  const understoodBy = await Promise.all(UNDERSTOOD_BY.map(number));
  const label = `tiff ${understoodBy.join(' ')}`;
  const raw = await number(TAG_PANASONIC_DATA);
  if (raw > 0) return [{ label, ranges: [{ start: raw, end: tiff.sizeBytes }] }];
  const strips = await rangesOf(tiff, directory, TAG_STRIP_OFFSETS, TAG_STRIP_LENGTHS);
  const tiles = await rangesOf(tiff, directory, TAG_TILE_OFFSETS, TAG_TILE_LENGTHS);
  const ranges = strips?.length === 0 ? tiles : strips;
  if (ranges === null) return null;
  if (ranges.length === 0) return [];
  const isPalette = (await number(TAG_PHOTOMETRIC)) === PALETTE;
  return [{ label, ranges }, ...(isPalette ? paletteOf(directory) : [])];
};

const paletteOf = ({ entries }: Directory): readonly DataPart[] => {
  const map = entries.get(TAG_COLOUR_MAP);
  return map === undefined
    ? []
    : [{ label: 'palette', ranges: [{ start: map.at, end: map.at + map.count * 2 }] }];
};

/** Runs by their offsets and lengths; those without bytes stand for blank ones. `null` where the two do not fit. */
const rangesOf = async (
  tiff: Tiff,
  directory: Directory,
  offsetsTag: number,
  lengthsTag: number,
): Promise<readonly ByteRange[] | null> => {
  const offsets = await valuesOf(tiff, directory, offsetsTag);
  const lengths = await valuesOf(tiff, directory, lengthsTag);
  if (offsets === null || offsets.length !== lengths?.length) return null;
  return offsets
    .map((start, i) => ({ start, end: start + (lengths[i] ?? 0) }))
    .filter(({ start, end }) => end > start);
};
