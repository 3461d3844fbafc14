import type { BlobHash } from '../base/ids.ts';
import { type BlobCopy, ownCopy } from '../catalog/records.ts';
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

/** Records looked at between two turns of the event loop's other work. */
const BATCH = 2_000;

/**
 * Compares the names in the blob store with the records, and notes what is missing or back. Absence
 * never deletes: a missing blob keeps its record, its items and their place.
 */
export const checkPresence = async ({
  blobs,
  catalog,
}: DriveParts): Promise<PresenceReport> => {
  const there = new Set<BlobHash>();
  for await (const hash of blobs.list()) there.add(hash);
  const report = { checked: 0, missing: 0, found: 0, orphans: 0 };
  let named = 0;
  for await (const hashes of catalog.blobHashes()) {
    for (let at = 0; at < hashes.length; at += BATCH) {
      const batch = hashes.slice(at, at + BATCH);
      named += batch.filter((hash) => there.has(hash)).length;
      await noteBatch(batch, there, report, catalog);
    }
  }
  return { ...report, orphans: there.size - named };
};

const noteBatch = async (
  hashes: readonly BlobHash[],
  there: ReadonlySet<BlobHash>,
  report: { checked: number; missing: number; found: number },
  catalog: DriveParts['catalog'],
): Promise<void> => {
  const records = await catalog.blobs(hashes);
  const changes = new Map<BlobHash, Partial<BlobCopy>>();
  hashes.forEach((hash, i) => {
    const record = records[i];
    if (record == null) return;
    const state = ownCopy(record)?.state ?? 'missing';
    report.checked += 1;
    if (!there.has(hash)) report.missing += 1;
    if (there.has(hash) && state === 'missing') {
      report.found += 1;
      changes.set(hash, { state: 'present', verifiedAt: null });
    } else if (!there.has(hash) && state !== 'missing') {
      changes.set(hash, { state: 'missing' });
    }
  });
  if (changes.size > 0) await catalog.noteBlobs(changes);
};
