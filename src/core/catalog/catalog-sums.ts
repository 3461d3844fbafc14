import type { CatalogKey, CatalogTable } from './catalog-store.ts';
import type { KeyHash } from './key-hash.ts';
import { type SumTable, createSumTable } from './sum-table.ts';

/** What changed of the checksums in one transaction, or all of them: high, low and checksum of each, and counts. */
export interface SumsPage {
  readonly triples: Uint32Array<ArrayBuffer>;
  /** How many records a group has more. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What must stand in the catalogue: the checksum of each record, and how many there are of each group. */
export interface CatalogSums {
  /** The checksum that a record must have, 0 where there must be none. */
  get(hash: KeyHash): number;
  /** How many records have keys that begin with `prefix`: none, or the first part where it names a group. */
  count(table: CatalogTable, prefix: CatalogKey): number;
  /** Changes whenever a record of the table comes or goes. */
  turn(table: CatalogTable): number;
  /** Notes the records of one transaction; 0 for one that goes. */
  draft(): SumsDraft;
  take(page: SumsPage): void;
  readonly size: number;
  /** All of it as one page. */
  whole(): SumsPage;
}

/** The records of one transaction, which the sums have at once. */
export interface SumsDraft {
  note(table: CatalogTable, key: CatalogKey, hash: KeyHash, sum: number): void;
  page(): SumsPage;
}

/** Tables whose keys begin with what their records have in common: a kind, a collection, a room. */
const GROUPED: ReadonlySet<CatalogTable> = new Set(['entities', 'rows', 'local', 'meta']);

/** Whether all keys with this prefix are counted. */
export const isCounted = (table: CatalogTable, prefix: CatalogKey): boolean =>
  prefix.length === 0 || (prefix.length === 1 && GROUPED.has(table));

const groupOf = (table: CatalogTable, [first]: CatalogKey): string =>
  GROUPED.has(table) ? `${table} ${String(first)}` : table;

/** The sums of a catalogue without records, with room for those that are `expected`. */
export const createCatalogSums = (expected = 0): CatalogSums => {
  const sums: SumTable = createSumTable(expected);
  const counts = new Map<string, number>();
  const turns = new Map<string, number>();

  const add = (group: string, more: number): void => {
    const count = (counts.get(group) ?? 0) + more;
    if (count === 0) counts.delete(group);
    else counts.set(group, count);
  };

  const draft: CatalogSums['draft'] = () => {
    const words: number[] = [];
    const changed = new Map<string, number>();
    return {
      note: (table, key, hash, sum) => {
        const more = (sum === 0 ? 0 : 1) - (sums.get(hash) === 0 ? 0 : 1);
        sums.set(hash, sum);
        words.push(hash.high, hash.low, sum);
        if (more === 0) return;
        const group = groupOf(table, key);
        changed.set(group, (changed.get(group) ?? 0) + more);
        turns.set(table, (turns.get(table) ?? 0) + 1);
        add(group, more);
      },
      page: () => ({ triples: Uint32Array.from(words), counts: changed }),
    };
  };

  return {
    get: sums.get,
    count: (table, prefix) => {
      if (prefix.length === 1) return counts.get(groupOf(table, prefix)) ?? 0;
      let count = counts.get(table) ?? 0;
      for (const [group, records] of counts)
        if (group.startsWith(`${table} `)) count += records;
      return count;
    },
    turn: (table) => turns.get(table) ?? 0,
    draft,
    take: ({ triples, counts: changed }) => {
      for (let at = 0; at < triples.length; at += 3) {
        const hash = { high: triples[at] ?? 0, low: triples[at + 1] ?? 0 };
        sums.set(hash, triples[at + 2] ?? 0);
      }
      for (const [group, more] of changed) add(group, more);
    },
    get size() {
      return sums.size;
    },
    whole: () => ({ triples: sums.triples(), counts: new Map(counts) }),
  };
};
