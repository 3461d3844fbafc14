import type { Plain } from '../../core/base/plain.ts';
import type {
  CatalogKey,
  CatalogRange,
  CatalogRecord,
} from '../../core/catalog/catalog-store.ts';

/** One table of a catalogue in memory: records in key order. */
export interface MemoryTable {
  get(key: CatalogKey): CatalogRecord | undefined;
  /** Puts `value` at `key`; `undefined` removes. */
  set(key: CatalogKey, value: Plain | undefined): void;
  clear(): void;
  /** Records of a range in its order. */
  range(range: CatalogRange): readonly CatalogRecord[];
  /** Another table with the same records. */
  copy(): MemoryTable;
}

/** A table that holds `records`, which are in order. */
export const createMemoryTable = (records: readonly CatalogRecord[] = []): MemoryTable => {
  const sorted = [...records];

  return {
    get: (key) => {
      const record = sorted[firstAtOrAfter(sorted, key)];
      return record !== undefined && compareKeys(record.key, key) === 0 ? record : undefined;
    },
    set: (key, value) => {
      const at = firstAtOrAfter(sorted, key);
      const standing = sorted[at];
      const isThere = standing !== undefined && compareKeys(standing.key, key) === 0;
      sorted.splice(at, isThere ? 1 : 0, ...(value === undefined ? [] : [{ key, value }]));
    },
    clear: () => {
      sorted.length = 0;
    },
    range: (range) => rangeOf(sorted, range),
    copy: () => createMemoryTable(sorted),
  };
};

/** Order of keys: part by part, numbers before strings, a prefix first (IndexedDB 3.0, "compare two keys"). */
export const compareKeys = (a: CatalogKey, b: CatalogKey): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compareParts(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

const compareParts = (a: string | number, b: string | number): number => {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const firstAtOrAfter = (sorted: readonly CatalogRecord[], key: CatalogKey): number =>
  partition(sorted, (record) => compareKeys(record.key, key) < 0);

/** How many records at the beginning hold `isBefore`. */
const partition = (
  sorted: readonly CatalogRecord[],
  isBefore: (record: CatalogRecord) => boolean,
): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = sorted[middle];
    if (record !== undefined && isBefore(record)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const rangeOf = (
  sorted: readonly CatalogRecord[],
  { prefix = [], after, limit = Infinity, reverse = false }: CatalogRange,
): readonly CatalogRecord[] => {
  const isPastPrefix = ({ key }: CatalogRecord) =>
    prefix.some((_, i) => i < key.length) &&
    compareKeys(key.slice(0, prefix.length), prefix) > 0;
  let start = firstAtOrAfter(sorted, prefix);
  let end = partition(sorted, (record) => !isPastPrefix(record));
  if (after !== undefined && reverse) end = Math.min(end, firstAtOrAfter(sorted, after));
  if (after !== undefined && !reverse) {
    start = Math.max(
      start,
      partition(sorted, ({ key }) => compareKeys(key, after) <= 0),
    );
  }
  const found = sorted.slice(start, Math.max(start, end));
  return (reverse ? found.reverse() : found).slice(0, limit);
};
