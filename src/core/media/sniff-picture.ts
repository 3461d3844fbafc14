import { hasMark, latin1, matchMagic, photo } from './magic.ts';
import type { Magic } from './magic.ts';
import { sniffTiff } from './sniff-tiff.ts';
import type { SniffedType } from './sniffed-type.ts';

/** Pictures whose first bytes are proof enough. */
const PICTURES: readonly Magic[] = [
  { marks: [[0, '\xff\xd8\xff']], type: photo('jpeg', 'jpg') },
  { marks: [[0, '\x89PNG\r\n\x1a\n']], type: photo('png', 'png') },
  { marks: [[0, 'GIF87a']], type: photo('gif', 'gif') },
  { marks: [[0, 'GIF89a']], type: photo('gif', 'gif') },
  {
    marks: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
    type: photo('webp', 'webp'),
  },
  { marks: [[0, '\xff\x0a']], type: photo('jxl', 'jxl') },
  { marks: [[0, '\0\0\0\x0cJXL \r\n\x87\n']], type: photo('jxl', 'jxl') },
  { marks: [[0, '\0\0\0\x0cjP  \r\n\x87\n']], type: photo('jp2', 'jp2') },
  { marks: [[0, '\xff\x4f\xff\x51']], type: photo('x-jp2-codestream', 'j2c') },
  { marks: [[0, '8BPS\0\x01']], type: photo('vnd.adobe.photoshop', 'psd') },
  { marks: [[0, '8BPS\0\x02']], type: photo('vnd.adobe.photoshop', 'psb') },
  { marks: [[0, 'v/1\x01']], type: photo('x-exr', 'exr') },
  { marks: [[0, '#?RADIANCE\n']], type: photo('vnd.radiance', 'hdr') },
  { marks: [[0, 'FUJIFILMCCD-RAW ']], type: photo('x-fuji-raf', 'raf') },
  { marks: [[0, 'FOVb']], type: photo('x-sigma-x3f', 'x3f') },
  { marks: [[25, 'ARECOYK']], type: photo('x-kyocera-raw', 'raw') },
  { marks: [[0, '\0MRM']], type: photo('x-minolta-mrw', 'mrw') },
  {
    marks: [
      [0, 'II\x1a\0'],
      [6, 'HEAPCCDR'],
    ],
    type: photo('x-canon-crw', 'crw'),
  },
];

const BMP_HEADER_SIZES = [12, 40, 52, 56, 64, 108, 124];

/** A picture by its own magic, a TIFF and what cameras make of it, or an SVG; `null` where it is none. */
export const sniffPicture = (bytes: Uint8Array): SniffedType | null =>
  matchMagic(bytes, PICTURES) ??
  sniffTiff(bytes) ??
  (isBmp(bytes) ? photo('bmp', 'bmp') : null) ??
  (isIcon(bytes) ? photo('x-icon', 'ico') : null) ??
  (isSvg(bytes) ? photo('svg+xml', 'svg') : null);

/** Two letters prove little, so the size of the header behind them must be one that exists. */
const isBmp = (bytes: Uint8Array): boolean =>
  hasMark(bytes, [0, 'BM']) &&
  bytes.length >= 18 &&
  BMP_HEADER_SIZES.includes(bytes[14] ?? 0) &&
  hasMark(bytes, [15, '\0\0\0']);

/** An icon's first entry lies behind the directory of all entries; its reserved byte is 0. */
const isIcon = (bytes: Uint8Array): boolean => {
  if (!hasMark(bytes, [0, '\0\0\x01\0']) || bytes.length < 22) return false;
  const count = (bytes[4] ?? 0) + (bytes[5] ?? 0) * 256;
  const firstAt = (bytes[18] ?? 0) + (bytes[19] ?? 0) * 256;
  return count > 0 && count <= 256 && bytes[9] === 0 && firstAt >= 6 + count * 16;
};

/** What may stand before the root element of an XML document: a byte order mark, white space, a declaration, comments, a doctype. */
const BEFORE_ROOT: readonly RegExp[] = [
  /\xef\xbb\xbf/y,
  /\s+/y,
  /<\?[^>]*\?>/y,
  /<!--[^]*?-->/y,
  /<!DOCTYPE\s+svg\b[^[>]*(?:\[[^\]]*\]\s*)?>/iy,
];
const SVG_ROOT = /<(?:svg:)?svg[\s>/]/y;

/** Whether the root element is `svg`. Steps from token to token, so that no text makes it try twice. */
const isSvg = (bytes: Uint8Array): boolean => {
  const first = bytes[0] ?? 0;
  if (first !== 0x3c && first !== 0xef && first > 0x20) return false;
  const text = latin1(bytes);
  let at = 0;
  for (let next: number | null = 0; next !== null; next = tokenEnd(text, at)) at = next;
  SVG_ROOT.lastIndex = at;
  return SVG_ROOT.test(text);
};

const tokenEnd = (text: string, at: number): number | null => {
  for (const token of BEFORE_ROOT) {
    token.lastIndex = at;
    if (token.test(text)) return token.lastIndex;
  }
  return null;
};
