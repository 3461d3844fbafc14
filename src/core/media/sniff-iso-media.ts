import { audio, latin1, photo, video } from './magic.ts';
import type { SniffedType } from './sniffed-type.ts';

/** Brands of `ftyp` that name one type (mp4ra.org; ISO/IEC 23008-12 for HEIF, AV1-ISOBMFF for AVIF). */
const BRANDS: readonly (readonly [brand: RegExp, type: SniffedType])[] = [
  [/^avi[fs]$/, photo('avif', 'avif')],
  [/^(?:hei[cxms]|hev[cxms])$/, photo('heic', 'heic')],
  [/^crx $/, photo('x-canon-cr3', 'cr3')],
  [/^jp2 $/, photo('jp2', 'jp2')],
  [/^jxl $/, photo('jxl', 'jxl')],
  [/^M4[ABP] $/, audio('mp4', 'm4a')],
  [/^(?:M4V.|M4VP)$/, video('mp4', 'm4v')],
  [/^qt {2}$/, video('quicktime', 'mov')],
  [/^3g[2c].$/, video('3gpp2', '3g2')],
  [/^3g[a-z0-9]{2}$/, video('3gpp', '3gp')],
];
/** Brands that only say HEIF; what kind of it stands among the compatible ones. */
const HEIF = /^m[is]f1$/;
/** Boxes that a QuickTime file of old may begin with, from before `ftyp` was invented. */
const OLD_BOXES = /^(?:moov|mdat|wide|free|skip|pnot)$/;
const MAX_BRANDS = 64;

/**
 * A file of the ISO base media family by its brands: films, M4A, HEIF, AVIF and CR3; `null` where it is
 * none. An MP4 that holds sound alone is a film until somebody has read its tracks.
 */
export const sniffIsoMedia = (bytes: Uint8Array): SniffedType | null => {
  if (bytes.length < 12) return null;
  const sizeBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const box = latin1(bytes.subarray(4, 8));
  if (box === 'ftyp' && sizeBytes >= 12) return typeOfBrands(readBrands(bytes, sizeBytes));
  const isPlausible = sizeBytes === 0 || sizeBytes === 1 || sizeBytes >= 8;
  return OLD_BOXES.test(box) && isPlausible && isNextBox(bytes, sizeBytes)
    ? video('quicktime', 'mov')
    : null;
};

/** The major brand, then the compatible ones; the minor version between them is skipped. */
const readBrands = (bytes: Uint8Array, sizeBytes: number): readonly string[] => {
  const brands = [latin1(bytes.subarray(8, 12))];
  const end = Math.min(sizeBytes, bytes.length, 16 + MAX_BRANDS * 4);
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(bytes.subarray(at, at + 4)));
  return brands;
};

const typeOfBrands = ([major = '', ...compatible]: readonly string[]): SniffedType => {
  const own = typeOfBrand(major);
  if (own !== null) return own;
  const named = compatible.map(typeOfBrand).find((type) => type?.kind === 'photo');
  if (HEIF.test(major)) return named ?? photo('heif', 'heif');
  if (compatible.some((brand) => HEIF.test(brand)) && named?.kind === 'photo') return named;
  return video('mp4', 'mp4');
};

const typeOfBrand = (brand: string): SniffedType | null =>
  BRANDS.find(([pattern]) => pattern.test(brand))?.[1] ?? null;

/** Where the second box lies within the bytes at hand, its name must be letters: text seldom is. */
const isNextBox = (bytes: Uint8Array, at: number): boolean =>
  at < 8 ||
  at + 8 > bytes.length ||
  /^[a-z0-9 \xa9]{4}$/i.test(latin1(bytes.subarray(at + 4, at + 8)));
