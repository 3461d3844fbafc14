import type { Plain } from '../../core/base/plain.ts';
import type {
  CatalogKey,
  CatalogRange,
  CatalogRecord,
} from '../../core/catalog/catalog-store.ts';

/** Chromium 141, Firefox 153, Safari 27.3; not in TypeScript's library yet. One answer, keys and values. */
type RecordReader = IDBObjectStore & {
  getAllRecords?(options: {
    readonly query: IDBKeyRange | null;
    readonly count?: number;
    readonly direction: 'next' | 'prev';
  }): IDBRequest<readonly { readonly primaryKey: IDBValidKey; readonly value: unknown }[]>;
};

/** The records of a range, in its order. */
export const scanRecords = async (
  store: RecordReader,
  range: CatalogRange,
): Promise<readonly CatalogRecord[]> => {
  const query = toKeyRange(range);
  if (query === 'empty') return [];
  const { limit, reverse = false } = range;
  if (store.getAllRecords !== undefined) {
    const direction = reverse ? 'prev' : 'next';
    const count = limit === undefined ? {} : { count: limit };
    const found = await answer(store.getAllRecords({ query, direction, ...count }));
    return found.map(({ primaryKey, value }) => toRecord(primaryKey, value));
  }
  if (reverse && limit !== undefined)
    return collect(store.openCursor(query, 'prev'), limit, readRecord);
  const [keys, values] = await Promise.all([
    answer(store.getAllKeys(query, limit)),
    answer(store.getAll(query, limit)),
  ]);
  const records = keys.map((key, i) => toRecord(key, values[i]));
  return reverse ? records.reverse() : records;
};

/** The keys of a range, in its order. */
export const scanKeys = async (
  store: IDBObjectStore,
  range: CatalogRange,
): Promise<readonly CatalogKey[]> => {
  const query = toKeyRange(range);
  if (query === 'empty') return [];
  const { limit, reverse = false } = range;
  if (reverse && limit !== undefined) {
    return collect(store.openKeyCursor(query, 'prev'), limit, ({ primaryKey }) =>
      toKey(primaryKey),
    );
  }
  const keys = (await answer(store.getAllKeys(query, limit))).map(toKey);
  return reverse ? keys.reverse() : keys;
};

/** `null` for all keys. An array sorts behind every number and string, so `[…prefix, []]` ends a prefix. */
const toKeyRange = ({
  prefix = [],
  after,
  limit,
  reverse = false,
}: CatalogRange): IDBKeyRange | null | 'empty' => {
  if (limit !== undefined && limit <= 0) return 'empty';
  if (prefix.length === 0 && after === undefined) return null;
  const first = [...prefix];
  const end = [...prefix, []];
  if (after === undefined) return IDBKeyRange.bound(first, end);
  const edge = [...after];
  const [from, to] = reverse ? [first, earlier(edge, end)] : [later(edge, first), end];
  if (indexedDB.cmp(from, to) >= 0) return 'empty';
  return IDBKeyRange.bound(from, to, !reverse && indexedDB.cmp(from, edge) === 0, reverse);
};

const earlier = (a: IDBValidKey, b: IDBValidKey): IDBValidKey =>
  indexedDB.cmp(a, b) < 0 ? a : b;
const later = (a: IDBValidKey, b: IDBValidKey): IDBValidKey =>
  indexedDB.cmp(a, b) < 0 ? b : a;

/** What a request of a transaction answers. */
export const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () =>
      reject(request.error ?? new DOMException('no answer', 'AbortError'));
  });

/** Up to `limit` things that a cursor passes. */
const collect = <C extends IDBCursor, T>(
  request: IDBRequest<C | null>,
  limit: number,
  read: (cursor: C) => T,
): Promise<readonly T[]> =>
  new Promise((resolve, reject) => {
    const found: T[] = [];
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor !== null) found.push(read(cursor));
      if (cursor === null || found.length >= limit) resolve(found);
      else cursor.continue();
    };
    request.onerror = () =>
      reject(request.error ?? new DOMException('no answer', 'AbortError'));
  });

const readRecord = ({ primaryKey, value }: IDBCursorWithValue): CatalogRecord =>
  toRecord(primaryKey, value);

// Only this adapter writes the stores, so keys and values have the types that it put there.
const toKey = (key: IDBValidKey): CatalogKey => key as (string | number)[];
const toRecord = (key: IDBValidKey, value: unknown): CatalogRecord => ({
  key: toKey(key),
  value: value as Plain,
});
