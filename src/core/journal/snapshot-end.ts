import { decodeCbor } from '../base/cbor.ts';
import { crc32 } from '../base/crc32.ts';
import type { PlainObject } from '../base/plain.ts';
import type { JournalPosition } from './journal.ts';

/** What closes a snapshot: without it, or where it does not fit, the snapshot does not count. */
export type SnapshotEnd = {
  /** How many acts the snapshot has. */
  readonly count: number;
  /** `chainCrc` over the checksums of all their frames. */
  readonly crc: number;
  /** The end of the log that the snapshot stands for. */
  readonly covers: JournalPosition;
};

/** The checksum of a row of checksums: that of those before, `chained` (0 at first), and the next one. */
export const chainCrc = (chained: number, crc: number): number => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, crc);
  return crc32(new Uint8Array(view.buffer), chained);
};

/** The end of a snapshot in the payload of its act; `null` where it is none. */
export const parseSnapshotEnd = (payload: Uint8Array): SnapshotEnd | null => {
  const decoded = decodeCbor(payload);
  if (!decoded.ok) return null;
  const { count, crc, covers } = (decoded.value ?? {}) as PlainObject;
  const { segment, offset } = (covers ?? {}) as PlainObject;
  const isWhole = [count, crc, segment, offset].every((part) => Number.isSafeInteger(part));
  if (!isWhole) return null;
  return {
    count: Number(count),
    crc: Number(crc),
    covers: { segment: Number(segment), offset: Number(offset) },
  };
};
