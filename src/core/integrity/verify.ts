import type { Clock } from '../base/clock.ts';
import { HmError } from '../base/hm-error.ts';
import type { BlobHash } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type BlobCopy, type BlobRecord, ownCopy } from '../catalog/records.ts';
import type { Damage } from './damage.ts';
import type { Holds } from './hold.ts';
import type { DueBlob } from './schedule.ts';
import { type BlobCheckParts, type BlobFinding, checkBlob } from './verify-blob.ts';
import { addTallies, NO_TALLY, type Tally } from './verify-tally.ts';

/** What reading the bytes of a drive needs. */
export interface VerifyParts extends BlobCheckParts {
  readonly catalog: Pick<Catalog, 'blobs' | 'noteBlobs'>;
  readonly holds: Holds;
  readonly clock: Clock;
  /** Deals with a blob that is damaged: marks it, has it repaired, and counts what came of it. */
  heal(damage: Damage, record: BlobRecord): Promise<Tally>;
  /** Makes the chunk list of a blob whose bytes are right again; whether that went well. */
  remakeList(hash: BlobHash): Promise<boolean>;
}

/** One stretch of reading. */
export interface VerifyRun {
  readonly due: readonly DueBlob[];
  readonly signal: AbortSignal;
  /** No further blob is begun from this time on, in milliseconds since 1970. */
  readonly untilMs: number;
  /** Hears after each blob how far it is. */
  readonly onProgress: (done: number, bytes: number) => void;
}

/** What became of a run: `isDone` where every blob that was due was read. */
export interface VerifyResult {
  readonly tally: Tally;
  readonly isDone: boolean;
}

/** Times are written down together: one transaction for so many blobs, or for so long. */
const NOTED_BLOBS = 500;
const NOTED_MS = 2_000;

/**
 * Reads blobs, several at once, and compares each with its name (V3 to V6). Stopped by `signal` or by the
 * time it keeps what it learnt and resolves; what is not read yet stays due. Rejects as the disk does.
 */
export const verifyBlobs = async (
  parts: VerifyParts,
  { due, signal, untilMs, onProgress }: VerifyRun,
): Promise<VerifyResult> => {
  const { hashes, clock } = parts;
  const notes = createNotes(parts);
  const waiting = due.values();
  let tally = NO_TALLY;
  let done = 0;

  const readNext = async (): Promise<boolean> => {
    if (signal.aborted || clock.nowMs() >= untilMs) return false;
    const next = waiting.next();
    if (next.done === true) return false;
    const read = await readOne(parts, notes, next.value, signal);
    if (read === null) return false;
    done += 1;
    tally = addTallies(tally, read);
    onProgress(done, tally.bytesRead);
    return true;
  };
  const readAll = async (): Promise<void> => {
    while (await readNext());
  };

  const readers = Array.from({ length: Math.min(hashes.width, due.length) }, readAll);
  // All have ended before anyone hears that one failed: nothing goes on behind the call.
  await Promise.allSettled(readers);
  await notes.write();
  await Promise.all(readers);
  return { tally, isDone: done === due.length };
};

/** What came of one blob; `null` where it was stopped before it could be told. */
const readOne = (
  parts: VerifyParts,
  notes: Notes,
  { hash, sizeBytes }: DueBlob,
  signal: AbortSignal,
): Promise<Tally | null> =>
  parts.holds.during(hash, async () => {
    const before = await recordOf(parts, hash);
    if (before === null) return NO_TALLY;
    const finding = await checkUnlessStopped(parts, hash, before, signal);
    if (finding === null) return null;
    const record = await recordOf(parts, hash);
    // Somebody wrote these bytes anew or took them away meanwhile: what was read says nothing of them.
    if (record === null || isOtherCopy(before, record)) return NO_TALLY;
    const read: Tally = { ...NO_TALLY, checked: 1, bytesRead: sizeBytes };
    if (finding.damage !== null) {
      return addTallies(read, await parts.heal(finding.damage, record));
    }
    await notes.seenRight(hash);
    if (finding.list !== 'wrong') return read;
    const repaired = (await parts.remakeList(hash)) ? 1 : 0;
    return addTallies(read, { ...NO_TALLY, corrupt: 1, repaired });
  });

const checkUnlessStopped = async (
  parts: VerifyParts,
  hash: BlobHash,
  record: BlobRecord,
  signal: AbortSignal,
): Promise<BlobFinding | null> => {
  try {
    return await checkBlob(parts, hash, record, signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
};

const recordOf = async (
  { catalog }: Pick<VerifyParts, 'catalog'>,
  hash: BlobHash,
): Promise<BlobRecord | null> => (await catalog.blobs([hash]))[0] ?? null;

const isOtherCopy = (before: BlobRecord, after: BlobRecord): boolean => {
  const [was, is] = [ownCopy(before), ownCopy(after)];
  return was?.state !== is?.state || was?.verifiedAt !== is?.verifiedAt;
};

/** When blobs were seen to be right, on the way into the catalogue. */
interface Notes {
  seenRight(hash: BlobHash): Promise<void>;
  write(): Promise<void>;
}

const createNotes = ({ catalog, clock }: VerifyParts): Notes => {
  let noted = new Map<BlobHash, Partial<BlobCopy>>();
  let writtenMs = clock.nowMs();
  const write = async (): Promise<void> => {
    const batch = noted;
    noted = new Map();
    writtenMs = clock.nowMs();
    if (batch.size > 0) await catalog.noteBlobs(batch);
  };
  return {
    write,
    seenRight: async (hash) => {
      const nowMs = clock.nowMs();
      noted.set(hash, { state: 'present', verifiedAt: new Date(nowMs).toISOString() });
      if (noted.size >= NOTED_BLOBS || nowMs - writtenMs >= NOTED_MS) await write();
    },
  };
};

/** Throws where a person told a check to stop. */
export const refuseStopped = (signal: AbortSignal): void => {
  if (signal.aborted) throw new HmError('cancelled', 'The check was stopped.');
};
