import type { BlobHash } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import { type BlobRecord, ownCopy } from '../catalog/records.ts';

/** A blob whose bytes are to be read. */
export interface DueBlob {
  readonly hash: BlobHash;
  readonly sizeBytes: number;
  /** When its bytes were last seen to be right, in milliseconds since 1970; 0 for never. */
  readonly verifiedMs: number;
}

/** Which blobs are due. */
export interface DueWanted {
  /** Blobs seen to be right at this time or later are left out; `null` leaves none out. */
  readonly sinceMs: number | null;
  /** Only these, where told. */
  readonly among?: ReadonlySet<BlobHash>;
}

const BATCH = 2_000;

/**
 * The blobs whose bytes are to be read, the least recently verified first (V3). The times that the
 * catalogue remembers are all that says how far a check went: it goes on there after a restart. Those
 * whose name is known to be gone are left out, since there is nothing to be read.
 */
export const findDue = async (
  catalog: Pick<Catalog, 'scan'>,
  { sinceMs, among }: DueWanted,
): Promise<readonly DueBlob[]> => {
  const due: DueBlob[] = [];
  let after: CatalogKey | undefined;
  for (;;) {
    const range = after === undefined ? {} : { after };
    const batch = await catalog.scan('blobs', { limit: BATCH, ...range });
    for (const { key, value } of batch) {
      const hash = key[0] as BlobHash;
      const blob = toDue(hash, value as unknown as BlobRecord);
      const isDue = blob !== null && (sinceMs === null || blob.verifiedMs < sinceMs);
      if (isDue && (among?.has(hash) ?? true)) due.push(blob);
    }
    after = batch.at(-1)?.key;
    if (after === undefined || batch.length < BATCH) break;
  }
  return due.sort((a, b) => a.verifiedMs - b.verifiedMs);
};

/** A damaged blob stays due: a source may be there by now, and a second look costs less than a wrong word. */
const toDue = (hash: BlobHash, record: BlobRecord): DueBlob | null => {
  const own = ownCopy(record);
  if (own === null || own.state === 'missing') return null;
  const verifiedAt = own.state === 'present' ? own.verifiedAt : null;
  const verifiedMs = verifiedAt === null ? 0 : Date.parse(verifiedAt);
  return { hash, sizeBytes: record.sizeBytes, verifiedMs };
};
