import type { Plain } from '../base/plain.ts';
import type { CatalogKey, CatalogWrite } from './catalog-store.ts';

/** Changes to local records, gathered in order before they are committed at once. */
export interface LocalDraft {
  /** Puts a record; `null` removes it. */
  put(key: CatalogKey, value: Plain): void;
  /** Removes the records whose key starts with `prefix`, those put before in this draft as well. */
  clear(prefix: CatalogKey): Promise<void>;
  writes(): readonly CatalogWrite[];
}

/** Starts a draft over a catalogue whose local keys `stored` lists. */
export const createLocalDraft = (
  stored: (prefix: CatalogKey) => Promise<readonly CatalogKey[]>,
): LocalDraft => {
  const drafted = new Map<string, CatalogWrite>();
  const put = (key: CatalogKey, value: Plain): void => {
    const kept = value === null ? undefined : value;
    drafted.set(JSON.stringify(key), { table: 'local', key, value: kept });
  };
  const clear = async (prefix: CatalogKey): Promise<void> => {
    for (const key of await stored(prefix)) put(key, null);
    for (const { key } of [...drafted.values()]) {
      if (prefix.every((part, i) => key[i] === part)) put(key, null);
    }
  };
  return { put, clear, writes: () => [...drafted.values()] };
};
