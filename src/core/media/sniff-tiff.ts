import { viewBytes } from './byte-view.ts';
import type { ByteView } from './byte-view.ts';
import { hasMark, photo } from './magic.ts';
import type { SniffedType } from './sniffed-type.ts';

/** The tags of a first directory that tell whose TIFF it is (TIFF 6.0; DNG 1.7, chapter 4; TIFF/EP). */
interface FirstDirectory {
  readonly make: string;
  readonly isDng: boolean;
  /** Whether full pictures lie in directories of their own below a reduced first one, as in RAW files. */
  readonly isReduced: boolean;
}

const TAG_NEW_SUBFILE_TYPE = 0xfe;
const TAG_MAKE = 0x10f;
const TAG_SUB_DIRECTORIES = 0x14a;
const TAG_JPEG_START = 0x201;
const TAG_DNG_VERSION = 0xc612;
const MAX_ENTRIES = 256;

/** RAW formats that are TIFFs with a maker's name in them. */
const MAKERS: readonly (readonly [make: RegExp, type: SniffedType])[] = [
  [/^NIKON/i, photo('x-nikon-nef', 'nef')],
  [/^SONY/i, photo('x-sony-arw', 'arw')],
  [/^(?:PENTAX|RICOH)/i, photo('x-pentax-pef', 'pef')],
  [/^SAMSUNG/i, photo('x-samsung-srw', 'srw')],
  [/^(?:KODAK|EASTMAN KODAK)/i, photo('x-kodak-dcr', 'dcr')],
  [/^HASSELBLAD/i, photo('x-hasselblad-3fr', '3fr')],
];

/** A TIFF, or the RAW format that a camera made of one; `null` where it is neither. */
export const sniffTiff = (bytes: Uint8Array): SniffedType | null => {
  if (
    hasMark(bytes, [0, 'IIRO']) ||
    hasMark(bytes, [0, 'IIRS']) ||
    hasMark(bytes, [0, 'MMOR'])
  ) {
    return photo('x-olympus-orf', 'orf');
  }
  if (hasMark(bytes, [0, 'IIU\0'])) return photo('x-panasonic-rw2', 'rw2');
  if (hasMark(bytes, [0, 'II+\0']) || hasMark(bytes, [0, 'MM\0+'])) return TIFF;
  const isLittle = hasMark(bytes, [0, 'II*\0']);
  if (!isLittle && !hasMark(bytes, [0, 'MM\0*'])) return null;
  if (hasMark(bytes, [8, 'CR\x02'])) return photo('x-canon-cr2', 'cr2');
  if (hasMark(bytes, [8, 'IIII']) || hasMark(bytes, [8, 'MMMM'])) {
    return photo('x-phaseone-iiq', 'iiq');
  }
  return rawOfMaker(readFirstDirectory(viewBytes(bytes, isLittle ? 'little' : 'big'))) ?? TIFF;
};

const TIFF = photo('tiff', 'tif');

const rawOfMaker = (directory: FirstDirectory): SniffedType | null => {
  if (directory.isDng) return photo('x-adobe-dng', 'dng');
  if (!directory.isReduced) return null;
  return MAKERS.find(([make]) => make.test(directory.make))?.[1] ?? null;
};

/** What the entries of the first directory say, as far as they lie in the bytes at hand. */
const readFirstDirectory = (view: ByteView): FirstDirectory => {
  const start = view.u32(4);
  const count = Math.min(view.u16(start), MAX_ENTRIES);
  let make = '';
  let isDng = false;
  let isReduced = false;
  for (let at = start + 2; at < start + 2 + count * 12 && at < view.length; at += 12) {
    const tag = view.u16(at);
    if (tag === TAG_MAKE) make = readMake(view, at);
    if (tag === TAG_DNG_VERSION) isDng = true;
    if (tag === TAG_SUB_DIRECTORIES || tag === TAG_JPEG_START) isReduced = true;
    if (tag === TAG_NEW_SUBFILE_TYPE && view.u32(at + 8) % 2 === 1) isReduced = true;
  }
  return { make, isDng, isReduced };
};

const readMake = (view: ByteView, at: number): string => {
  const length = Math.min(view.u32(at + 4), 64);
  return view.text(length <= 4 ? at + 8 : view.u32(at + 8), length).trim();
};
