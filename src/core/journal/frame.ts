import { crc32 } from '../base/crc32.ts';

/** Bytes before the payload of each frame, and the most bytes of a payload. */
export const HEADER_BYTES = 28;
export const MAX_PAYLOAD_BYTES = 1024 * 1024;

/** The first bytes of every frame: 'HMJ' and the version of the form. */
export const MAGIC = [0x48, 0x4d, 0x4a, 0x31] as const;

/** What the acts of a segment are: changes, pieces of the snapshot at its start, or the end of that. */
export const ACT_KINDS = ['change', 'snapshot', 'snapshot-end'] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** Where a frame begins. It is part of the header's checksum, so a frame found elsewhere is none. */
export interface FramePlace {
  readonly segment: number;
  readonly offset: number;
}

/** What a header tells. An act is cut into frames of the same number, counted from part 0. */
export interface FrameHeader {
  readonly kind: ActKind;
  /** Number of the act within its segment, from 0. */
  readonly act: number;
  readonly part: number;
  readonly isLast: boolean;
  readonly payloadBytes: number;
  readonly payloadCrc: number;
}

/** The CBOR of the entries of an act, as its frames hold it: `MAX_PAYLOAD_BYTES` each, the last one what is left. */
export type Payload = readonly Uint8Array[];

/** An act to be written. */
export interface EncodedAct {
  readonly kind: ActKind;
  readonly payload: Payload;
}

/** Bytes that an act of `payloadBytes` takes with its headers. */
export const framedBytes = (payloadBytes: number): number =>
  payloadBytes + HEADER_BYTES * Math.max(1, Math.ceil(payloadBytes / MAX_PAYLOAD_BYTES));

/** The frames of an act, one after another; `place` is where the first of them will lie on disk. */
export function* framesOf(
  { kind, payload }: EncodedAct,
  act: number,
  { segment, offset }: FramePlace,
): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
  let at = offset;
  for (const [part, piece] of payload.entries()) {
    const header: FrameHeader = {
      kind,
      act,
      part,
      isLast: part === payload.length - 1,
      payloadBytes: piece.length,
      payloadCrc: crc32(piece),
    };
    const frame = new Uint8Array(HEADER_BYTES + piece.length);
    writeHeader(frame, header, { segment, offset: at });
    frame.set(piece, HEADER_BYTES);
    yield frame;
    at += frame.length;
  }
}

/** The header at the start of `bytes`, `null` where there is none that belongs at `place`. */
export const parseHeader = (bytes: Uint8Array, place: FramePlace): FrameHeader | null => {
  if (bytes.length < HEADER_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (view.getUint32(AT.headerCrc) !== headerCrc(bytes, place)) return null;
  const kind = ACT_KINDS[view.getUint8(AT.kind)];
  const payloadBytes = view.getUint32(AT.payloadBytes);
  if (kind === undefined || payloadBytes > MAX_PAYLOAD_BYTES) return null;
  return {
    kind,
    act: view.getUint32(AT.act),
    part: view.getUint32(AT.part),
    isLast: view.getUint8(AT.isLast) === 1,
    payloadBytes,
    payloadCrc: view.getUint32(AT.payloadCrc),
  };
};

/** Offsets within a header; all numbers are big-endian, as in CBOR. */
const AT = {
  kind: 4,
  isLast: 5,
  act: 8,
  part: 12,
  payloadBytes: 16,
  payloadCrc: 20,
  headerCrc: 24,
} as const;

const writeHeader = (bytes: Uint8Array, header: FrameHeader, place: FramePlace): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  bytes.set(MAGIC);
  view.setUint8(AT.kind, ACT_KINDS.indexOf(header.kind));
  view.setUint8(AT.isLast, header.isLast ? 1 : 0);
  view.setUint32(AT.act, header.act);
  view.setUint32(AT.part, header.part);
  view.setUint32(AT.payloadBytes, header.payloadBytes);
  view.setUint32(AT.payloadCrc, header.payloadCrc);
  view.setUint32(AT.headerCrc, headerCrc(bytes, place));
};

const placeView = new DataView(new ArrayBuffer(12));
const placeBytes = new Uint8Array(placeView.buffer);

const headerCrc = (bytes: Uint8Array, { segment, offset }: FramePlace): number => {
  placeView.setUint32(0, segment);
  placeView.setFloat64(4, offset);
  return crc32(bytes.subarray(0, AT.headerCrc), crc32(placeBytes));
};
