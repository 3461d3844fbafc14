import type { Clock } from '../../core/base/clock.ts';
import type { Plain } from '../../core/base/plain.ts';
import type {
  CatalogRecord,
  CatalogStore,
  CatalogTable,
  CatalogWrite,
} from '../../core/catalog/catalog-store.ts';
import { CATALOG_TABLES } from '../../core/catalog/catalog-store.ts';
import { createMemoryClock } from './memory-clock.ts';
import type { Ending, SurviveOptions } from './memory-disk.ts';
import type { MemoryTable } from './memory-table.ts';
import { createMemoryTable } from './memory-table.ts';
import { createSeededRandom } from './memory-random.ts';
import type { SimulatedOperations } from './simulated-operations.ts';
import { createSimulatedOperations } from './simulated-operations.ts';

/** One power cut in this many takes the whole catalogue, as a browser that finds its database damaged does. */
const GONE_ONE_IN = 8;

/** What a simulated catalogue is made of; everything has a default. */
export interface MemoryCatalogOptions {
  readonly seed?: number;
  readonly clock?: Clock;
  /** How long a power cut may forget a commit, by `clock`. 60,000 unless told. */
  readonly settleMs?: number;
  readonly operations?: SimulatedOperations;
}

/** A `CatalogStore` in memory that can die and, with relaxed durability, forget its last commits. */
export interface MemoryCatalog extends CatalogStore {
  readonly operations: SimulatedOperations;
  /** Every record of every table, in order; for comparing whole catalogues. */
  snapshot(): ReadonlyMap<CatalogTable, readonly CatalogRecord[]>;
  /**
   * Ends the process and returns what the next one finds: after a 'crash' every commit, after a
   * 'power-cut' the settled ones and any number of those that followed, or nothing at all.
   */
  survive(ending: Ending, options?: SurviveOptions): MemoryCatalog;
}

type Tables = ReadonlyMap<CatalogTable, MemoryTable>;

/** Commits that a power cut may still forget, oldest first; `null` stands for `clear()`. */
interface PendingCommit {
  readonly atMs: number;
  readonly writes: readonly CatalogWrite[] | null;
}

/** An empty catalogue in memory. */
export const createMemoryCatalog = (options: MemoryCatalogOptions = {}): MemoryCatalog =>
  mountCatalog(emptyTables(), [], {
    ...options,
    clock: options.clock ?? createMemoryClock(),
  });

type MountOptions = MemoryCatalogOptions & { readonly clock: Clock };

/** `platter` and the commits upon it, which it takes over. */
const mountCatalog = (
  platter: Tables,
  commits: readonly PendingCommit[],
  options: MountOptions,
): MemoryCatalog => {
  const { clock, seed = 1, settleMs = 60_000 } = options;
  const operations = options.operations ?? createOperations(seed);
  const shown = replay(platter, commits);
  let pending = [...commits];

  const table = (name: CatalogTable): MemoryTable => tableOf(shown, name);
  const record = (writes: PendingCommit['writes']): void => {
    const commit = { atMs: clock.nowMs(), writes };
    pending.push(commit);
    applyCommit(shown, commit);
    const settled = pending.filter(({ atMs }) => atMs <= clock.nowMs() - settleMs);
    for (const old of settled) applyCommit(platter, old);
    pending = pending.slice(settled.length);
  };
  const later = <T>(act: () => T): Promise<T> =>
    Promise.resolve().then(() => {
      operations.assertAlive();
      return act();
    });

  return {
    operations,
    get: (name, keys) => later(() => keys.map((key) => clone(table(name).get(key)?.value))),
    scan: (name, range) => later(() => clone(table(name).range(range))),
    keys: (name, range) =>
      later(() =>
        clone(
          table(name)
            .range(range)
            .map(({ key }) => key),
        ),
      ),
    commit: (writes) => {
      const copy = clone([...writes]);
      return later(() => {
        operations.begin('commit', `${copy.length} writes`);
        record(copy);
      });
    },
    clear: () =>
      later(() => {
        operations.begin('clear', 'all tables');
        record(null);
      }),
    close: () => Promise.resolve(),
    snapshot: () => new Map(CATALOG_TABLES.map((name) => [name, clone(table(name).range({}))])),
    survive: (ending, next = {}) => {
      operations.kill();
      const nextSeed = next.seed ?? seed;
      const nextOperations = next.operations ?? createOperations(nextSeed);
      const nextOptions = { ...options, seed: nextSeed, operations: nextOperations };
      if (ending === 'crash') return mountCatalog(replay(platter, []), pending, nextOptions);
      const kept = cutPower(pending, nextSeed);
      const left = kept === null ? emptyTables() : replay(platter, kept);
      return mountCatalog(left, [], nextOptions);
    },
  };
};

const createOperations = (seed: number): SimulatedOperations =>
  createSimulatedOperations(createSeededRandom(seed).fork('operations'));

const emptyTables = (): Tables =>
  new Map(CATALOG_TABLES.map((name) => [name, createMemoryTable()]));

const tableOf = (tables: Tables, name: CatalogTable): MemoryTable => {
  const table = tables.get(name);
  if (table === undefined) throw new RangeError(`There is no table ${name}.`);
  return table;
};

const applyCommit = (tables: Tables, { writes }: PendingCommit): void => {
  if (writes === null) for (const table of tables.values()) table.clear();
  for (const { table, key, value } of writes ?? []) tableOf(tables, table).set(key, value);
};

/** A copy of `platter` with `commits` upon it. */
const replay = (platter: Tables, commits: readonly PendingCommit[]): Tables => {
  const tables: Tables = new Map([...platter].map(([name, table]) => [name, table.copy()]));
  for (const commit of commits) applyCommit(tables, commit);
  return tables;
};

/** The commits that reached the platter, a prefix of them all; `null` where the database is gone. */
const cutPower = (
  pending: readonly PendingCommit[],
  seed: number,
): readonly PendingCommit[] | null => {
  const random = createSeededRandom(seed).fork('catalog power-cut');
  if (random.below(GONE_ONE_IN) === 0) return null;
  return pending.slice(0, random.below(pending.length + 1));
};

const clone = <
  T extends Plain | readonly CatalogRecord[] | readonly CatalogWrite[] | undefined,
>(
  value: T,
): T => structuredClone(value);
