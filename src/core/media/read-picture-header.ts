import type { ByteView } from './byte-view.ts';
import { viewBytes } from './byte-view.ts';
import { readIsoPictureHeader } from './iso-picture-header.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readJxlSize } from './jxl-size.ts';
import type { PictureFormat, PictureHeader } from './picture-header.ts';
import { readRafHeader, readTiffHeader } from './tiff-header.ts';

type Reader = (view: ByteView, bytes: Uint8Array) => PictureHeader | null;

/**
 * The header of a picture, from its first bytes (all of them, or some MiB of a large file). `null` where
 * they are of no format in the list. Sizes are stored ones, before orientation, and may lie.
 */
export const readPictureHeader = (bytes: Uint8Array): PictureHeader | null => {
  const view = viewBytes(bytes, 'big');
  for (const read of READERS) {
    const header = read(view, bytes);
    if (header !== null) return header;
  }
  return null;
};

const plain = (format: PictureFormat, width: number, height: number): PictureHeader => ({
  format,
  width,
  height,
  orientation: 1,
  previews: [],
});

const readPng: Reader = (view) =>
  view.u32(0) === 0x89504e47 && view.text(12, 4) === 'IHDR'
    ? plain('png', view.u32(16), view.u32(20))
    : null;

const readGif: Reader = (view, bytes) => {
  if (view.text(0, 4) !== 'GIF8') return null;
  const little = viewBytes(bytes, 'little');
  return plain('gif', little.u16(6), little.u16(8));
};

const readBmp: Reader = (view, bytes) => {
  if (view.text(0, 2) !== 'BM') return null;
  const little = viewBytes(bytes, 'little');
  if (little.u32(14) === 12) return plain('bmp', little.u16(18), little.u16(20));
  return plain('bmp', little.u32(18), Math.abs(little.u32(22) | 0));
};

/** The first picture of an icon; 0 stands for 256. */
const readIco: Reader = (view) =>
  view.u32(0) === 0x00000100 && view.u8(5) === 0 && view.u8(4) > 0
    ? plain('ico', view.u8(6) || 256, view.u8(7) || 256)
    : null;

/** VP8 carries 14 bits of size in its key frame, VP8L 14 bits packed, VP8X 24 bits (RFC 9649). */
const readWebp: Reader = (view, bytes) => {
  if (view.text(0, 4) !== 'RIFF' || view.text(8, 4) !== 'WEBP') return null;
  const little = viewBytes(bytes, 'little');
  switch (view.text(12, 4)) {
    case 'VP8X':
      return plain('webp', 1 + (little.u32(24) & 0xffffff), 1 + (little.u32(26) >>> 8));
    case 'VP8L': {
      const packed = little.u32(21);
      return plain('webp', 1 + (packed & 0x3fff), 1 + ((packed >>> 14) & 0x3fff));
    }
    default:
      return plain('webp', little.u16(26) & 0x3fff, little.u16(28) & 0x3fff);
  }
};

const readJxl: Reader = (_view, bytes) => {
  const size = readJxlSize(bytes);
  return size === null ? null : plain('jxl', size.width, size.height);
};

const READERS: readonly Reader[] = [
  (_view, bytes) => readJpegHeader(bytes),
  readPng,
  readWebp,
  readGif,
  (_view, bytes) => readIsoPictureHeader(bytes),
  (_view, bytes) => readTiffHeader(bytes),
  (_view, bytes) => readRafHeader(bytes),
  readJxl,
  readBmp,
  readIco,
];
