import { bytesToUtf8, concatBytes, utf8ToBytes } from '../base/bytes.ts';
import { crc32 } from '../base/crc32.ts';

// The form of a pack's segment, version 1; docs/storage.md draws it. All numbers are little-endian.

/** 'HMPK': a segment begins so. */
const SEGMENT_MAGIC = 0x4b504d48;
/** 'HMPR': a record begins so. */
const RECORD_MAGIC = 0x52504d48;
/** 'HMPF': a sealed segment ends so. */
const FOOTER_MAGIC = 0x46504d48;
const VERSION = 1;

/** Bytes before the first record. */
export const SEGMENT_HEADER_BYTES = 8;
/** Bytes of a record before its key. */
const RECORD_HEADER_BYTES = 16;
const PART_ENTRY_BYTES = 8;
/** The number of parts that marks a record as "this key was deleted". */
const TOMBSTONE = 0xffff;
const FOOTER_ENTRY_BYTES = 8;
/** Bytes at the very end of a sealed segment. */
export const TRAILER_BYTES = 16;
/** Enough for the header, key and part table of nearly every record: one read instead of two. */
export const HEADER_GUESS_BYTES = 256;

/** A part of a record: where it lies, counted from the record's first byte, and what it must add up to. */
export interface PackPart {
  readonly start: number;
  readonly length: number;
  readonly crc: number;
}

/** A record without its payload. */
export interface RecordHeader {
  readonly key: string;
  readonly isTombstone: boolean;
  readonly parts: readonly PackPart[];
  readonly totalBytes: number;
}

/** One line of a footer: a record of the segment, tombstones included. */
export interface FooterEntry {
  readonly key: string;
  readonly offset: number;
  readonly isTombstone: boolean;
}

/** The first bytes of a segment. */
export const encodeSegmentHeader = (): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(SEGMENT_HEADER_BYTES);
  const view = viewOf(bytes);
  view.setUint32(0, SEGMENT_MAGIC, true);
  view.setUint16(4, VERSION, true);
  return bytes;
};

/** Whether `bytes` begin a segment of a form that this version reads. */
export const isSegmentHeader = (bytes: Uint8Array): boolean =>
  bytes.length >= SEGMENT_HEADER_BYTES &&
  viewOf(bytes).getUint32(0, true) === SEGMENT_MAGIC &&
  viewOf(bytes).getUint16(4, true) === VERSION;

/** A record of `parts` under `key`; `null` for "deleted". A key of more than 65,535 bytes is a defect. */
export const encodeRecord = (
  key: string,
  parts: readonly Uint8Array[] | null,
): Uint8Array<ArrayBuffer> => {
  const keyBytes = utf8ToBytes(key);
  const count = parts?.length ?? TOMBSTONE;
  if (keyBytes.length > 0xffff || (parts !== null && count >= TOMBSTONE)) {
    throw new RangeError(
      `A key of ${keyBytes.length} bytes with ${count} parts fits no record.`,
    );
  }
  const table = encodePartTable(parts ?? []);
  const header = new Uint8Array(RECORD_HEADER_BYTES);
  const view = viewOf(header);
  view.setUint32(0, RECORD_MAGIC, true);
  view.setUint16(8, keyBytes.length, true);
  view.setUint16(10, count, true);
  view.setUint32(12, sumLengths(parts ?? []), true);
  view.setUint32(4, crc32(concatBytes([header.subarray(8), keyBytes, table])), true);
  return concatBytes([header, keyBytes, table, ...(parts ?? [])]);
};

const encodePartTable = (parts: readonly Uint8Array[]): Uint8Array => {
  const table = new Uint8Array(parts.length * PART_ENTRY_BYTES);
  const view = viewOf(table);
  for (const [i, part] of parts.entries()) {
    view.setUint32(i * PART_ENTRY_BYTES, part.length, true);
    view.setUint32(i * PART_ENTRY_BYTES + 4, crc32(part), true);
  }
  return table;
};

