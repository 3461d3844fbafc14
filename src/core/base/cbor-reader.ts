import { MAJOR, SHORT_TEXT, SIMPLE } from './cbor-form.ts';
import { CANONICAL_NAN_HALF, halfToNumber, numberToHalf } from './half-float.ts';
import type { Plain } from './plain.ts';

const TWO_TO_32 = 2 ** 32;
const textDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Keys read lately, each in the slot that its bytes choose. */
const KNOWN_KEYS = 1024;
const knownKeys = new Array<{ readonly bytes: Uint8Array; readonly text: string } | undefined>(
  KNOWN_KEYS,
);

/** Thrown inside the reader alone, so that every level unwinds at once; not an Error, since nobody needs a stack. */
export class Malformation {
  readonly offset: number;
  readonly reason: string;

  constructor(offset: number, reason: string) {
    this.offset = offset;
    this.reason = reason;
  }
}

/** Reads one value after another and refuses all that the writer would not have written. */
export class CborReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly maxDepth: number;
  private at = 0;

  constructor(bytes: Uint8Array, maxDepth: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.maxDepth = maxDepth;
  }

  readValue(depth: number): Plain {
    const first = this.readFirst();
    switch (first >> 5) {
      case MAJOR.unsigned:
        return this.readArgument(first);
      case MAJOR.negative:
        return this.readNegative(first);
      case MAJOR.bytes:
        return this.readBytes(first);
      case MAJOR.text:
        return this.readText(first);
      case MAJOR.array:
        return this.readArray(first, depth);
      case MAJOR.map:
        return this.readMap(first, depth);
      default:
        return this.readSimple(first);
    }
  }

  expectEnd(): void {
    if (this.at < this.bytes.length) this.fail('bytes are left over');
  }

  private readFirst(): number {
    const first = this.bytes[this.at];
    if (first === undefined) return this.fail('the bytes end too early');
    this.at++;
    return first;
  }

  private readNegative(first: number): number {
    const value = -1 - this.readArgument(first);
    return Number.isSafeInteger(value) ? value : this.fail('an integer beyond 2^53');
  }

  private readBytes(first: number): Uint8Array {
    const end = this.readEnd(first);
    const bytes = this.bytes.slice(this.at, end);
    this.at = end;
    return bytes;
  }

  private readText(first: number): string {
    const end = this.readEnd(first);
    const text = this.shortAsciiUntil(end) ?? this.decodeUntil(end);
    this.at = end;
    return text;
  }

  /** A key; the same few come again and again, so short ones are looked up before they are decoded. */
  private readKey(first: number): string {
    const start = this.at;
    const length = first & 31;
    if (length === 0 || length > 23 || length > this.bytes.length - start) {
      return this.readText(first);
    }
    const { bytes } = this;
    const last = bytes[start + length - 1] ?? 0;
    const slot = ((bytes[start] ?? 0) * 31 + last * 7 + length * 131) % KNOWN_KEYS;
    const known = knownKeys[slot];
    if (known !== undefined && isAt(known.bytes, bytes, start, length)) {
      this.at = start + length;
      return known.text;
    }
    const text = this.readText(first);
    knownKeys[slot] = { bytes: bytes.slice(start, start + length), text };
    return text;
  }

  private readArray(first: number, depth: number): readonly Plain[] {
    const count = this.readCount(first, depth, 1);
    const items: Plain[] = [];
    for (let i = 0; i < count; i++) items.push(this.readValue(depth + 1));
    return items;
  }

  private readMap(first: number, depth: number): { readonly [key: string]: Plain } {
    const count = this.readCount(first, depth, 2);
    const map = Object.create(null) as Record<string, Plain>;
    let previousAt = 0;
    let previousEnd = 0;
    for (let i = 0; i < count; i++) {
      const keyAt = this.at;
      const keyFirst = this.readFirst();
      if (keyFirst >> 5 !== MAJOR.text) this.fail('a key that is not text');
      const key = this.readKey(keyFirst);
      if (i > 0 && !this.isOrdered(previousAt, previousEnd, keyAt, this.at)) {
        this.fail('keys out of order or repeated');
      }
      previousAt = keyAt;
      previousEnd = this.at;
      map[key] = this.readValue(depth + 1);
    }
    return map;
  }

  private readSimple(first: number): Plain {
    if (first === SIMPLE.nothing) return null;
    if (first === SIMPLE.no) return false;
    if (first === SIMPLE.yes) return true;
    if (first === SIMPLE.half) return this.readHalf();
    if (first === SIMPLE.single) return this.readSingle();
    if (first === SIMPLE.double) return this.readDouble();
    return this.fail('a tag or a simple value that is not used here');
  }

  private readHalf(): number {
    this.need(2);
    const half = this.view.getUint16(this.at);
    const value = halfToNumber(half);
    if (Number.isNaN(value) && half !== CANONICAL_NAN_HALF) this.fail('another form of NaN');
    this.refuseInteger(value);
    this.at += 2;
    return value;
  }

  private readSingle(): number {
    this.need(4);
    const value = this.view.getFloat32(this.at);
    if (numberToHalf(value) !== null) this.fail('a float longer than needed');
    this.refuseInteger(value);
    this.at += 4;
    return value;
  }

  private readDouble(): number {
    this.need(8);
    const value = this.view.getFloat64(this.at);
    const isShorter = Math.fround(value) === value || numberToHalf(value) !== null;
    if (isShorter) this.fail('a float longer than needed');
    this.refuseInteger(value);
    this.at += 8;
    return value;
  }

  private refuseInteger(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0))
      this.fail('an integer as a float');
  }

  /** The number of items that follow, each of which takes at least `bytesEach` bytes. */
  private readCount(first: number, depth: number, bytesEach: number): number {
    if (depth >= this.maxDepth) this.fail(`deeper than ${this.maxDepth} levels`);
    const count = this.readArgument(first);
    if (count * bytesEach > this.bytes.length - this.at) this.fail('a count beyond the bytes');
    return count;
  }

  /** Where the string that begins here ends. */
  private readEnd(first: number): number {
    const length = this.readArgument(first);
    if (length > this.bytes.length - this.at) this.fail('a length beyond the bytes');
    return this.at + length;
  }

  private readArgument(first: number): number {
    const info = first & 31;
    if (info < 24) return info;
    if (info === 24) return this.expectAtLeast(24, this.readFirst());
    if (info === 25) {
      this.need(2);
      this.at += 2;
      return this.expectAtLeast(0x100, this.view.getUint16(this.at - 2));
    }
    if (info === 26) {
      this.need(4);
      this.at += 4;
      return this.expectAtLeast(0x10000, this.view.getUint32(this.at - 4));
    }
    if (info !== 27) return this.fail('an indefinite or reserved length');
    this.need(8);
    this.at += 8;
    const high = this.view.getUint32(this.at - 8);
    const value = high * TWO_TO_32 + this.view.getUint32(this.at - 4);
    if (!Number.isSafeInteger(value)) this.fail('an integer beyond 2^53');
    return this.expectAtLeast(TWO_TO_32, value);
  }

  private expectAtLeast(least: number, value: number): number {
    return value >= least ? value : this.fail('an integer longer than needed');
  }

  /** The text up to `end`, `null` where it is long or not ASCII. */
  private shortAsciiUntil(end: number): string | null {
    if (end - this.at > SHORT_TEXT) return null;
    for (let i = this.at; i < end; i++) if ((this.bytes[i] ?? 0) > 0x7f) return null;
    // One piece: text that is put together letter by letter takes a chain of them in memory.
    return String.fromCharCode.apply(null, this.bytes.subarray(this.at, end) as never);
  }

  private decodeUntil(end: number): string {
    try {
      return textDecoder.decode(this.bytes.subarray(this.at, end));
    } catch (error) {
      if (error instanceof TypeError) return this.fail('text that is not UTF-8');
      throw error;
    }
  }

  /** Whether the encoding `[aAt, aEnd)` sorts before `[bAt, bEnd)`. */
  private isOrdered(aAt: number, aEnd: number, bAt: number, bEnd: number): boolean {
    const shared = Math.min(aEnd - aAt, bEnd - bAt);
    for (let i = 0; i < shared; i++) {
      const difference = (this.bytes[aAt + i] ?? 0) - (this.bytes[bAt + i] ?? 0);
      if (difference !== 0) return difference < 0;
    }
    return aEnd - aAt < bEnd - bAt;
  }

  private need(bytes: number): void {
    if (bytes > this.bytes.length - this.at) this.fail('the bytes end too early');
  }

  private fail(reason: string): never {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- caught by decodeCbor, see Malformation
    throw new Malformation(this.at, reason);
  }
}

/** Whether `wanted` stands in `bytes` from `start` for `length` bytes. */
const isAt = (
  wanted: Uint8Array,
  bytes: Uint8Array,
  start: number,
  length: number,
): boolean => {
  if (wanted.length !== length) return false;
  for (let i = 0; i < length; i++) if (wanted[i] !== bytes[start + i]) return false;
  return true;
};
