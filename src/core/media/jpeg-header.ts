import { viewBytes } from './byte-view.ts';
import type { ByteRange, PictureHeader } from './picture-header.ts';
import { toOrientation } from './thumbnail-plan.ts';
import {
  readTiffTree,
  TAG_JPEG_LENGTH,
  TAG_JPEG_START,
  TAG_ORIENTATION,
  tiffNumber,
} from './tiff-tree.ts';

const MARKER_SOS = 0xda;
const MARKER_EOI = 0xd9;
const MARKER_APP1 = 0xe1;
const MARKER_APP2 = 0xe2;
/** Frame headers are C0 to CF, but for C4 (tables), C8 (reserved) and CC (arithmetic conditioning). */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Lossless JPEG, as RAW files use it: no browser decodes it. */
const LOSSLESS_FRAMES = [0xc3, 0xc7, 0xcb, 0xcf];
const MAX_SEGMENTS = 1_000;

/** A JPEG's header: size, EXIF orientation, embedded previews; `null` where `bytes` hold no frame. */
export const readJpegHeader = (bytes: Uint8Array): PictureHeader | null => {
  const view = viewBytes(bytes, 'big');
  if (view.u16(0) !== 0xffd8) return null;
  let orientation = toOrientation(1);
  const previews: ByteRange[] = [];
  let at = 2;
  for (let i = 0; i < MAX_SEGMENTS && at + 4 <= view.length; i++) {
    const marker = view.u8(at + 1);
    if (view.u8(at) !== 0xff || marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === MARKER_SOS || marker === MARKER_EOI) return null;
    const body = bytes.subarray(at + 4, at + 2 + view.u16(at + 2));
    if (marker === MARKER_APP1 && view.text(at + 4, 6) === 'Exif\0\0') {
      const exif = readExif(body.subarray(6), at + 10);
      orientation = toOrientation(exif.orientation);
      previews.push(...exif.previews);
    } else if (marker === MARKER_APP2 && view.text(at + 4, 4) === 'MPF\0') {
      previews.push(...readMultiPicture(body.subarray(4), at + 8));
    } else if (isFrameHeader(marker)) {
      if (LOSSLESS_FRAMES.includes(marker)) return null;
      const size = { width: view.u16(at + 7), height: view.u16(at + 5) };
      return { format: 'jpeg', ...size, orientation, previews };
    }
    at += 2 + Math.max(2, view.u16(at + 2));
  }
  return null;
};

const readExif = (
  tiff: Uint8Array,
  base: number,
): { orientation: number | undefined; previews: readonly ByteRange[] } => {
  const [main, ...others] = readTiffTree(tiff);
  const previews = others.flatMap((directory) => {
    const start = tiffNumber(directory, TAG_JPEG_START);
    const length = tiffNumber(directory, TAG_JPEG_LENGTH);
    return start !== undefined && length !== undefined && length > 0
      ? [{ start: base + start, end: base + start + length }]
      : [];
  });
  return { orientation: main && tiffNumber(main, TAG_ORIENTATION), previews };
};

const TAG_MP_ENTRIES = 0xb002;
const MP_ENTRY_BYTES = 16;
const MAX_MP_ENTRIES = 16;
/** "Large thumbnail" of class VGA and Full HD. Other entries are gain maps, depth or other views. */
const MP_PREVIEW_TYPES = [0x010001, 0x010002];

/**
 * The previews that a multi-picture index names (CIPA DC-007, 5.2.3). Gain maps of HDR pictures stand
 * in the same index and share the aspect, so only the types that are declared as thumbnails count.
 */
const readMultiPicture = (tiff: Uint8Array, base: number): readonly ByteRange[] => {
  const entries = readTiffTree(tiff)[0]?.blocks.get(TAG_MP_ENTRIES);
  if (entries === undefined) return [];
  const view = viewBytes(tiff, tiff[0] === 0x49 ? 'little' : 'big');
  const count = Math.min(Math.floor(entries.length / MP_ENTRY_BYTES), MAX_MP_ENTRIES);
  return Array.from({ length: count }, (_, i) => entries.start + i * MP_ENTRY_BYTES)
    .filter((at) => MP_PREVIEW_TYPES.includes(view.u32(at) & 0xffffff))
    .map((at) => ({
      start: base + view.u32(at + 8),
      end: base + view.u32(at + 8) + view.u32(at + 4),
    }))
    .filter(({ start, end }) => start > base && end > start);
};
