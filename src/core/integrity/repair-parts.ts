import { HmError } from '../base/hm-error.ts';
import type { BlobHash } from '../base/ids.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { ContentHasher } from '../media/ingest-ports.ts';
import type { Disk } from '../storage/disk.ts';
import { type DamageKind, isDamageKind } from './damage.ts';
import type { ReceiptFacts } from './receipt.ts';
import type { RepairSource } from './repair-source.ts';

/** What a repairer works with. */
export interface RepairParts {
  readonly disk: Disk;
  readonly blobs: BlobStore;
  /** Of its own: nobody else hashes a blob with it meanwhile. */
  readonly hasher: ContentHasher;
  /** Who is asked, the nearest first. */
  readonly sources: () => readonly RepairSource[];
  /** How much the disk still takes, in bytes. */
  readonly freeBytes: () => Promise<number>;
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  /** Writes down what was healed; the same facts twice are one receipt. */
  readonly record: (facts: ReceiptFacts) => Promise<void>;
}

/** Where what a repair has at hand lies until it stands in its place; a start goes on from there. */
export const REPAIR_DIRECTORY = 'repair';

/** The patch of a blob: good bytes of its damaged chunks. */
export const patchPathOf = (hash: BlobHash): string => `${REPAIR_DIRECTORY}/${hash}`;

/** A whole copy of a blob on its way in, what was wrong with what it replaces, and where it is from. */
export const wholePathOf = (hash: BlobHash, cause: DamageKind, source: string): string =>
  `${REPAIR_DIRECTORY}/${hash}.${cause}.${source}.whole`;

/** What the name of such a copy says; `cause` is `null` in names of before it stood there. */
export const wholeFacts = (
  path: string,
): { readonly cause: DamageKind | null; readonly source: string } => {
  const [, source = '', cause] = path.split('.').reverse();
  return { cause: isDamageKind(cause) ? cause : null, source };
};

/** Asked before anything is written; what is written behind is small. */
const SPARE_BYTES = 64 * 1024;

/** Rejects 'quota-exceeded' where the disk does not take `bytes` more. */
export const assertRoom = async (
  { freeBytes }: RepairParts,
  hash: BlobHash,
  bytes: number,
): Promise<void> => {
  const neededBytes = bytes + SPARE_BYTES;
  const there = await freeBytes();
  if (there >= neededBytes) return;
  throw new HmError(
    'quota-exceeded',
    `A repair needs ${neededBytes} bytes of room and there are ${there}. Free some, then verify again; what is damaged stays as it is until then.`,
    { hash, neededBytes, freeBytes: there },
  );
};
