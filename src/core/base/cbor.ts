import { MAX_CBOR_DEPTH } from './cbor-form.ts';
import { CborReader, Malformation } from './cbor-reader.ts';
import { CborWriter } from './cbor-writer.ts';
import type { Plain } from './plain.ts';
import { err, ok, type Result } from './result.ts';

/** Why bytes are not what `encodeCbor` makes; `offset` is where that was noticed. */
export type MalformedCbor = {
  readonly type: 'malformed-cbor';
  readonly offset: number;
  readonly reason: string;
};

/**
 * The deterministic encoding of `value` (RFC 8949 §4.2.1): one value, one sequence of bytes. Safe integers
 * are CBOR integers, all other numbers the shortest float that keeps them; −0 and NaN are two-byte
 * floats. A lone surrogate in a string becomes U+FFFD. Throws RangeError on what is not `Plain`, on more
 * than `MAX_CBOR_DEPTH` levels, and on two keys that become one. Before it come `roomBytes` of no meaning,
 * for whoever puts something of their own there.
 */
export const encodeCbor = (value: Plain, roomBytes = 0): Uint8Array<ArrayBuffer> =>
  writer.encode(value, roomBytes);

/** One writer for all calls: encoding is synchronous, and a buffer for each value costs more than its bytes. */
const writer = new CborWriter();

/**
 * The value of bytes that `encodeCbor` made; anything else is malformed: other forms of the same value,
 * tags, indefinite lengths, keys unsorted or repeated, bytes left over. Work and memory stay in
 * proportion to `bytes`, whatever lengths they claim. Maps become objects without a prototype.
 */
export const decodeCbor = (
  bytes: Uint8Array,
  limits: { readonly maxDepth?: number } = {},
): Result<Plain, MalformedCbor> => {
  const reader = new CborReader(bytes, limits.maxDepth ?? MAX_CBOR_DEPTH);
  try {
    const value = reader.readValue(0);
    reader.expectEnd();
    return ok(value);
  } catch (error) {
    if (!(error instanceof Malformation)) throw error;
    return err({ type: 'malformed-cbor', offset: error.offset, reason: error.reason });
  }
};
