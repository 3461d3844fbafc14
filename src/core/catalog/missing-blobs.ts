import type { BlobHash } from '../base/ids.ts';
import type { Breathe } from '../base/stretches.ts';
import type { CatalogKey, CatalogWrite } from './catalog-store.ts';
import type { CheckedStore } from './checked-store.ts';

/** What the keys of the blobs begin with whose own copy was not there when it was last looked for. */
export const MISSING: CatalogKey = ['missing'];

/** Which hashes came to be missing (`true`), and which no longer are (`false`). */
export type MissingChange = ReadonlyMap<BlobHash, boolean>;

/** The hashes of missing blobs: read when somebody first wants them, since they may be all there are. */
export interface MissingBlobs {
  /** The set goes on with the catalogue. Rejects 'catalog-damaged'. */
  read(): Promise<ReadonlySet<BlobHash>>;
  /** What a commit that has ended wrote of them. */
  note(change: MissingChange): void;
  forget(): void;
}

/** Nothing is read before it is asked for. */
export const createMissingBlobs = (store: CheckedStore, breathe: Breathe): MissingBlobs => {
  let held: Promise<Set<BlobHash>> | null = null;

  const readAll = async (): Promise<Set<BlobHash>> => {
    const hashes = new Set<BlobHash>();
    for await (const keys of store.walkKeys('meta', MISSING)) {
      for (const key of keys) hashes.add(key[1] as BlobHash);
      await breathe();
    }
    return hashes;
  };

  const hold = (next: Promise<Set<BlobHash>>): Promise<Set<BlobHash>> => {
    held = next;
    next.catch(() => {
      if (held === next) held = null;
    });
    return next;
  };

  return {
    read: () => held ?? hold(readAll()),
    // Whether a reading that is under way saw the commit or not: what it wrote holds behind it.
    note: (change) => {
      if (held === null || change.size === 0) return;
      void hold(held.then((hashes) => changeSet(hashes, change)));
    },
    forget: () => {
      held = null;
    },
  };
};

const changeSet = (hashes: Set<BlobHash>, change: MissingChange): Set<BlobHash> => {
  for (const [hash, isMissing] of change) {
    if (isMissing) hashes.add(hash);
    else hashes.delete(hash);
  }
  return hashes;
};

/** The writes that keep the list. */
export const missingWrites = (change: MissingChange): readonly CatalogWrite[] =>
  [...change].map(([hash, isMissing]) => ({
    table: 'meta',
    key: [...MISSING, hash],
    value: isMissing ? true : undefined,
  }));
