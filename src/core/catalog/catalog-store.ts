import type { Plain } from '../base/plain.ts';

/**
 * The tables of the catalogue; docs/storage.md tells what each record holds.
 * The whole store is a cache: it may vanish at any time and is made again from the journal.
 */
export const CATALOG_TABLES = [
  'entities',
  'rows',
  'blobs',
  'acts',
  'befores',
  'local',
  'meta',
  'sums',
] as const;
export type CatalogTable = (typeof CATALOG_TABLES)[number];

/** Parts compare one by one: numbers before strings, strings by UTF-16 code unit, a prefix first (as IndexedDB array keys do). */
export type CatalogKey = readonly (string | number)[];

/** Puts `value` at `key`, or removes the record where `value` is `undefined`. */
export interface CatalogWrite {
  readonly table: CatalogTable;
  readonly key: CatalogKey;
  readonly value: Plain | undefined;
}

/** A stretch of keys in order: those that start with `prefix` (and lie beyond `after`), at most `limit`. */
export interface CatalogRange {
  readonly prefix?: CatalogKey;
  /** Exclusive: scanning goes on behind this key, before it where `reverse`. */
  readonly after?: CatalogKey;
  readonly limit?: number;
  readonly reverse?: boolean;
}

/** One record as it is stored. */
export interface CatalogRecord {
  readonly key: CatalogKey;
  readonly value: Plain;
}

/**
 * The port of the catalogue: an ordered, transactional table store (IndexedDB in a browser).
 * Failures reject with `HmError`: 'quota-exceeded', 'io-failed'.
 */
export interface CatalogStore {
  /** The values at `keys`, in their order; `undefined` where there is none. One transaction. */
  get(
    table: CatalogTable,
    keys: readonly CatalogKey[],
  ): Promise<readonly (Plain | undefined)[]>;
  /** Records of a range in key order, one batch. */
  scan(table: CatalogTable, range: CatalogRange): Promise<readonly CatalogRecord[]>;
  /** Keys alone, where values would be read for nothing. */
  keys(table: CatalogTable, range: CatalogRange): Promise<readonly CatalogKey[]>;
  /**
   * All writes or none; later readers see them once this resolves. Not flushed to the platter. They are taken
   * one after another as they are stored. Of many, `onDone` hears how many are done, while others work.
   */
  commit(writes: Iterable<CatalogWrite>, onDone?: (writes: number) => void): Promise<void>;
  /** Removes every record of every table. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
