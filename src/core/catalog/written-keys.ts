import type { Plain } from '../base/plain.ts';
import type { CatalogState } from './catalog-state.ts';
import type { CatalogKey, CatalogStore, CatalogTable, CatalogWrite } from './catalog-store.ts';

/** The keys of a catalogue that began empty: what is not among them need not be looked for. */
export interface WrittenKeys {
  has(table: CatalogTable, key: CatalogKey): boolean;
  note(writes: readonly CatalogWrite[]): void;
}

/** A record of what is written from here on; `null` for a catalogue that has something in it already. */
export const createWrittenKeys = ({ position }: CatalogState): WrittenKeys | null => {
  if (position !== null) return null;
  const keys = new Set<string>();
  const name = (table: CatalogTable, key: CatalogKey): string => `${table} ${key.join(' ')}`;
  return {
    has: (table, key) => keys.has(name(table, key)),
    note: (writes) => {
      for (const { table, key } of writes) {
        if (table === 'entities' || table === 'blobs') keys.add(name(table, key));
      }
    },
  };
};

/** Records by key, without asking the store for those that cannot be there. */
export const getWritten = async (
  store: CatalogStore,
  written: WrittenKeys | null,
  table: CatalogTable,
  keys: readonly CatalogKey[],
): Promise<readonly (Plain | undefined)[]> => {
  if (written === null) return store.get(table, keys);
  const known = keys.filter((key) => written.has(table, key));
  const records = known.length === 0 ? [] : await store.get(table, known);
  const byKey = new Map(known.map((key, i) => [key, records[i]]));
  return keys.map((key) => byKey.get(key));
};
