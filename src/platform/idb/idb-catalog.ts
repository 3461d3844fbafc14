import type { IDBPDatabase } from 'idb';
import { unwrap } from 'idb';
import type { Plain } from '../../core/base/plain.ts';
import type {
  CatalogKey,
  CatalogRange,
  CatalogStore,
  CatalogTable,
  CatalogWrite,
} from '../../core/catalog/catalog-store.ts';
import { CATALOG_TABLES } from '../../core/catalog/catalog-store.ts';
import { openIdb } from './idb-connection.ts';
import { answer, scanKeys, scanRecords } from './idb-scan.ts';

/** The form of the database: another one that is found is dropped, for the catalogue is only a cache. */
const VERSION = 3;
/** Requests of a commit that are made in one go: some milliseconds of copying. */
const WRITES_AT_ONCE = 200;

/**
 * The catalogue in the IndexedDB database `name`: an object store per table, keys out of line. Commits are
 * relaxed, which Chromium does not sync at all: a power cut may forget the last ones.
 */
export const createIdbCatalog = async (name: string): Promise<CatalogStore> => {
  const connection = await openIdb({ name, version: VERSION, upgrade: makeTables });
  const scanning = <T>(
    table: CatalogTable,
    range: CatalogRange,
    scan: (store: IDBObjectStore, range: CatalogRange) => Promise<T>,
  ): Promise<T> =>
    connection.use((database) => scan(unwrap(database.transaction(table).store), range));
  return {
    get: (table, keys) => connection.use((database) => getAll(database, table, keys)),
    scan: (table, range) => scanning(table, range, scanRecords),
    keys: (table, range) => scanning(table, range, scanKeys),
    commit: (writes, onDone) => connection.use((database) => commit(database, writes, onDone)),
    clear: () => connection.use(clear),
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
};

const makeTables = (database: IDBPDatabase): void => {
  for (const found of [...database.objectStoreNames]) database.deleteObjectStore(found);
  for (const table of CATALOG_TABLES) database.createObjectStore(table);
};

/** Bare requests, answered in the order in which they were made: whoever hears the last has all. */
const getAll = async (
  database: IDBPDatabase,
  table: CatalogTable,
  keys: readonly CatalogKey[],
): Promise<readonly (Plain | undefined)[]> => {
  const store = unwrap(database.transaction(table).store);
  const requests = keys.map((key) => store.get([...key]) as IDBRequest<Plain | undefined>);
  const last = requests.at(-1);
  if (last !== undefined) await answer(last);
  return requests.map(({ result }) => result);
};

const commit = async (
  database: IDBPDatabase,
  writes: Iterable<CatalogWrite>,
  onDone?: (writes: number) => void,
): Promise<void> => {
  const tables = [...CATALOG_TABLES];
  const transaction = database.transaction(tables, 'readwrite', { durability: 'relaxed' });
  const raw = unwrap(transaction);
  const stores = new Map(tables.map((table) => [table, raw.objectStore(table)]));
  let made = 0;
  try {
    // Bare requests: a promise for each would be made for nothing, `done` tells how all of them went.
    let last: IDBRequest | undefined;
    for (const { table, key, value } of writes) {
      if (last !== undefined && made % WRITES_AT_ONCE === 0) {
        // The transaction lives on through its own answer, and the thread was free until that came.
        await answer(last);
        onDone?.(made);
      }
      const store = stores.get(table);
      last = value === undefined ? store?.delete([...key]) : store?.put(value, [...key]);
      made += 1;
    }
  } catch (error) {
    // A value that cannot be cloned throws at once; the writes before it must not stay.
    abortUnlessOver(raw);
    await transaction.done.catch(() => undefined);
    throw raw.error ?? error;
  }
  await transaction.done;
};

/** A request that failed has ended its transaction by itself. */
const abortUnlessOver = (transaction: IDBTransaction): void => {
  try {
    transaction.abort();
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
  }
};

const clear = async (database: IDBPDatabase): Promise<void> => {
  const transaction = database.transaction([...CATALOG_TABLES], 'readwrite');
  for (const table of CATALOG_TABLES) unwrap(transaction).objectStore(table).clear();
  await transaction.done;
};
