import { crc32 } from '../base/crc32.ts';
import type { Disk } from '../storage/disk.ts';
import { HEADER_BYTES, MAGIC, parseHeader, type ActKind, type FrameHeader } from './frame.ts';

/** The bytes of a segment that are to be read: `[0, sizeBytes)` of the file at `path`. */
export interface SegmentSource {
  readonly disk: Disk;
  readonly path: string;
  readonly segment: number;
  readonly sizeBytes: number;
}

/** A whole act as it lies in a segment. */
export interface ScannedAct {
  readonly type: 'act';
  readonly kind: ActKind;
  readonly act: number;
  readonly start: number;
  readonly end: number;
  /** The payloads of its frames, in order. */
  readonly pieces: readonly Uint8Array[];
  /** Checksums of the pieces. */
  readonly crcs: readonly number[];
}

/** Bytes that hold no whole act although something follows or they were all there. */
export interface ScannedDamage {
  readonly type: 'damage';
  readonly start: number;
  readonly end: number;
}

/** An act that the file ends in the middle of: what a crash in mid-write leaves. */
export interface ScannedTear {
  readonly type: 'torn';
  readonly start: number;
}

export type ScannedItem = ScannedAct | ScannedDamage | ScannedTear;

/**
 * Everything in a segment from `from` on, a place between two acts. The items cover all bytes up to the
 * end. A frame whose payload is damaged is stepped over; behind a damaged header the next true frame is
 * searched byte by byte.
 */
export async function* scanSegment(
  source: SegmentSource,
  from = 0,
): AsyncGenerator<ScannedItem, void, undefined> {
  const window = new ReadWindow(source);
  let begun: BegunAct | null = null;
  let at = from;
  while (at < source.sizeBytes) {
    const frame = await readFrame(window, at);
    const start: number = begun?.start ?? at;
    if (frame === 'torn') {
      yield { type: 'torn', start };
      return;
    }
    if (frame === 'no-frame' || !frame.isIntact) {
      at = frame === 'no-frame' ? await findFrame(window, at + 1) : frame.end;
      yield { type: 'damage', start, end: at };
      begun = null;
      continue;
    }
    if (begun !== null && !continues(begun, frame.header)) {
      yield { type: 'damage', start: begun.start, end: at };
      begun = null;
    }
    if (begun === null && frame.header.part > 0) {
      yield { type: 'damage', start: at, end: frame.end };
      at = frame.end;
      continue;
    }
    begun ??= {
      start: at,
      kind: frame.header.kind,
      act: frame.header.act,
      pieces: [],
      crcs: [],
    };
    begun.pieces.push(frame.payload);
    begun.crcs.push(frame.header.payloadCrc);
    at = frame.end;
    if (frame.header.isLast) {
      yield { type: 'act', ...begun, end: at };
      begun = null;
    }
  }
  if (begun !== null) yield { type: 'torn', start: begun.start };
}

/** Whether a true frame begins at `offset`. */
export const isFrameAt = (source: SegmentSource, offset: number): Promise<boolean> =>
  isIntact(new ReadWindow(source), offset);

interface BegunAct {
  readonly start: number;
  readonly kind: ActKind;
  readonly act: number;
  readonly pieces: Uint8Array[];
  readonly crcs: number[];
}

interface ReadFrame {
  readonly header: FrameHeader;
  readonly payload: Uint8Array;
  readonly isIntact: boolean;
  readonly end: number;
}

const continues = (begun: BegunAct, header: FrameHeader): boolean =>
  header.act === begun.act && header.kind === begun.kind && header.part === begun.pieces.length;

const readFrame = async (
  window: ReadWindow,
  at: number,
): Promise<ReadFrame | 'torn' | 'no-frame'> => {
  const { segment, sizeBytes } = window.source;
  if (sizeBytes - at < HEADER_BYTES) return 'torn';
  const header = parseHeader(await window.read(at, HEADER_BYTES), { segment, offset: at });
  if (header === null) return 'no-frame';
  const end = at + HEADER_BYTES + header.payloadBytes;
  if (end > sizeBytes) return 'torn';
  const payload = await window.read(at + HEADER_BYTES, header.payloadBytes);
  return { header, payload, isIntact: crc32(payload) === header.payloadCrc, end };
};

/** Where the next intact frame begins from `from` on; the end of the segment where there is none. */
const findFrame = async (window: ReadWindow, from: number): Promise<number> => {
  const { sizeBytes } = window.source;
  let at = from;
  while (sizeBytes - at >= HEADER_BYTES) {
    const stretch = await window.read(at, Math.min(SEARCH_BYTES, sizeBytes - at));
    const places = stretch.length - MAGIC.length + 1;
    for (let i = 0; i < places; i++) {
      if (
        MAGIC.every((byte, j) => stretch[i + j] === byte) &&
        (await isIntact(window, at + i))
      ) {
        return at + i;
      }
    }
    at += places;
  }
  return sizeBytes;
};

const isIntact = async (window: ReadWindow, at: number): Promise<boolean> => {
  const frame = await readFrame(window, at);
  return typeof frame === 'object' && frame.isIntact;
};

const SEARCH_BYTES = 64 * 1024;
const WINDOW_BYTES = 4 * 1024 * 1024;

/** Reads a file in large steps; what it returned stays as it was. */
class ReadWindow {
  readonly source: SegmentSource;
  private bytes = new Uint8Array();
  private start = 0;

  constructor(source: SegmentSource) {
    this.source = source;
  }

  /** The `length` bytes from `at`, all within the segment. */
  async read(at: number, length: number): Promise<Uint8Array> {
    const { disk, path, sizeBytes } = this.source;
    if (at < this.start || at + length > this.start + this.bytes.length) {
      const end = Math.min(sizeBytes, at + Math.max(length, WINDOW_BYTES));
      this.bytes = await disk.read(path, at, end);
      this.start = at;
    }
    return this.bytes.subarray(at - this.start, at - this.start + length);
  }
}
