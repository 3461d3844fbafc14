import { encodeCbor } from '../base/cbor.ts';
import { crc32 } from '../base/crc32.ts';
import type { PlainObject } from '../base/plain.ts';
import { MAX_PAYLOAD_BYTES } from './frame.ts';
import type { JournalPosition } from './journal.ts';
import type { SegmentFile } from './segment-file.ts';
import { chainCrc, type SnapshotEnd } from './snapshot-end.ts';

/** Entries of one act of a snapshot; replay yields as many at a time. */
const ENTRIES_AT_ONCE = 256;

/** What a snapshot is made of. */
export interface SnapshotContent {
  readonly entries: AsyncIterable<PlainObject>;
  /** Encoded acts that the entries may lack; they follow behind. */
  readonly carried: readonly Uint8Array[];
  readonly covers: JournalPosition;
}

/** Writes a whole snapshot into an empty segment and flushes it; nothing counts before its end is there. */
export const writeSnapshot = async (
  file: SegmentFile,
  { entries, carried, covers }: SnapshotContent,
): Promise<void> => {
  let count = 0;
  let crc = 0;
  const writeAct = async (payload: Uint8Array): Promise<void> => {
    await file.write([{ kind: 'snapshot', payload }]);
    for (let at = 0; at < payload.length; at += MAX_PAYLOAD_BYTES) {
      crc = chainCrc(crc, crc32(payload.subarray(at, at + MAX_PAYLOAD_BYTES)));
    }
    count++;
  };
  let some: PlainObject[] = [];
  for await (const entry of entries) {
    some.push(entry);
    if (some.length < ENTRIES_AT_ONCE) continue;
    await writeAct(encodeCbor(some));
    some = [];
  }
  if (some.length > 0) await writeAct(encodeCbor(some));
  for (const payload of carried) await writeAct(payload);
  const end: SnapshotEnd = { count, crc, covers };
  await file.write([{ kind: 'snapshot-end', payload: encodeCbor(end) }]);
  await file.flush();
};
