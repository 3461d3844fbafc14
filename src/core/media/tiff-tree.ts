import type { ByteView } from './byte-view.ts';
import { viewBytes } from './byte-view.ts';

/** One directory of a TIFF: the numbers of its entries by tag, at most `MAX_VALUES` of each. */
export interface TiffDirectory {
  readonly values: ReadonlyMap<number, readonly number[]>;
  /** Where an entry's bytes lie and how many they are, for entries that are blocks of bytes. */
  readonly blocks: ReadonlyMap<number, { readonly start: number; readonly length: number }>;
}

export const TAG_WIDTH = 0x100;
export const TAG_HEIGHT = 0x101;
export const TAG_COMPRESSION = 0x103;
export const TAG_STRIP_OFFSETS = 0x111;
export const TAG_ORIENTATION = 0x112;
export const TAG_STRIP_LENGTHS = 0x117;
export const TAG_JPEG_START = 0x201;
export const TAG_JPEG_LENGTH = 0x202;
/** RW2 keeps its preview as one block of bytes. */
export const TAG_PANASONIC_JPEG = 0x2e;
const TAG_SUB_DIRECTORIES = 0x14a;
const TAG_EXIF_DIRECTORY = 0x8769;

const MAX_DIRECTORIES = 32;
const MAX_ENTRIES = 512;
const MAX_VALUES = 16;
/** Bytes of one value by TIFF type (TIFF 6.0, section 2); types beyond count as opaque bytes. */
const TYPE_BYTES = [1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/**
 * The directories of a TIFF, in the order of discovery: the main chain, its sub-directories, the EXIF
 * directory. Bounded whatever the bytes say; empty where they are no TIFF. Also reads the headers that
 * Olympus (`IIRO`), Panasonic (`IIU`) and their like made of it.
 */
export const readTiffTree = (bytes: Uint8Array): readonly TiffDirectory[] => {
  const mark = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  if (mark !== 'II' && mark !== 'MM') return [];
  const view = viewBytes(bytes, mark === 'II' ? 'little' : 'big');
  const waiting = [view.u32(4)];
  const seen = new Set<number>();
  const directories: TiffDirectory[] = [];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (at === 0 || at >= view.length || seen.has(at)) continue;
    if (directories.length >= MAX_DIRECTORIES) break;
    seen.add(at);
    const { directory, next } = readDirectory(view, at);
    directories.push(directory);
    waiting.push(
      next,
      ...(directory.values.get(TAG_SUB_DIRECTORIES) ?? []),
      ...(directory.values.get(TAG_EXIF_DIRECTORY) ?? []),
    );
  }
  return directories;
};

/** The first number of `tag` in `directory`. */
export const tiffNumber = (directory: TiffDirectory, tag: number): number | undefined =>
  directory.values.get(tag)?.[0];

const readDirectory = (
  view: ByteView,
  start: number,
): { directory: TiffDirectory; next: number } => {
  const entries = Math.min(view.u16(start), MAX_ENTRIES);
  const values = new Map<number, readonly number[]>();
  const blocks = new Map<number, { start: number; length: number }>();
  for (let i = 0; i < entries; i++) {
    const at = start + 2 + i * 12;
    const type = view.u16(at + 2);
    const count = view.u32(at + 4);
    const width = TYPE_BYTES[type] ?? 1;
    const from = width * count <= 4 ? at + 8 : view.u32(at + 8);
    blocks.set(view.u16(at), { start: from, length: width * count });
    values.set(view.u16(at), readValues(view, from, type, Math.min(count, MAX_VALUES)));
  }
  return { directory: { values, blocks }, next: view.u32(start + 2 + view.u16(start) * 12) };
};

const readValues = (
  view: ByteView,
  from: number,
  type: number,
  count: number,
): readonly number[] => {
  if (type === 3) return Array.from({ length: count }, (_, i) => view.u16(from + i * 2));
  if (type === 4 || type === 13)
    return Array.from({ length: count }, (_, i) => view.u32(from + i * 4));
  return [];
};
