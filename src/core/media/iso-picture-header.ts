import type { ByteView } from './byte-view.ts';
import { viewBytes } from './byte-view.ts';
import type { ByteRange, PictureHeader } from './picture-header.ts';
import type { PixelSize } from './thumbnail-plan.ts';
import { toOrientation } from './thumbnail-plan.ts';
import {
  readTiffTree,
  TAG_HEIGHT,
  TAG_ORIENTATION,
  TAG_WIDTH,
  tiffNumber,
} from './tiff-tree.ts';

/** A box within bytes at hand. */
export interface Box {
  readonly type: string;
  /** Where its content begins and ends. */
  readonly start: number;
  readonly end: number;
}

const MAX_BOXES = 4_096;
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const AVIF_BRANDS = ['avif', 'avis'];

/** HEIC, AVIF (ISO/IEC 23008-12) or Canon's CR3; `null` for everything else. */
export const readIsoPictureHeader = (bytes: Uint8Array): PictureHeader | null => {
  const view = viewBytes(bytes, 'big');
  if (view.text(4, 4) !== 'ftyp') return null;
  const brands = brandsOf(view);
  if (brands[0] === 'crx ') return readCr3(view, bytes);
  const isAvif = brands.some((brand) => AVIF_BRANDS.includes(brand));
  const isHeic = brands.some((brand) => HEIC_BRANDS.includes(brand));
  if (!isAvif && !isHeic) return null;
  const size = primarySize(view) ?? { width: 0, height: 0 };
  return { format: isAvif ? 'avif' : 'heic', ...size, orientation: 1, previews: [] };
};

const brandsOf = (view: ByteView): readonly string[] => {
  const end = Math.min(view.u32(0), 256);
  const brands = [view.text(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(view.text(at, 4));
  return brands;
};

/** The boxes that follow each other in `[start, end)`; broken ones end the list. */
export const boxesIn = (view: ByteView, start: number, end: number): readonly Box[] => {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= Math.min(end, view.length) && boxes.length < MAX_BOXES) {
    const isLong = view.u32(at) === 1;
    const size = isLong ? view.u64(at + 8) : view.u32(at) || end - at;
    if (size < 8) break;
    boxes.push({ type: view.text(at + 4, 4), start: at + (isLong ? 16 : 8), end: at + size });
    at += size;
  }
  return boxes;
};

const childrenOf = (view: ByteView, parent: Box | undefined, skip: number): readonly Box[] =>
  parent === undefined ? [] : boxesIn(view, parent.start + skip, parent.end);

/** The first box of a type. */
export const find = (boxes: readonly Box[], type: string): Box | undefined =>
  boxes.find((box) => box.type === type);

/** The size of the primary item, upright: its `ispe`, turned by its `irot`. */
const primarySize = (view: ByteView): PixelSize | null => {
  const meta = childrenOf(view, find(boxesIn(view, 0, view.length), 'meta'), 4);
  const pitm = find(meta, 'pitm');
  const iprp = childrenOf(view, find(meta, 'iprp'), 0);
  const ipma = find(iprp, 'ipma');
  if (pitm === undefined || ipma === undefined) return null;
  const primary =
    view.u8(pitm.start) === 0 ? view.u16(pitm.start + 4) : view.u32(pitm.start + 4);
  const properties = childrenOf(view, find(iprp, 'ipco'), 0);
  const own = associationsOf(view, ipma, primary).map((index) => properties[index - 1]);
  const ispe = own.find((box) => box?.type === 'ispe');
  if (ispe === undefined) return null;
  const irot = own.find((box) => box?.type === 'irot');
  const [width, height] = [view.u32(ispe.start + 4), view.u32(ispe.start + 8)];
  const isTurned = irot !== undefined && view.u8(irot.start) % 2 === 1;
  return isTurned ? { width: height, height: width } : { width, height };
};

/** The numbers, from 1, of the properties that belong to `item`. */
const associationsOf = (view: ByteView, ipma: Box, item: number): readonly number[] => {
  const idBytes = view.u8(ipma.start) === 0 ? 2 : 4;
  const indexBytes = (view.u8(ipma.start + 3) & 1) === 1 ? 2 : 1;
  const entries = Math.min(view.u32(ipma.start + 4), MAX_BOXES);
  let at = ipma.start + 8;
  for (let i = 0; i < entries && at < ipma.end; i++) {
    const id = idBytes === 2 ? view.u16(at) : view.u32(at);
    const count = view.u8(at + idBytes);
    at += idBytes + 1;
    if (id === item) {
      return Array.from({ length: count }, (_, n) =>
        indexBytes === 2 ? view.u16(at + n * 2) & 0x7fff : view.u8(at + n) & 0x7f,
      );
    }
    at += count * indexBytes;
  }
  return [];
};

/** How far into `PRVW` and `THMB` the JPEG may begin. */
const PREVIEW_HEADER_BYTES = 64;

/** CR3: `CMT1` is a TIFF of size and orientation, `PRVW` and `THMB` hold JPEGs (lclevy/canon_cr3). */
const readCr3 = (view: ByteView, bytes: Uint8Array): PictureHeader => {
  const top = boxesIn(view, 0, view.length);
  const canon = childrenOf(view, find(childrenOf(view, find(top, 'moov'), 0), 'uuid'), 16);
  const outside = top
    .filter((box) => box.type === 'uuid')
    .flatMap((box) => [...childrenOf(view, box, 16), ...childrenOf(view, box, 24)]);
  const cmt1 = find(canon, 'CMT1');
  const main = cmt1 && readTiffTree(bytes.subarray(cmt1.start, cmt1.end))[0];
  return {
    format: 'raw',
    width: (main && tiffNumber(main, TAG_WIDTH)) ?? 0,
    height: (main && tiffNumber(main, TAG_HEIGHT)) ?? 0,
    orientation: toOrientation(main && tiffNumber(main, TAG_ORIENTATION)),
    previews: [...canon, ...outside]
      .filter((box) => box.type === 'PRVW' || box.type === 'THMB')
      .flatMap((box) => jpegWithin(view, box)),
  };
};

const jpegWithin = (view: ByteView, box: Box): readonly ByteRange[] => {
  for (let at = box.start; at < box.start + PREVIEW_HEADER_BYTES; at++) {
    if (view.u16(at) === 0xffd8 && view.u8(at + 2) === 0xff)
      return [{ start: at, end: box.end }];
  }
  return [];
};
