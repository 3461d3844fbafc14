import type { BlobHash } from '../base/ids.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { WriteLock } from '../catalog/write-lock.ts';
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
  readonly blobs: Pick<BlobStore, 'list' | 'has'>;
  readonly catalog: Pick<Catalog, 'blobHashes' | 'missing' | 'state' | 'rows' | 'noteBlobs'>;
  /** Runs a task while nothing is recorded and nothing collected. */
  readonly exclusively: WriteLock;
  /** The blobs that wait to be collected. */
  readonly garbage: () => Promise<ReadonlySet<BlobHash>>;
}

/** Beyond so many names all are listed again, which takes less time. */
const ASKED_EACH = 1_000;
/**
 * Noted in one transaction. After one of 200,000 writes Chromium takes half a second longer to open the database,
 * at each start from then on.
 */
export const NOTED_AT_ONCE = 10_000;

/**
 * Compares the names in the blob store with the records, and notes what is missing or back (V1). Absence
 * never deletes: a missing blob keeps its record, its items and their place. Others record while the names are
 * gathered, which takes seconds, and wait only for the end: what seems to be gone is looked for again there.
 * Sizes are compared when bytes are read: asking for each would take minutes.
 */
export const checkPresence = async (parts: PresenceParts): Promise<PresenceReport> => {
  const { blobs, catalog, exclusively, garbage } = parts;
  const [recorded, there] = await Promise.all([
    gather(catalog.blobHashes()),
    gatherEach(blobs.list()),
    // So that nobody waits for them below.
    catalog.missing(),
  ]);
  return exclusively(async () => {
    const { totals } = catalog.state();
    // Others recorded meanwhile, or the catalogue was being made again.
    const isOld = recorded.size !== totals.blobs;
    const named = isOld ? await gather(catalog.blobHashes()) : recorded;
    const missing = await catalog.missing();
    const absent = [...named].filter((hash) => !there.has(hash) && !missing.has(hash));
    const found = [...missing].filter((hash) => there.has(hash));
    await note(catalog, await absentAmong(blobs, absent), { state: 'missing' });
    await note(catalog, found, { state: 'present', verifiedAt: null });
    const waiting = await garbage();
    const strays = [...there].filter((hash) => !named.has(hash) && !waiting.has(hash));
    return {
      checked: named.size,
      missing: catalog.state().missing,
      found: found.length,
      orphans: strays.length,
    };
  });
};

const absentAmong = async (
  blobs: PresenceParts['blobs'],
  hashes: readonly BlobHash[],
): Promise<readonly BlobHash[]> => {
  if (hashes.length > ASKED_EACH) {
    const there = await gatherEach(blobs.list());
    return hashes.filter((hash) => !there.has(hash));
  }
  const isThere = await Promise.all(hashes.map((hash) => blobs.has(hash)));
  return hashes.filter((_, i) => isThere[i] === false);
};

/** Cut short, what was noted stands, and the next look notes the rest. */
const note = async (
  catalog: PresenceParts['catalog'],
  hashes: readonly BlobHash[],
  change: Partial<BlobCopy>,
): Promise<void> => {
  const ordered = hashes.length > NOTED_AT_ONCE ? await inRowOrder(catalog, hashes) : hashes;
  for (let at = 0; at < ordered.length; at += NOTED_AT_ONCE) {
    const some = ordered.slice(at, at + NOTED_AT_ONCE);
    await catalog.noteBlobs(new Map(some.map((hash) => [hash, change])));
  }
};

/** Neighbours in the lists together: in the order of hashes each transaction would write nearly all pages of all lists. */
const inRowOrder = async (
  catalog: PresenceParts['catalog'],
  hashes: readonly BlobHash[],
): Promise<readonly BlobHash[]> => {
  const left = new Set(hashes);
  const ordered: BlobHash[] = [];
  for (const collection of catalog.state().counts.keys()) {
    const { pages } = await catalog.rows(collection);
    for (const { hash } of pages.flat()) if (left.delete(hash)) ordered.push(hash);
  }
  return [...ordered, ...left];
};

const gather = async <T>(batches: AsyncIterable<readonly T[]>): Promise<ReadonlySet<T>> => {
  const all = new Set<T>();
  for await (const batch of batches) for (const one of batch) all.add(one);
  return all;
};

const gatherEach = async <T>(each: AsyncIterable<T>): Promise<ReadonlySet<T>> => {
  const all = new Set<T>();
  for await (const one of each) all.add(one);
  return all;
};
