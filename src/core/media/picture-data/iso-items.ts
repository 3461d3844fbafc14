import type { ByteView } from '../byte-view.ts';
import { viewBytes } from '../byte-view.ts';
import { type Box, boxesIn, find } from '../iso-picture-header.ts';
import type { ByteRange } from '../picture-header.ts';
import type { DataPart } from './picture-data.ts';

const MAX_ITEMS = 4_096;
const MAX_EXTENTS = 2 ** 16;
/** Types of items that tell about others (ISO/IEC 23008-12, A.2.1; 14496-12, 8.11.6). */
const METADATA = new Set(['Exif', 'mime', 'uri ']);
const IN_FILE = 0;
const IN_IDAT = 1;

/** Where the bytes of an item lie. */
interface Located {
  readonly id: number;
  readonly ranges: readonly ByteRange[];
}

/**
 * The items of a `meta` box that are no metadata, in the order of its item locations; `bytes` is its
 * payload, which begins in the file at `metaAt`. `null` where it is of no form that is known.
 */
export const readItems = (bytes: Uint8Array, metaAt: number): readonly DataPart[] | null => {
  const view = viewBytes(bytes, 'big');
  const boxes = boxesIn(view, 4, view.length);
  const [iinf, iloc, idat] = [find(boxes, 'iinf'), find(boxes, 'iloc'), find(boxes, 'idat')];
  const types = iinf && readTypes(view, iinf);
  const located =
    iloc && readLocations(view, iloc, idat === undefined ? null : metaAt + idat.start);
  if (types == null || located == null) return null;
  const parts: DataPart[] = [];
  for (const { id, ranges } of located) {
    const type = types.get(id);
    if (type === undefined) return null;
    if (!METADATA.has(type) && ranges.length > 0) parts.push({ label: `item ${type}`, ranges });
  }
  return parts.length === 0 ? null : parts;
};

/** Types of items by id; `null` where an entry has none (versions 0 and 1 of it). */
const readTypes = (view: ByteView, iinf: Box): ReadonlyMap<number, string> | null => {
  const countBytes = view.u8(iinf.start) === 0 ? 2 : 4;
  const types = new Map<number, string>();
  for (const { type, start } of boxesIn(view, iinf.start + 4 + countBytes, iinf.end)) {
    const version = view.u8(start);
    if (type !== 'infe' || version < 2 || version > 3) return null;
    const idBytes = version === 2 ? 2 : 4;
    const id = idBytes === 2 ? view.u16(start + 4) : view.u32(start + 4);
    types.set(id, view.text(start + 4 + idBytes + 2, 4));
  }
  return types.size > MAX_ITEMS ? null : types;
};

/** ISO/IEC 14496-12, 8.11.3, versions 0 to 2; `null` for items in other files or in other items. */
const readLocations = (
  view: ByteView,
  { start, end }: Box,
  idatAt: number | null,
): readonly Located[] | null => {
  const version = view.u8(start);
  if (version > 2) return null;
  const [offsetBytes, lengthBytes] = nibbles(view.u8(start + 4));
  const [baseBytes, indexBytes] = nibbles(view.u8(start + 5));
  let at = start + 6;
  const next = (size: number): number => {
    const value = size === 2 ? view.u16(at) : size === 4 ? view.u32(at) : view.u64(at);
    at += size;
    return size === 0 ? 0 : value;
  };
  if (![offsetBytes, lengthBytes, baseBytes].every((size) => [0, 4, 8].includes(size)))
    return null;
  const count = next(version < 2 ? 2 : 4);
  const located: Located[] = [];
  let extents = 0;
  for (let item = 0; item < count; item++) {
    if (at >= end || item === MAX_ITEMS) return null;
    const id = next(version < 2 ? 2 : 4);
    const method = version === 0 ? IN_FILE : next(2) & 15;
    const reference = next(2);
    const base = next(baseBytes);
    const origin = method === IN_FILE ? 0 : method === IN_IDAT ? idatAt : null;
    const extentCount = next(2);
    extents += extentCount;
    if (reference !== 0 || origin === null || extents > MAX_EXTENTS) return null;
    const ranges: ByteRange[] = [];
    for (let extent = 0; extent < extentCount; extent++) {
      if (at >= end) return null;
      if (version > 0) at += indexBytes;
      const from = origin + base + next(offsetBytes);
      ranges.push({ start: from, end: from + next(lengthBytes) });
    }
    located.push({ id, ranges });
  }
  return located;
};

const nibbles = (byte: number): readonly [high: number, low: number] => [byte >> 4, byte & 15];
