import { decodeCbor, encodeCbor } from '../base/cbor.ts';
import { crc32 } from '../base/crc32.ts';
import type { Plain } from '../base/plain.ts';
import type { KeyHash } from './key-hash.ts';

/** A value as it is stored: its checksum, u32 little-endian, then its CBOR. */
export interface SealedRecord {
  readonly bytes: Uint8Array;
  /** Never 0. */
  readonly sum: number;
}

const SUM_BYTES = 4;

/** Seals a value for one place: under another key the checksum is wrong. Throws as `encodeCbor` does. */
export const sealRecord = (hash: KeyHash, value: Plain): SealedRecord => {
  const bytes = encodeCbor(value, SUM_BYTES);
  const sum = sumOf(hash, bytes);
  new DataView(bytes.buffer).setUint32(0, sum, true);
  return { bytes, sum };
};

/** The checksum that a stored record bears, `null` where it is not its own: the record is damaged, or another's. */
export const readSum = (hash: KeyHash, stored: unknown): number | null => {
  if (!(stored instanceof Uint8Array) || stored.length <= SUM_BYTES) return null;
  const { buffer, byteOffset } = stored;
  const sum = new DataView(buffer, byteOffset).getUint32(0, true);
  return sum === sumOf(hash, stored) ? sum : null;
};

/** The value of a stored record whose checksum was right. */
export const openRecord = (stored: Uint8Array): Plain | undefined => {
  const value = decodeCbor(stored.subarray(SUM_BYTES));
  return value.ok ? value.value : undefined;
};

const sumOf = ({ high }: KeyHash, bytes: Uint8Array): number =>
  crc32(bytes.subarray(SUM_BYTES), high) || 1;
