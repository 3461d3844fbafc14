import type { IDBPDatabase } from 'idb';
import type { KeyVault } from '../../core/spaces/key-vault.ts';
import { openIdb } from './idb-connection.ts';

const VERSION = 1;
const STORE = 'keys';

/** Keys and folder handles in the IndexedDB database `name`, by structured clone, synced at each put. */
export const createIdbKeys = async (name = 'hm-keys'): Promise<KeyVault> => {
  const connection = await openIdb({
    name,
    version: VERSION,
    upgrade: (database) => {
      database.createObjectStore(STORE);
    },
  });
  return {
    get: (key) => connection.use((database) => database.get(STORE, key) as Promise<unknown>),
    put: (key, value) =>
      connection.use(async (database) => {
        await put(database, key, value, () => true);
      }),
    putIfAbsent: (key, value) =>
      connection.use((database) =>
        put(database, key, value, (standing) => standing === undefined),
      ),
    delete: (key) => connection.use((database) => database.delete(STORE, key)),
    list: () =>
      connection.use(async (database) =>
        (await database.getAllKeys(STORE)).filter((key) => typeof key === 'string'),
      ),
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
};

/** Puts `value` where `replaces` says so of what stands there; returns what stands there then. */
const put = async (
  database: IDBPDatabase,
  key: string,
  value: unknown,
  replaces: (standing: unknown) => boolean,
): Promise<unknown> => {
  const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
  const standing: unknown = await transaction.store.get(key);
  const wins = replaces(standing);
  if (wins) await transaction.store.put(value, key);
  await transaction.done;
  return wins ? value : standing;
};
