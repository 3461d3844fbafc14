import { concatBytes } from '../base/bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { Disk, DiskFile } from './disk.ts';
import type { FooterEntry, PackPart, RecordHeader } from './pack-format.ts';
import {
  encodeFooter,
  encodeSegmentHeader,
  HEADER_GUESS_BYTES,
  isSegmentHeader,
  parseFooter,
  parseRecordHeader,
  parseTrailer,
  SEGMENT_HEADER_BYTES,
  TRAILER_BYTES,
} from './pack-format.ts';

/** One file of a pack, open for as long as the pack is. */
export interface PackSegment {
  readonly id: number;
  readonly path: string;
  /** A sealed one ends with its footer and takes no more records. */
  isSealed(): boolean;
  /** Whether it holds no record. */
  isEmpty(): boolean;
  /** Bytes written and waiting. */
  sizeBytes(): number;
  waitingBytes(): number;
  /** Takes an encoded record; it is readable at once, and written with its batch. Returns its offset. */
  append(key: string, record: Uint8Array<ArrayBuffer>, isTombstone: boolean): number;
  /** Writes and flushes what waits. Where that fails, what waited is gone, and its keys are returned. */
  writeBatch(): Promise<BatchOutcome>;
  /** Ends the segment by its footer, flushed. */
  seal(): Promise<void>;
  /**
   * The parts that `pick` takes of the record at `offset`: `'damaged'` where they are not what was put,
   * or the record is not `key`'s.
   */
  readParts(offset: number, key: string, pick: PickParts): Promise<PartBytes>;
  close(): Promise<void>;
}

export type PickParts = (parts: readonly PackPart[]) => readonly PackPart[];
export type PartBytes = readonly Uint8Array<ArrayBuffer>[] | 'damaged';
export type BatchOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: unknown; readonly lostKeys: readonly string[] };

/** A segment and its records, in the order in which they came. */
export interface OpenedSegment {
  readonly segment: PackSegment;
  readonly entries: readonly FooterEntry[];
}

/**
 * Opens the segment at `path`, or makes it. One that has no valid footer is read record by record up to
 * the first that is torn or damaged; what lies behind is cut off, for it can be made again.
 */
export const openPackSegment = async (
  disk: Disk,
  path: string,
  id: number,
): Promise<OpenedSegment> => {
  const file = await disk.open(path, { create: true });
  try {
    const sizeBytes = await file.size();
    const sealed = await readFooter(file, sizeBytes);
    if (sealed !== null) {
      return { segment: createSegment(path, id, file, sizeBytes, 'sealed'), entries: sealed };
    }
    const { entries, end } = await scanRecords(file, sizeBytes);
    if (end < sizeBytes) await file.truncate(end);
    if (end === 0) await file.write(0, encodeSegmentHeader());
    const written = Math.max(end, SEGMENT_HEADER_BYTES);
    return { segment: createSegment(path, id, file, written, entries), entries };
  } catch (error) {
    await file.close();
    throw error;
  }
};

const readFooter = async (file: DiskFile, sizeBytes: number): Promise<FooterEntry[] | null> => {
  const end = sizeBytes - TRAILER_BYTES;
  if (end < SEGMENT_HEADER_BYTES) return null;
  const trailer = parseTrailer(await file.read(end, TRAILER_BYTES));
  if (trailer === null || trailer.footerBytes > end) return null;
  const start = end - trailer.footerBytes;
  return parseFooter(await file.read(start, trailer.footerBytes), trailer.crc);
};

interface ScannedEntry extends FooterEntry {
  /** Where the record after it begins. */
  readonly end: number;
}

/** Bytes that a scan reads at a time: small records by the dozen, of large ones little more than their headers. */
const SCAN_BYTES = 16 * 1024;

const scanRecords = async (
  file: DiskFile,
  sizeBytes: number,
): Promise<{ readonly entries: FooterEntry[]; readonly end: number }> => {
  const entries: FooterEntry[] = [];
  if (!isSegmentHeader(await file.read(0, SEGMENT_HEADER_BYTES))) return { entries, end: 0 };
  let end = SEGMENT_HEADER_BYTES;
  for (;;) {
    const found = await scanStretch(file, end, sizeBytes);
    const last = found.at(-1);
    if (last === undefined) return { entries, end };
    entries.push(...found);
    end = last.end;
  }
};

