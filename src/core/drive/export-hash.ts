import { encodeCbor } from '../base/cbor.ts';
import type { Plain } from '../base/plain.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogKey, CatalogTable } from '../catalog/catalog-store.ts';
import type { ActHead } from '../catalog/act-records.ts';
import type { BlobRecord } from '../catalog/records.ts';
import { INTEGRITY_ROOM } from './integrity-records.ts';

/** Takes in bytes and yields one digest at the end, in hex. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  digest(): string;
}

/**
 * One hash over all that the catalogue says: entities with their heads, blobs with who bears them,
 * acts, local records and counts, in key order. Equal for equal drives; what was merely seen of own
 * copies (presence, verification times) does not enter, nor what acts keep for undo, which expires.
 */
export const hashCatalog = async (catalog: Catalog, hash: RunningHash): Promise<string> => {
  const put = (value: Plain): void => hash.update(encodeCbor(value));
  for (const table of ['entities', 'blobs', 'acts', 'local'] as const) {
    for await (const batch of catalog.walk(table)) {
      for (const { key, value } of batch) {
        if (!isOwn(table, key)) put([table, key, lastingFacts(table, value)]);
      }
    }
  }
  const counts = [...catalog.state().counts]
    .filter(([, { mediaCount }]) => mediaCount > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  put(counts.map(([id, count]) => [id, count.mediaCount, count.totalSizeBytes]));
  const shared = [...catalog.state().shared].sort(([a], [b]) => (a < b ? -1 : 1));
  put(shared.map(([key, { mediaCount, totalSizeBytes }]) => [key, mediaCount, totalSizeBytes]));
  return hash.digest();
};

/**
 * A device that lost its keys opens the drive as another one: that alone changes nothing in it. Nor does
 * what the last check found, or how the engines did.
 */
const OWN_ROOMS: readonly unknown[] = ['device', 'engines', INTEGRITY_ROOM];
const isOwn = (table: CatalogTable, [room]: CatalogKey): boolean =>
  table === 'local' && OWN_ROOMS.includes(room);

const lastingFacts = (table: CatalogTable, value: Plain): Plain => {
  if (table === 'blobs') return blobFacts(value as unknown as BlobRecord);
  if (table === 'acts')
    return { ...(value as unknown as ActHead), isFinal: true, result: null };
  return value;
};

const blobFacts = ({ sizeBytes, listHash, media }: BlobRecord): Plain => [
  sizeBytes,
  listHash,
  media,
];
