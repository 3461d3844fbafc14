import type { ReadAt } from '../../blobs/data-start.ts';
import { viewBytes } from '../byte-view.ts';
import { readItems } from './iso-items.ts';
import type { DataFinder, DataPart } from './picture-data.ts';

/** A box of a file, by its payload. */
export interface FileBox {
  readonly type: string;
  readonly start: number;
  readonly payload: number;
  readonly end: number;
}

const MAX_BOXES = 256;
/** A real one has some kilobytes, for a picture of thousands of tiles some hundred. */
const MAX_META_BYTES = 4 * 1024 * 1024;
/** Boxes that hold or describe what others hold, and boxes of foreign words. */
const TELLING = new Set(['ftyp', 'meta', 'mdat', 'free', 'skip', 'wide', 'uuid']);

/**
 * HEIC, HEIF and AVIF (ISO/IEC 23008-12): each item that is no metadata (`Exif`, `mime`, `uri `), in the
 * order in which the container lists them, wherever they lie; and every further box, such as the film of
 * a moving photo. Properties, the rotation among them, are left out. `null` for a sequence of pictures,
 * whose samples no item names.
 */
export const findHeifData: DataFinder = async (read, sizeBytes) => {
  const boxes = await readBoxes(read, sizeBytes);
  if (boxes === null || boxes.some(({ type }) => type === 'moov')) return null;
  const metas = boxes.filter(({ type }) => type === 'meta');
  const [meta] = metas;
  if (meta === undefined || metas.length > 1) return null;
  if (meta.end - meta.payload > MAX_META_BYTES) return null;
  const items = readItems(await read(meta.payload, meta.end - meta.payload), meta.payload);
  return items === null ? null : [...items, ...furtherParts(boxes, TELLING)];
};

/** Canon's CR3: the payloads of `mdat`; what tells about them lies in `moov` and in boxes of its own. */
export const findCr3Data: DataFinder = async (read, sizeBytes) => {
  const boxes = await readBoxes(read, sizeBytes);
  const data = boxes?.filter(({ type }) => type === 'mdat') ?? [];
  if (boxes === null || data.length === 0) return null;
  return [
    ...data.map(({ payload, end }): DataPart => ({
      label: 'mdat',
      ranges: [{ start: payload, end }],
    })),
    ...furtherParts(boxes, new Set([...TELLING, 'moov'])),
  ];
};

const furtherParts = (
  boxes: readonly FileBox[],
  left: ReadonlySet<string>,
): readonly DataPart[] =>
  boxes
    .filter(({ type }) => !left.has(type))
    .map(({ type, start, end }) => ({ label: `box ${type}`, ranges: [{ start, end }] }));

/** The boxes of a file (ISO/IEC 14496-12, 4.2); `null` where they do not lead to its end. */
const readBoxes = async (
  read: ReadAt,
  sizeBytes: number,
): Promise<readonly FileBox[] | null> => {
  const boxes: FileBox[] = [];
  let at = 0;
  while (at < sizeBytes) {
    const view = viewBytes(await read(at, 16), 'big');
    if (view.length < 8 || boxes.length === MAX_BOXES) return null;
    const isLong = view.u32(0) === 1;
    const size = isLong ? view.u64(8) : view.u32(0) || sizeBytes - at;
    const payload = at + (isLong ? 16 : 8);
    const end = at + size;
    if (end < payload || end > sizeBytes) return null;
    boxes.push({ type: view.text(4, 4), start: at, payload, end });
    at = end;
  }
  return boxes;
};