/**
 * The header of the record that `bytes` begin with: how many bytes it takes where there are too few of
 * them, `null` where this is no record or a damaged one.
 */
export const parseRecordHeader = (bytes: Uint8Array): RecordHeader | number | null => {
  if (bytes.length < RECORD_HEADER_BYTES) return RECORD_HEADER_BYTES;
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== RECORD_MAGIC) return null;
  const keyEnd = RECORD_HEADER_BYTES + view.getUint16(8, true);
  const count = view.getUint16(10, true);
  const isTombstone = count === TOMBSTONE;
  const headerBytes = keyEnd + (isTombstone ? 0 : count * PART_ENTRY_BYTES);
  if (bytes.length < headerBytes) return headerBytes;
  if (crc32(bytes.subarray(8, headerBytes)) !== view.getUint32(4, true)) return null;
  const key = bytesToUtf8(bytes.subarray(RECORD_HEADER_BYTES, keyEnd));
  if (key === null) return null;
  const parts = isTombstone ? [] : parsePartTable(view, keyEnd, headerBytes);
  return { key, isTombstone, parts, totalBytes: headerBytes + view.getUint32(12, true) };
};

const parsePartTable = (view: DataView, from: number, end: number): PackPart[] => {
  const parts: PackPart[] = [];
  let start = end;
  for (let at = from; at < end; at += PART_ENTRY_BYTES) {
    const length = view.getUint32(at, true);
    parts.push({ start, length, crc: view.getUint32(at + 4, true) });
    start += length;
  }
  return parts;
};

/** The footer and trailer of a segment with these records. */
export const encodeFooter = (entries: readonly FooterEntry[]): Uint8Array<ArrayBuffer> => {
  const body = concatBytes(entries.flatMap(encodeFooterEntry));
  const trailer = new Uint8Array(TRAILER_BYTES);
  const view = viewOf(trailer);
  view.setUint32(0, body.length, true);
  view.setUint32(4, entries.length, true);
  view.setUint32(8, crc32(body), true);
  view.setUint32(12, FOOTER_MAGIC, true);
  return concatBytes([body, trailer]);
};

const encodeFooterEntry = ({ key, offset, isTombstone }: FooterEntry): Uint8Array[] => {
  const keyBytes = utf8ToBytes(key);
  const head = new Uint8Array(FOOTER_ENTRY_BYTES);
  const view = viewOf(head);
  view.setUint32(0, offset, true);
  view.setUint16(4, keyBytes.length, true);
  view.setUint16(6, isTombstone ? 1 : 0, true);
  return [head, keyBytes];
};

/** How many bytes before the trailer the footer takes; `null` where `bytes` are no trailer. */
export const parseTrailer = (
  bytes: Uint8Array,
): { readonly footerBytes: number; readonly crc: number } | null => {
  if (bytes.length !== TRAILER_BYTES) return null;
  const view = viewOf(bytes);
  if (view.getUint32(12, true) !== FOOTER_MAGIC) return null;
  return { footerBytes: view.getUint32(0, true), crc: view.getUint32(8, true) };
};

/** The records of a segment by its footer; `null` where the footer is damaged. */
export const parseFooter = (body: Uint8Array, crc: number): FooterEntry[] | null => {
  if (crc32(body) !== crc) return null;
  const view = viewOf(body);
  const entries: FooterEntry[] = [];
  for (let at = 0; at < body.length;) {
    const keyStart = at + FOOTER_ENTRY_BYTES;
    const keyEnd = keyStart + view.getUint16(at + 4, true);
    const key = bytesToUtf8(body.subarray(keyStart, keyEnd));
    if (key === null) return null;
    const isTombstone = view.getUint16(at + 6, true) === 1;
    entries.push({ key, offset: view.getUint32(at, true), isTombstone });
    at = keyEnd;
  }
  return entries;
};

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const sumLengths = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);
