import { MAJOR, MAX_CBOR_DEPTH, SHORT_TEXT, SIMPLE } from './cbor-form.ts';
import { numberToHalf } from './half-float.ts';

const TWO_TO_32 = 2 ** 32;
const FIRST_BUFFER_BYTES = 4096;
/** A buffer that grew beyond this for one large value is not kept for the next one. */
const KEPT_BUFFER_BYTES = 256 * 1024;
const textEncoder = new TextEncoder();

/** A growing buffer that knows CBOR's heads and the shortest form of each. */
export class CborWriter {
  private buffer = new Uint8Array(FIRST_BUFFER_BYTES);
  private view = new DataView(this.buffer.buffer);
  private length = 0;

  /** The encoding of one value behind `roomBytes` of no meaning; the writer keeps its buffer for the next one. */
  encode(value: unknown, roomBytes: number): Uint8Array<ArrayBuffer> {
    this.length = 0;
    this.reserve(roomBytes);
    this.length = roomBytes;
    this.writeValue(value, 0);
    const bytes = this.buffer.slice(0, this.length);
    if (this.buffer.length > KEPT_BUFFER_BYTES) this.replaceBuffer(FIRST_BUFFER_BYTES);
    return bytes;
  }

  /**
   * Takes what was written by `writeValue` and `writeHead` out of the buffer in pieces of `sizeBytes`; what is
   * shorter stays for the next call, and comes as the last piece with `isEnd`.
   */
  takePieces(sizeBytes: number, isEnd: boolean): readonly Uint8Array<ArrayBuffer>[] {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let at = 0;
    for (; this.length - at >= sizeBytes; at += sizeBytes)
      pieces.push(this.buffer.slice(at, at + sizeBytes));
    if (isEnd && at < this.length) pieces.push(this.buffer.slice(at, this.length));
    this.buffer.copyWithin(0, at, this.length);
    this.length = isEnd ? 0 : this.length - at;
    return pieces;
  }

  /** Appends a value that stands `depth` levels deep. */
  writeValue(value: unknown, depth: number): void {
    if (value === null) this.writeByte(SIMPLE.nothing);
    else if (typeof value === 'string') this.writeText(value);
    else if (typeof value === 'number') this.writeNumber(value);
    else if (typeof value === 'boolean') this.writeByte(value ? SIMPLE.yes : SIMPLE.no);
    else if (value instanceof Uint8Array) this.writeBytes(MAJOR.bytes, value);
    else if (depth >= MAX_CBOR_DEPTH)
      throw new RangeError(`deeper than ${MAX_CBOR_DEPTH} levels`);
    else if (Array.isArray(value)) this.writeArray(value, depth);
    else if (isPlainObject(value)) this.writeMap(value, depth);
    else throw new RangeError(`not plain data: ${describe(value)}`);
  }

  private writeArray(items: readonly unknown[], depth: number): void {
    this.writeHead(MAJOR.array, items.length);
    for (const item of items) this.writeValue(item, depth + 1);
  }

  private writeMap(map: Readonly<Record<string, unknown>>, depth: number): void {
    const keys = Object.keys(map);
    this.writeHead(MAJOR.map, keys.length);
    if (keys.every(isAscii)) {
      for (const key of keys.sort(compareAsciiKeys)) {
        this.writeText(key);
        this.writeValue(map[key], depth + 1);
      }
    } else this.writeWideMap(map, keys, depth);
  }

  /** A map with keys beyond ASCII, which sort by their bytes and may become equal. */
  private writeWideMap(
    map: Readonly<Record<string, unknown>>,
    keys: readonly string[],
    depth: number,
  ): void {
    const encoded = keys.map((key) => ({ key, bytes: textEncoder.encode(key) }));
    encoded.sort((a, b) => compareKeyBytes(a.bytes, b.bytes));
    encoded.forEach(({ key, bytes }, i) => {
      const before = encoded[i - 1];
      if (before !== undefined && compareKeyBytes(before.bytes, bytes) === 0) {
        throw new RangeError(`two keys have one encoding: ${describe(key)}`);
      }
      this.writeBytes(MAJOR.text, bytes);
      this.writeValue(map[key], depth + 1);
    });
  }

  private writeText(text: string): void {
    if (text.length > SHORT_TEXT || !this.writeAscii(text))
      this.writeBytes(MAJOR.text, textEncoder.encode(text));
  }

  /** Whether `text` is ASCII; nothing is written of one that is not. */
  private writeAscii(text: string): boolean {
    const start = this.length;
    this.writeHead(MAJOR.text, text.length);
    this.reserve(text.length);
    const { buffer, length: at } = this;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) {
        this.length = start;
        return false;
      }
      buffer[at + i] = code;
    }
    this.length += text.length;
    return true;
  }

  private writeBytes(major: number, bytes: Uint8Array): void {
    this.writeHead(major, bytes.length);
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  private writeNumber(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) this.writeFloat(value);
    else if (value >= 0) this.writeHead(MAJOR.unsigned, value);
    else this.writeHead(MAJOR.negative, -1 - value);
  }

  private writeFloat(value: number): void {
    this.reserve(9);
    const half = numberToHalf(value);
    if (half !== null) {
      this.view.setUint8(this.length, SIMPLE.half);
      this.view.setUint16(this.length + 1, half);
      this.length += 3;
    } else if (Math.fround(value) === value) {
      this.view.setUint8(this.length, SIMPLE.single);
      this.view.setFloat32(this.length + 1, value);
      this.length += 5;
    } else {
      this.view.setUint8(this.length, SIMPLE.double);
      this.view.setFloat64(this.length + 1, value);
      this.length += 9;
    }
  }

  /** A major type with its argument in the fewest bytes; `argument` is a safe integer. */
  writeHead(major: number, argument: number): void {
    this.reserve(9);
    const first = major << 5;
    const at = this.length;
    if (argument < 24) {
      this.buffer[at] = first | argument;
      this.length += 1;
    } else if (argument < 0x100) {
      this.buffer[at] = first | 24;
      this.buffer[at + 1] = argument;
      this.length += 2;
    } else if (argument < 0x10000) {
      this.buffer[at] = first | 25;
      this.view.setUint16(at + 1, argument);
      this.length += 3;
    } else if (argument < TWO_TO_32) {
      this.buffer[at] = first | 26;
      this.view.setUint32(at + 1, argument);
      this.length += 5;
    } else {
      this.buffer[at] = first | 27;
      this.view.setUint32(at + 1, Math.floor(argument / TWO_TO_32));
      this.view.setUint32(at + 5, argument % TWO_TO_32);
      this.length += 9;
    }
  }

  private writeByte(byte: number): void {
    this.reserve(1);
    this.buffer[this.length++] = byte;
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.buffer.length) return;
    const written = this.buffer.subarray(0, this.length);
    this.replaceBuffer(Math.max(needed, this.buffer.length * 2));
    this.buffer.set(written);
  }

  private replaceBuffer(sizeBytes: number): void {
    this.buffer = new Uint8Array(sizeBytes);
    this.view = new DataView(this.buffer.buffer);
  }
}

/** Whether keys are all of the kind that `compareAsciiKeys` orders. */
export const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
};

/** The order of encoded keys: heads grow with the length, so shorter ones come first. */
export const compareAsciiKeys = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : 1);

const compareKeyBytes = (a: Uint8Array, b: Uint8Array): number => {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** Whether it is an object that CBOR writes as a map. */
export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm have another Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const describe = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : Object.prototype.toString.call(value);
