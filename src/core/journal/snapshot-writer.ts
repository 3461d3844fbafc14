import { crc32 } from '../base/crc32.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Breathe } from '../base/stretches.ts';
import type { Payload } from './frame.ts';
import type { JournalPosition } from './journal.ts';
import { encodePayload } from './payload.ts';
import type { SegmentFile } from './segment-file.ts';
import { chainCrc, type SnapshotEnd } from './snapshot-end.ts';

/** Entries of one act of a snapshot; replay yields as many at a time. */
const ENTRIES_AT_ONCE = 256;

/** What a snapshot is made of. */
export interface SnapshotContent {
  readonly entries: AsyncIterable<PlainObject>;
  /** Encoded acts that the entries may lack; they follow behind. */
  readonly carried: readonly Payload[];
  readonly covers: JournalPosition;
}

/** Writes a whole snapshot into an empty segment and flushes it; nothing counts before its end is there. */
export const writeSnapshot = async (
  file: SegmentFile,
  { entries, carried, covers }: SnapshotContent,
  breathe: Breathe,
): Promise<void> => {
  let count = 0;
  let crc = 0;
  const writeAct = async (payload: Payload): Promise<void> => {
    await file.write([{ kind: 'snapshot', payload }]);
    for (const piece of payload) crc = chainCrc(crc, crc32(piece));
    count++;
  };
  let some: PlainObject[] = [];
  for await (const entry of entries) {
    some.push(entry);
    if (some.length < ENTRIES_AT_ONCE) continue;
    await writeAct(await encodePayload(some, breathe));
    some = [];
  }
  if (some.length > 0) await writeAct(await encodePayload(some, breathe));
  for (const payload of carried) await writeAct(payload);
  const end: SnapshotEnd = { count, crc, covers };
  await file.write([{ kind: 'snapshot-end', payload: await encodePayload(end, breathe) }]);
  await file.flush();
};
