import type { BlobHash } from '../base/ids.ts';
import { isBlobHash } from '../base/ids.ts';
import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { Breathe } from '../base/stretches.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { createWriteLock } from '../catalog/write-lock.ts';
import type { Disk } from '../storage/disk.ts';
import { isParityWhole, openParity } from './parity-file.ts';
import { partsOf } from './parity-form.ts';
import { planParity } from './parity-layout.ts';
import type { ParityOrder, ParityOutcome } from './parity-make.ts';

/** What parity leaves of the disk: making it never stands in the way of an import. */
const LEFT_BYTES = 64 * 1024 * 1024;
/** As many blobs are remembered to have parity of another share; of more, all are looked at once more. */
const BEHIND_MOST = 1_000;
/** All parity, a file for each blob. */
const PARITY_DIRECTORY = 'parity';

/** What a settling did. */
export interface ParityReport {
  readonly made: number;
  /** Parity that was damaged itself, and was made again. */
  readonly remade: number;
  /** Parity whose blob is gone, or is to have none any more. */
  readonly removed: number;
  /** Blobs whose bytes are not what they should be: none is made of those. */
  readonly damaged: readonly BlobHash[];
  /** Why it is not all done: it was stopped, the disk has no room, or the coder cannot run here. */
  readonly undone: 'stopped' | 'no-room' | 'no-coder' | null;
}

/** Keeps the parity of all blobs up to date with them and with the settings. */
export interface ParityKeeper {
  /**
   * Makes what is missing, removes what is not wanted any more; with `check` reads all parity there is, and
   * makes again what is damaged. One at a time. Rejects like `Disk`; what was made until then stays.
   */
  settle(options?: SettleOptions): Promise<ParityReport>;
  /** Bytes of all parity, as the last settling left them. */
  usedBytes(): Promise<number>;
}

/** A blob that should have parity. */
export interface ParityCandidate {
  readonly hash: BlobHash;
  readonly sizeBytes: number;
  /**
   * Whether its bytes are here and not known to be wrong. Where they are not, none is made, and what there is
   * stays, for it may be what they heal from.
   */
  readonly isHere: boolean;
}

/**
 * Writes the parity file of a blob, flushed, and leaves its own debris where it rejects: like `Disk`, and as
 * `signal` says. 'no-coder' where none can run here.
 */
export type MakeParity = (
  order: ParityOrder,
  signal?: AbortSignal,
) => Promise<ParityOutcome | 'no-coder'>;

/** What a keeper works with. */
export interface ParityKeeperParts {
  readonly disk: Disk;
  readonly blobs: Pick<BlobStore, 'pathOf' | 'parityPathOf' | 'stagingPath'>;
  readonly make: MakeParity;
  readonly breathe: Breathe;
  /** 0 to 100. */
  readonly percent: () => Promise<number>;
  /** Every blob that is to have parity, and all whose bytes are damaged or gone. */
  readonly candidates: () => Promise<readonly ParityCandidate[]>;
  readonly freeBytes: () => Promise<number>;
  /** The keeper's own record, one that does not sync. */
  readonly record: {
    readonly read: () => Promise<Plain | undefined>;
    readonly write: (value: PlainObject) => Promise<void>;
  };
}

/** The keeper of one drive. */
export const createParityKeeper = (parts: ParityKeeperParts): ParityKeeper => {
  const inTurn = createWriteLock();
  return {
    settle: (options = {}) => inTurn(() => settle(parts, options)),
    usedBytes: async () => (await readTally(parts.record)).bytes,
  };
};

interface SettleOptions {
  readonly signal?: AbortSignal;
  readonly check?: boolean;
  /** Hears before each blob how many were settled, and how many bytes those have. */
  readonly onProgress?: (progress: ParityProgress) => void;
}

/** How far a settling is. */
export interface ParityProgress {
  /** Blobs. */
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
}

const settle = async (
  parts: ParityKeeperParts,
  options: SettleOptions,
): Promise<ParityReport> => {
  const percent = await parts.percent();
  const count: Counts = { made: 0, remade: 0, damaged: [] };
  if (percent === 0) return { ...count, removed: await forgetAll(parts), undone: null };
  const candidates = await parts.candidates();
  const known = await readTally(parts.record);
  const behind = new Set(known.behind);
  const isOtherShare = known.percent !== percent;
  const settling = { ...parts, percent, candidates, isOtherShare, behind };
  const unclaimed = new Set(await listParity(parts));
  let settled = known.percent;
  try {
    const undone = await settleAll(settling, unclaimed, options, count);
    if (undone !== null) return { ...count, removed: 0, undone };
    for (const hash of unclaimed) await parts.disk.remove(parts.blobs.parityPathOf(hash));
    for (const hash of unclaimed) behind.delete(hash);
    if (behind.size <= BEHIND_MOST) settled = percent;
    return { ...count, removed: unclaimed.size, undone: null };
  } catch (error) {
    if (options.signal?.aborted === true) return { ...count, removed: 0, undone: 'stopped' };
    throw error;
  } finally {
    await tally(parts, { percent: settled, behind }, count);
  }
};

/** Nobody wants any: how many there were, as far as it was counted. */
const forgetAll = async ({ disk, record }: ParityKeeperParts): Promise<number> => {
  const { percent, count } = await readTally(record);
  if (percent === 0 && count === 0) return 0;
  await disk.remove(PARITY_DIRECTORY);
  await record.write({ percent: 0, count: 0, bytes: 0 });
  return count;
};

interface Counts {
  made: number;
  remade: number;
  readonly damaged: BlobHash[];
}

