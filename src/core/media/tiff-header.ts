import { viewBytes } from './byte-view.ts';
import { readJpegHeader } from './jpeg-header.ts';
import type { ByteRange, PictureHeader } from './picture-header.ts';
import { toOrientation } from './thumbnail-plan.ts';
import type { TiffDirectory } from './tiff-tree.ts';
import {
  readTiffTree,
  TAG_COMPRESSION,
  TAG_HEIGHT,
  TAG_JPEG_LENGTH,
  TAG_JPEG_START,
  TAG_ORIENTATION,
  TAG_PANASONIC_JPEG,
  TAG_STRIP_LENGTHS,
  TAG_STRIP_OFFSETS,
  TAG_WIDTH,
  tiffNumber,
} from './tiff-tree.ts';

/** DNG, Canon, Nikon, Sony, Pentax … mark themselves by one of these tags or by a header of their own. */
const TAG_MAKE = 0x10f;
const TAG_DNG_VERSION = 0xc612;
const TAG_SUB_DIRECTORIES = 0x14a;
const TAG_PHOTOMETRIC = 0x106;
/** Colour filter array and linear raw: a sensor's values (TIFF/EP, DNG 1.7). */
const SENSOR_PHOTOMETRICS = [32803, 34892];
const JPEG_COMPRESSIONS = [6, 7];
const TIFF_MAGIC = 42;
/** 64-bit TIFF, which has another form. */
const BIG_TIFF_MAGIC = 43;

/** A TIFF or a RAW that is built like one; `null` where `bytes` are neither. */
export const readTiffHeader = (bytes: Uint8Array): PictureHeader | null => {
  const start = minoltaStart(bytes);
  const tiff = bytes.subarray(start);
  const directories = readTiffTree(tiff);
  const main = directories[0];
  if (main === undefined) return null;
  const magic = viewBytes(tiff, tiff[0] === 0x49 ? 'little' : 'big').u16(2);
  if (magic === BIG_TIFF_MAGIC) return null;
  const isRaw =
    start > 0 ||
    magic !== TIFF_MAGIC ||
    viewBytes(tiff, 'big').text(8, 2) === 'CR' ||
    directories.some(isSensorDirectory) ||
    (main.values.has(TAG_MAKE) && main.values.has(TAG_SUB_DIRECTORIES));
  const shown = isRaw ? largest(directories) : main;
  return {
    format: isRaw ? 'raw' : 'tiff',
    width: tiffNumber(shown, TAG_WIDTH) ?? 0,
    height: tiffNumber(shown, TAG_HEIGHT) ?? 0,
    orientation: toOrientation(tiffNumber(main, TAG_ORIENTATION)),
    previews: directories
      .flatMap(previewsOf)
      .map(({ start: from, end }) => ({ start: from + start, end: end + start })),
  };
};

const isSensorDirectory = (directory: TiffDirectory): boolean =>
  directory.values.has(TAG_DNG_VERSION) ||
  directory.blocks.has(TAG_DNG_VERSION) ||
  SENSOR_PHOTOMETRICS.includes(tiffNumber(directory, TAG_PHOTOMETRIC) ?? 0);

const area = (directory: TiffDirectory): number =>
  (tiffNumber(directory, TAG_WIDTH) ?? 0) * (tiffNumber(directory, TAG_HEIGHT) ?? 0);

const largest = (directories: readonly TiffDirectory[]): TiffDirectory =>
  directories.reduce((best, next) => (area(next) > area(best) ? next : best));

const previewsOf = (directory: TiffDirectory): readonly ByteRange[] => {
  const ranges: ByteRange[] = [];
  const add = (start: number | undefined, length: number | undefined): void => {
    if (start !== undefined && length !== undefined && start > 0 && length > 0) {
      ranges.push({ start, end: start + length });
    }
  };
  add(tiffNumber(directory, TAG_JPEG_START), tiffNumber(directory, TAG_JPEG_LENGTH));
  const panasonic = directory.blocks.get(TAG_PANASONIC_JPEG);
  add(panasonic?.start, panasonic?.length);
  const strips = directory.values.get(TAG_STRIP_OFFSETS) ?? [];
  if (
    strips.length === 1 &&
    JPEG_COMPRESSIONS.includes(tiffNumber(directory, TAG_COMPRESSION) ?? 0)
  ) {
    add(strips[0], tiffNumber(directory, TAG_STRIP_LENGTHS));
  }
  return ranges;
};

const MAX_MRW_BLOCKS = 16;

/** Minolta's MRW wraps its TIFF into a block named `TTW`; 0 for everything else. */
const minoltaStart = (bytes: Uint8Array): number => {
  const view = viewBytes(bytes, 'big');
  if (view.text(0, 4) !== '\0MRM') return 0;
  let at = 8;
  for (let i = 0; i < MAX_MRW_BLOCKS && at + 8 < view.length; i++) {
    if (view.text(at, 4) === '\0TTW') return at + 8;
    at += 8 + view.u32(at + 4);
  }
  return 0;
};

/** Fujifilm's RAF: its header says where a full JPEG lies, which carries the EXIF as well. */
export const readRafHeader = (bytes: Uint8Array): PictureHeader | null => {
  const view = viewBytes(bytes, 'big');
  if (view.text(0, 15) !== 'FUJIFILMCCD-RAW') return null;
  const start = view.u32(84);
  const preview = { start, end: start + view.u32(88) };
  const jpeg = readJpegHeader(bytes.subarray(preview.start, preview.end));
  return {
    format: 'raw',
    width: jpeg?.width ?? 0,
    height: jpeg?.height ?? 0,
    orientation: jpeg?.orientation ?? 1,
    previews: [preview],
  };
};
