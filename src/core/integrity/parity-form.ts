import { bytesToHex, hexToBytes } from '../base/bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { BlobHash } from '../base/ids.ts';
import { MAX_SHARDS } from './erasure-coder.ts';
import { type ParityLayout, countParityShards } from './parity-layout.ts';

// The form of a parity file, version 1; docs/storage.md draws it. All numbers are little-endian.

/** 'HMPY': a head begins so. */
const MAGIC = 0x59504d48;
const FORM = 1;
/** Bytes of a head; the first and the last of a file are one, so that one may be damaged. */
export const HEAD_BYTES = 80;
/** Checksums that share a checksum of their own. */
const PAGE_ENTRIES = 1_023;
const PAGE_BYTES = 4 * (PAGE_ENTRIES + 1);

/** Whose parity a file holds, and how it is cut. */
export interface ParityHead {
  readonly blob: BlobHash;
  readonly layout: ParityLayout;
}

/** Where the parts of a parity file lie, in bytes from its start. */
export interface ParityParts {
  readonly sums: number;
  readonly sumsBytes: number;
  readonly shards: number;
  readonly sumsAgain: number;
  readonly headAgain: number;
  readonly sizeBytes: number;
}

/** The parts of a file of this layout: head, sums, parity shards row by row, sums again, head again. */
export const partsOf = (layout: ParityLayout): ParityParts => {
  const parityShards = countParityShards(layout);
  const entries = layout.dataShards + parityShards;
  const sumsBytes = 4 * (entries + Math.ceil(entries / PAGE_ENTRIES));
  const shards = HEAD_BYTES + sumsBytes;
  const sumsAgain = shards + parityShards * layout.shardBytes;
  const headAgain = sumsAgain + sumsBytes;
  const sizeBytes = headAgain + HEAD_BYTES;
  return { sums: HEAD_BYTES, sumsBytes, shards, sumsAgain, headAgain, sizeBytes };
};

/** The bytes of a head. */
export const encodeHead = ({ blob, layout }: ParityHead): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(HEAD_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, FORM, true);
  view.setUint16(6, layout.dataRows, true);
  view.setUint16(8, layout.parityRows, true);
  view.setUint32(12, layout.shardBytes, true);
  view.setUint32(16, layout.stripes, true);
  view.setBigUint64(24, BigInt(layout.sizeBytes), true);
  bytes.set(hexToBytes(blob) ?? [], 32);
  view.setUint32(HEAD_BYTES - 4, crc32(bytes.subarray(0, HEAD_BYTES - 4)), true);
  return bytes;
};

/** The head that `bytes` are, or `null` where they are none that is whole, of this form and consistent. */
export const parseHead = (bytes: Uint8Array): ParityHead | null => {
  if (bytes.length !== HEAD_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isWhole = view.getUint32(HEAD_BYTES - 4, true) === crc32(bytes.subarray(0, -4));
  if (!isWhole || view.getUint32(0, true) !== MAGIC || view.getUint16(4, true) !== FORM) {
    return null;
  }
  const sizeBytes = Number(view.getBigUint64(24, true));
  const shardBytes = view.getUint32(12, true);
  const layout: ParityLayout = {
    sizeBytes,
    shardBytes,
    dataShards: Math.ceil(sizeBytes / shardBytes),
    stripes: view.getUint32(16, true),
    dataRows: view.getUint16(6, true),
    parityRows: view.getUint16(8, true),
  };
  const blob = bytesToHex(bytes.subarray(32, 64)) as BlobHash;
  return isConsistent(layout) ? { blob, layout } : null;
};

const isConsistent = (layout: ParityLayout): boolean => {
  const { sizeBytes, shardBytes, dataShards, stripes, dataRows, parityRows } = layout;
  return (
    Number.isSafeInteger(sizeBytes) &&
    shardBytes > 0 &&
    stripes > 0 &&
    parityRows > 0 &&
    dataRows + parityRows <= MAX_SHARDS &&
    Math.ceil(dataShards / stripes) === dataRows
  );
};

/** CRC-32 of each shard, data shards first, then parity shards; `null` where that is not known any more. */
export interface ShardSums {
  data(shard: number): number | null;
  parity(shard: number): number | null;
}

/** The sums of a file as its bytes, each page bound to the head and to its place. */
export const encodeSums = (
  head: ParityHead,
  data: Uint32Array,
  parity: Uint32Array,
): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(partsOf(head.layout).sumsBytes);
  const view = new DataView(bytes.buffer);
  const entries = data.length + parity.length;
  let at = 0;
  for (let first = 0; first < entries; first += PAGE_ENTRIES) {
    const start = at;
    for (let i = first; i < Math.min(first + PAGE_ENTRIES, entries); i++, at += 4) {
      view.setUint32(at, (i < data.length ? data[i] : parity[i - data.length]) ?? 0, true);
    }
    view.setUint32(at, crc32(bytes.subarray(start, at), pageSeed(head, first)), true);
    at += 4;
  }
  return bytes;
};

/** The sums of which either copy still has the page; the copies may be cut short. */
export const parseSums = (
  head: ParityHead,
  copies: readonly [Uint8Array, Uint8Array],
): ShardSums => {
  const { dataShards } = head.layout;
  const entries = dataShards + countParityShards(head.layout);
  const pages: (DataView | null)[] = [];
  for (let first = 0; first < entries; first += PAGE_ENTRIES) {
    const length = 4 * (Math.min(PAGE_ENTRIES, entries - first) + 1);
    const at = pages.length * PAGE_BYTES;
    const found = copies
      .map((copy) => copy.subarray(at, at + length))
      .find((page) => page.length === length && isWholePage(head, page, first));
    pages.push(found ? new DataView(found.buffer, found.byteOffset, found.length) : null);
  }
  const entry = (i: number): number | null =>
    pages[Math.floor(i / PAGE_ENTRIES)]?.getUint32(4 * (i % PAGE_ENTRIES), true) ?? null;
  return { data: entry, parity: (shard) => entry(dataShards + shard) };
};

const isWholePage = (head: ParityHead, page: Uint8Array, first: number): boolean => {
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  return (
    view.getUint32(page.length - 4, true) === crc32(page.subarray(0, -4), pageSeed(head, first))
  );
};

/** The head's own checksum, told apart by page (the checksum of all of the head is the same for every head). */
const pageSeed = (head: ParityHead, first: number): number => {
  const { buffer } = encodeHead(head);
  return (new DataView(buffer).getUint32(HEAD_BYTES - 4, true) ^ first) >>> 0;
};