/** The parts with what is settled about them. */
type Settling = Omit<ParityKeeperParts, 'percent' | 'candidates'> & {
  readonly percent: number;
  readonly candidates: readonly ParityCandidate[];
  /** What there is may be of another share than what is wanted. */
  readonly isOtherShare: boolean;
  /** Blobs whose parity is of another share, for none could be made of them: they are damaged, or gone. */
  readonly behind: Set<BlobHash>;
};

/** Goes through all blobs; what is left in `unclaimed` belongs to none of them. */
const settleAll = async (
  parts: Settling,
  unclaimed: Set<BlobHash>,
  { signal, check = false, onProgress = () => undefined }: SettleOptions,
  count: Counts,
): Promise<ParityReport['undone']> => {
  const { candidates, behind } = parts;
  let bytes = 0;
  for (const [done, candidate] of candidates.entries()) {
    if (signal?.aborted === true) return 'stopped';
    const { hash, sizeBytes, isHere } = candidate;
    onProgress({ done, total: candidates.length, bytes });
    bytes += sizeBytes;
    const isThere = unclaimed.delete(hash);
    if (!isHere && isThere && parts.isOtherShare) behind.add(hash);
    if (!isHere || sizeBytes === 0) continue;
    if (isThere && (await isAsWanted(parts, candidate, check))) continue;
    if (!(await hasRoom(parts, sizeBytes))) return 'no-room';
    const outcome = await makeOne(parts, candidate, signal);
    if (outcome === 'no-coder') return 'no-coder';
    if (outcome === 'made') count[isThere ? 'remade' : 'made'] += 1;
    else count.damaged.push(hash);
    if (outcome === 'made') behind.delete(hash);
    else if (isThere) behind.add(hash);
  }
  return null;
};

const listParity = async ({ disk }: ParityKeeperParts): Promise<readonly BlobHash[]> =>
  (await disk.list(PARITY_DIRECTORY)).flatMap(({ name }) => (isBlobHash(name) ? [name] : []));

/** Of the share that is wanted and, with `check`, whole. What is not is made anew, and stays until then. */
const isAsWanted = async (
  { disk, breathe, percent, isOtherShare, behind }: Settling,
  { hash, sizeBytes }: ParityCandidate,
  check: boolean,
): Promise<boolean> => {
  if (!check && !isOtherShare && !behind.has(hash)) return true;
  const file = await openParity(disk, hash, sizeBytes);
  if (file === null) return false;
  const { dataRows, parityRows } = planParity(sizeBytes, percent);
  const { layout } = file;
  if (layout.dataRows !== dataRows || layout.parityRows !== parityRows) return false;
  behind.delete(hash);
  return !check || isParityWhole(disk, file, breathe);
};

const hasRoom = async (
  { freeBytes, percent }: Settling,
  sizeBytes: number,
): Promise<boolean> => {
  const { sizeBytes: parityBytes } = partsOf(planParity(sizeBytes, percent));
  return (await freeBytes()) >= parityBytes + LEFT_BYTES;
};

/** Makes the parity of one blob in staging, then gives it its name. */
const makeOne = async (
  { disk, blobs, make, percent }: Settling,
  { hash, sizeBytes }: ParityCandidate,
  signal: AbortSignal | undefined,
): Promise<ParityOutcome | 'no-coder'> => {
  const path = blobs.stagingPath(`parity-${hash}`);
  const order = { blob: hash, blobPath: blobs.pathOf(hash), sizeBytes, percent, path };
  let isMade = false;
  try {
    const outcome = await make(order, signal);
    isMade = outcome === 'made';
    if (isMade) await disk.move(path, blobs.parityPathOf(hash));
    return outcome;
  } finally {
    if (!isMade) await disk.remove(path);
  }
};

/** What all parity takes together. */
export interface Tally {
  readonly percent: number;
  readonly count: number;
  readonly bytes: number;
  /** Blobs whose parity is of another share yet. */
  readonly behind: readonly BlobHash[];
}

/** Counts what lies there, where it is not what was counted last. */
const tally = async (
  parts: ParityKeeperParts,
  { percent, behind }: { readonly percent: number; readonly behind: ReadonlySet<BlobHash> },
  { made, remade }: Counts,
): Promise<void> => {
  const there = await listParity(parts);
  const known = await readTally(parts.record);
  const kept = behind.size <= BEHIND_MOST ? [...behind] : [];
  const isSame =
    known.percent === percent &&
    known.count === there.length &&
    known.behind.length === kept.length &&
    kept.every((hash) => known.behind.includes(hash));
  if (isSame && made + remade === 0) return;
  let bytes = 0;
  for (const hash of there)
    bytes += (await parts.disk.size(parts.blobs.parityPathOf(hash))) ?? 0;
  await parts.record.write({ percent, count: there.length, bytes, behind: kept });
};

const readTally = async ({ read }: ParityKeeperParts['record']): Promise<Tally> =>
  parseTally(await read());

/** What a keeper's record says; nothing where there is none. */
export const parseTally = (plain: Plain | undefined): Tally => {
  const fields = readFields(isPlainObject(plain) ? plain : {});
  const tallied = {
    percent: fields.integer('percent', 0, 100),
    count: fields.integer('count', 0, Number.MAX_SAFE_INTEGER),
    bytes: fields.integer('bytes', 0, Number.MAX_SAFE_INTEGER),
    behind: fields.list('behind', BEHIND_MOST, toHash, 'a hash of 64 hex digits'),
  };
  return fields.fault() === null ? tallied : { percent: 0, count: 0, bytes: 0, behind: [] };
};

const toHash = (plain: Plain): BlobHash | undefined =>
  typeof plain === 'string' && isBlobHash(plain) ? plain : undefined;
