import type { BlobHash } from '../base/ids.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import { ownCopy } from '../catalog/records.ts';
import type { ParityCandidate } from '../integrity/parity-keeper.ts';
import {
  type Receipt,
  type ReceiptFacts,
  parseReceipt,
  receiptToPlain,
  signReceipt,
} from '../integrity/receipt.ts';
import type { ActWriter } from './act.ts';
import type { DriveParts } from './drive-parts.ts';
import { hashesBelow } from './hashes-below.ts';
import type { ListingService } from './listing.ts';

/** What healing reads of the catalogue and keeps in the journal; its records do not sync. */
export interface HealingRecords {
  /**
   * Every blob, or those of the items in and below `collections`; those whose bytes are damaged or gone in any
   * case. Rejects 'not-found'.
   */
  candidates(collections?: readonly string[] | null): Promise<readonly ParityCandidate[]>;
  /** What is known of all parity together. */
  parity(): Promise<Plain | undefined>;
  keepParity(value: PlainObject): Promise<void>;
  /** Signs what was healed as this device, and keeps it; the same facts twice are one receipt. */
  keepReceipt(facts: ReceiptFacts): Promise<void>;
  /** What was healed, the newest first. */
  receipts(options?: { readonly limit?: number }): Promise<readonly Receipt[]>;
}

/** Beside the other records of integrity. */
const ROOM = 'integrity';
export const PARITY_RECORD: CatalogKey = [ROOM, 'parity'];
const RECEIPTS: CatalogKey = [ROOM, 'receipt'];
/** As many receipts are kept; the oldest go. */
export const KEPT_RECEIPTS = 1_000;
const SHOWN_RECEIPTS = 100;

/** The records of one drive. */
export const createHealingRecords = (
  { catalog, identity }: Pick<DriveParts, 'catalog' | 'identity'>,
  writer: ActWriter,
  listing: Pick<ListingService, 'list'>,
): HealingRecords => {
  const keep = async (records: ReadonlyMap<CatalogKey, PlainObject | null>): Promise<void> => {
    await writer.write({ verb: 'settings' }, null, (draft) => {
      for (const [key, value] of records) draft.local(key, value);
      return Promise.resolve(null);
    });
  };

  const hashesBelowAll = async (
    collections: readonly string[],
  ): Promise<ReadonlySet<BlobHash>> => {
    const all = new Set<BlobHash>();
    for (const path of collections) {
      for (const hash of await hashesBelow(listing, catalog, path)) all.add(hash);
    }
    return all;
  };

  const keepReceipt: HealingRecords['keepReceipt'] = async (facts) => {
    const receipt = await signReceipt(facts, identity.signer);
    const known = await catalog.scan('local', { prefix: RECEIPTS });
    const oldest = known.slice(0, Math.max(0, known.length + 1 - KEPT_RECEIPTS));
    await keep(
      new Map([
        ...oldest.map(({ key }) => [key, null] as const),
        [[...RECEIPTS, facts.at, facts.blob], receiptToPlain(receipt)] as const,
      ]),
    );
  };

  const receipts: HealingRecords['receipts'] = async ({ limit = SHOWN_RECEIPTS } = {}) => {
    const found = await catalog.scan('local', { prefix: RECEIPTS, reverse: true, limit });
    return found.flatMap(({ value }) => parseReceipt(value) ?? []);
  };

  return {
    candidates: async (collections = null) =>
      findCandidates(catalog, collections === null ? null : await hashesBelowAll(collections)),
    parity: () => catalog.local(PARITY_RECORD),
    keepParity: (value) => keep(new Map([[PARITY_RECORD, value]])),
    keepReceipt,
    receipts,
  };
};

const findCandidates = async (
  catalog: DriveParts['catalog'],
  among: ReadonlySet<BlobHash> | null,
): Promise<readonly ParityCandidate[]> => {
  const found: ParityCandidate[] = [];
  for await (const batch of catalog.blobHashes()) {
    for (const [i, record] of (await catalog.blobs(batch)).entries()) {
      const hash = batch[i];
      if (hash === undefined || record === null) continue;
      const isHere = ownCopy(record)?.state === 'present';
      if (isHere && among?.has(hash) === false) continue;
      found.push({ hash, sizeBytes: record.sizeBytes, isHere });
    }
  }
  return found;
};
