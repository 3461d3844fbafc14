import { concatBytes, utf8ToBytes } from '../../core/base/bytes.ts';

/** The blocks that go into a picture. */
export interface PictureBlocks {
  /** A TIFF block, as `exifBytes` makes it. */
  readonly exif: Uint8Array;
  /** An XMP packet. */
  readonly xmp: string;
}

const START_BYTES = 2;

/** A JPEG as a canvas encodes it, with both blocks as APP1 right behind its start (EXIF 2.32, 4.7.2). */
export const withJpegMetadata = (
  jpeg: Uint8Array,
  { exif, xmp }: PictureBlocks,
): Uint8Array<ArrayBuffer> =>
  concatBytes([
    jpeg.subarray(0, START_BYTES),
    segment([utf8ToBytes('Exif\0\0'), exif]),
    segment([utf8ToBytes('http://ns.adobe.com/xap/1.0/\0'), utf8ToBytes(xmp)]),
    jpeg.subarray(START_BYTES),
  ]);

const APP1 = 0xe1;

const segment = (parts: readonly Uint8Array[]): Uint8Array => {
  const body = concatBytes(parts);
  const length = body.length + 2;
  return concatBytes([Uint8Array.of(0xff, APP1, length >> 8, length & 255), body]);
};

/** The signature and the header chunk, behind which others may stand. */
const HEADER_END = 8 + 25;

/** A PNG with both blocks as chunks behind its header (PNG third edition, 11.3.3.4 and 11.3.4.5). */
export const withPngMetadata = (
  png: Uint8Array,
  { exif, xmp }: PictureBlocks,
): Uint8Array<ArrayBuffer> =>
  concatBytes([
    png.subarray(0, HEADER_END),
    chunk('eXIf', exif),
    chunk('iTXt', concatBytes([utf8ToBytes('XML:com.adobe.xmp\0\0\0\0\0'), utf8ToBytes(xmp)])),
    png.subarray(HEADER_END),
  ]);

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const body = concatBytes([utf8ToBytes(type), data]);
  return concatBytes([bigEndian(data.length), body, bigEndian(crc32(body))]);
};

const bigEndian = (value: number): Uint8Array =>
  Uint8Array.of((value >>> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255);

const CRC_POLYNOMIAL = 0xedb88320;

/** CRC-32 as PNG has it (third edition, annex D). */
const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CRC_POLYNOMIAL : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
};