/** The whole records from `start` on whose headers one read brings; none where there is no further one. */
const scanStretch = async (
  file: DiskFile,
  start: number,
  sizeBytes: number,
): Promise<readonly ScannedEntry[]> => {
  const bytes = await file.read(start, SCAN_BYTES);
  const found: ScannedEntry[] = [];
  for (let offset = start; offset - start < bytes.length;) {
    const seen = parseRecordHeader(bytes.subarray(offset - start));
    // Cut off by the end of the read: the next one begins with it, unless it is longer than any.
    if (typeof seen === 'number' && offset > start) break;
    const isCut = typeof seen === 'number';
    const header = isCut ? await readHeader((length) => file.read(offset, length)) : seen;
    if (header === null || offset + header.totalBytes > sizeBytes) break;
    const { key, isTombstone, totalBytes } = header;
    found.push({ key, offset, isTombstone, end: offset + totalBytes });
    offset += totalBytes;
  }
  return found;
};

/** The header of a record of which `read` gives the first bytes; `null` where there is none. */
const readHeader = async (
  read: (length: number) => Promise<Uint8Array>,
): Promise<RecordHeader | null> => {
  const guess = parseRecordHeader(await read(HEADER_GUESS_BYTES));
  if (typeof guess !== 'number') return guess;
  const header = parseRecordHeader(await read(guess));
  return typeof header === 'number' ? null : header;
};

/** A record on its way to the file. */
interface Waiting {
  readonly key: string;
  readonly record: Uint8Array<ArrayBuffer>;
}

const createSegment = (
  path: string,
  id: number,
  file: DiskFile,
  sizeBytes: number,
  found: readonly FooterEntry[] | 'sealed',
): PackSegment => {
  /** For the footer to come. */
  let entries = found === 'sealed' ? [] : [...found];
  let writtenBytes = sizeBytes;
  let waitingBytes = 0;
  let isSealed = found === 'sealed';
  const waiting = new Map<number, Waiting>();

  const read = async (
    offset: number,
    at: number,
    length: number,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const record = waiting.get(offset)?.record;
    return record?.slice(at, at + length) ?? file.read(offset + at, length);
  };

  const takeBack = (): readonly string[] => {
    const keys = [...waiting.values()].map(({ key }) => key);
    waiting.clear();
    waitingBytes = 0;
    entries = entries.filter(({ offset }) => offset < writtenBytes);
    return keys;
  };

  const writeBatch = async (): Promise<BatchOutcome> => {
    if (waiting.size === 0) return { ok: true };
    const batch = concatBytes([...waiting.values()].map(({ record }) => record));
    try {
      await file.write(writtenBytes, batch);
      await file.flush();
    } catch (error) {
      return { ok: false, error, lostKeys: takeBack() };
    }
    writtenBytes += batch.length;
    waiting.clear();
    waitingBytes = 0;
    return { ok: true };
  };

  return {
    id,
    path,
    isSealed: () => isSealed,
    isEmpty: () => writtenBytes + waitingBytes === SEGMENT_HEADER_BYTES,
    sizeBytes: () => writtenBytes + waitingBytes,
    waitingBytes: () => waitingBytes,
    append: (key, record, isTombstone) => {
      const offset = writtenBytes + waitingBytes;
      waiting.set(offset, { key, record });
      waitingBytes += record.length;
      entries.push({ key, offset, isTombstone });
      return offset;
    },
    writeBatch,
    seal: async () => {
      const footer = encodeFooter(entries);
      await file.write(writtenBytes, footer);
      await file.flush();
      writtenBytes += footer.length;
      isSealed = true;
      entries = [];
    },
    readParts: async (offset, key, pick) => {
      const header = await readHeader((length) => read(offset, 0, length));
      if (header?.key !== key || header.isTombstone) return 'damaged';
      const parts = pick(header.parts);
      const bytes = await Promise.all(
        parts.map(({ start, length }) => read(offset, start, length)),
      );
      return bytes.every((part, i) => isWhole(part, parts[i])) ? bytes : 'damaged';
    },
    close: () => file.close(),
  };
};

const isWhole = (bytes: Uint8Array, part: PackPart | undefined): boolean =>
  bytes.length === part?.length && crc32(bytes) === part.crc;
