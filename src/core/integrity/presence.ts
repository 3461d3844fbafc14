import type { BlobHash } from '../base/ids.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { BlobCopy } from '../catalog/records.ts';

/** What a look at the names in the blob store found. */
export interface PresenceReport {
  readonly checked: number;
  readonly missing: number;
  /** Blobs that came back since they were last missed. */
  readonly found: number;
  /** Blobs in the store that no record names, what waits to be collected as garbage left out. */
  readonly orphans: number;
}

/** What is compared. */
export interface PresenceParts {
  readonly blobs: Pick<BlobStore, 'list'>;
  readonly catalog: Pick<Catalog, 'blobHashes' | 'state' | 'noteBlobs'>;
}

/**
 * Compares the names in the blob store with the records, and notes what is missing or back (V1). Absence
 * never deletes: a missing blob keeps its record, its items and their place. Records are read first, so
 * that a blob which arrives meanwhile is not missed. Sizes are compared when bytes are read: asking for
 * each would take minutes.
 */
export const checkPresence = async (
  { blobs, catalog }: PresenceParts,
  garbage: ReadonlySet<BlobHash> = new Set(),
): Promise<PresenceReport> => {
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
  const orphans = [...there].filter((hash) => !named.has(hash) && !garbage.has(hash)).length;
  return { checked: named.size, missing: missing.length, found: found.length, orphans };
};

/** In one go, however many: hashes come in no order of the lists, and each go writes nearly all pages of them. */
const note = async (
  catalog: PresenceParts['catalog'],
  hashes: readonly BlobHash[],
  change: Partial<BlobCopy>,
): Promise<void> => {
  if (hashes.length === 0) return;
  await catalog.noteBlobs(new Map(hashes.map((hash) => [hash, change])));
};
