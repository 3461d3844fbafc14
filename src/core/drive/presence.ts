import type { BlobHash } from '../base/ids.ts';
import type { BlobCopy } from '../catalog/records.ts';
import type { DriveParts } from './drive-parts.ts';

/** What a look at the names in the blob store found. */
export interface PresenceReport {
  readonly checked: number;
  readonly missing: number;
  /** Blobs that came back since they were last missed. */
  readonly found: number;
  /** Blobs in the store that no record names. */
  readonly orphans: number;
}

/** Changes noted in one transaction. */
const BATCH = 2_000;

/**
 * Compares the names in the blob store with the records, and notes what is missing or back. Absence
 * never deletes: a missing blob keeps its record, its items and their place. Records are read first, so
 * that a blob which arrives meanwhile is not missed.
 */
export const checkPresence = async ({
  blobs,
  catalog,
}: DriveParts): Promise<PresenceReport> => {
  const named = new Set<BlobHash>();
  for await (const hashes of catalog.blobHashes()) for (const hash of hashes) named.add(hash);
  const there = new Set<BlobHash>();
  for await (const hash of blobs.list()) there.add(hash);
  const missedBefore = catalog.state().missing;
  const missing = [...named].filter((hash) => !there.has(hash));
  const found = [...missedBefore].filter((hash) => there.has(hash));
  const lost = missing.filter((hash) => !missedBefore.has(hash));
  await note(catalog, lost, { state: 'missing' });
  await note(catalog, found, { state: 'present', verifiedAt: null });
  const orphans = [...there].filter((hash) => !named.has(hash)).length;
  return { checked: named.size, missing: missing.length, found: found.length, orphans };
};

const note = async (
  catalog: DriveParts['catalog'],
  hashes: readonly BlobHash[],
  change: Partial<BlobCopy>,
): Promise<void> => {
  for (let at = 0; at < hashes.length; at += BATCH) {
    const batch = hashes.slice(at, at + BATCH);
    await catalog.noteBlobs(new Map(batch.map((hash) => [hash, change])));
  }
};
