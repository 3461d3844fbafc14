import { HmError, type HmFailure, isHmError } from '../base/hm-error.ts';
import type { Plain } from '../base/plain.ts';
import type {
  CatalogKey,
  CatalogRange,
  CatalogRecord,
  CatalogStore,
  CatalogTable,
  CatalogWrite,
} from './catalog-store.ts';
import { type CatalogSums, isCounted } from './catalog-sums.ts';
import { hashKey } from './key-hash.ts';
import { openRecord, readSum, sealRecord } from './sealed-record.ts';
import { loadSums, type StoredSums } from './sums-pages.ts';
import { createWriteLock } from './write-lock.ts';

/** Reads all records of a table, or of one group of it, in batches in key order. */
export type RecordWalk = (
  table: CatalogTable,
  prefix?: CatalogKey,
) => AsyncIterable<readonly CatalogRecord[]>;

/**
 * A store that believes nothing: every read rejects 'catalog-damaged' where a record is not the one that was
 * written last under its key, where one is gone, or where one stands that was removed.
 */
export interface CheckedStore extends CatalogStore {
  /** Rejects at its end where a record is gone, unless others came or went meanwhile. */
  readonly walk: RecordWalk;
  /** The keys of a table, or of one group of it, under the same rule. */
  walkKeys(table: CatalogTable, prefix?: CatalogKey): AsyncIterable<readonly CatalogKey[]>;
  /** How many records a group must have; reads none of them. */
  count(table: CatalogTable, prefix: CatalogKey): Promise<number>;
  /** What is still right, whatever is damaged beside it. */
  readonly salvage: RecordWalk;
}

/** Records of a batch. */
const BATCH = 2_000;
const KEYS_OF_BATCH = 20_000;

/** Seals what goes into `store` and checks what comes out of it, against the sums that are stored beside it. */
export const createCheckedStore = (store: CatalogStore): CheckedStore => {
  const inTurn = createWriteLock();
  let loading: Promise<StoredSums> | null = null;
  const loaded = (): Promise<StoredSums> => {
    loading ??= loadSums(store).catch((error: unknown) => {
      if (!isDamage(error)) loading = null;
      throw error;
    });
    return loading;
  };

  /** What does not fit may have been read while it was changed: once more then, between two transactions. */
  const reading = async <T, R>(
    read: () => Promise<T>,
    check: (found: T, sums: CatalogSums) => R,
  ): Promise<R> => {
    const checked = async (): Promise<R> => {
      const [found, { sums }] = await Promise.all([read(), loaded()]);
      return check(found, sums);
    };
    try {
      return await checked();
    } catch (error) {
      if (!isDamage(error)) throw error;
      return inTurn(checked);
    }
  };

  const scan: CatalogStore['scan'] = (table, range) =>
    reading(
      () => store.scan(table, range),
      (found, sums) => {
        expectAll(sums, table, range, found.length);
        return found.map(({ key, value }) => ({
          key,
          value: open(sums, table, key, value) as Plain,
        }));
      },
    );

  const keys: CatalogStore['keys'] = (table, range) =>
    reading(
      () => store.keys(table, range),
      (found, sums) => {
        expectAll(sums, table, range, found.length);
        for (const key of found)
          if (sums.get(hashKey(table, key)) === 0) throw recordDamaged(table, key);
        return found;
      },
    );

  async function* walkWith<T>(
    table: CatalogTable,
    prefix: CatalogKey,
    limit: number,
    batchBehind: (range: CatalogRange) => Promise<readonly T[]>,
    keyOf: (item: T) => CatalogKey,
  ): AsyncIterable<readonly T[]> {
    const { sums: before } = await loaded();
    const turn = before.turn(table);
    let count = 0;
    for await (const batch of batches(prefix, limit, batchBehind, keyOf)) {
      count += batch.length;
      yield batch;
    }
    const { sums } = await loaded();
    // Others, too, where all was cleared meanwhile.
    const isSame = sums === before && sums.turn(table) === turn;
    if (isSame && sums.count(table, prefix) !== count) throw recordDamaged(table, prefix);
  }

  async function* salvage(
    table: CatalogTable,
    prefix: CatalogKey = [],
  ): AsyncIterable<readonly CatalogRecord[]> {
    const sums = await loaded().then(
      (stored) => stored.sums,
      (error: unknown) => {
        if (isDamage(error)) return null;
        throw error;
      },
    );
    const behind = (range: CatalogRange) => store.scan(table, range);
    for await (const batch of batches(prefix, BATCH, behind, keyOfRecord)) {
      yield batch.flatMap(({ key, value }) => {
        const hash = hashKey(table, key);
        const sum = readSum(hash, value);
        const isRight = sum !== null && (sums === null || sums.get(hash) === sum);
        const opened = isRight ? openRecord(value as Uint8Array) : undefined;
        return opened === undefined ? [] : [{ key, value: opened }];
      });
    }
  }

  return {
    get: (table, wanted) =>
      reading(
        () => store.get(table, wanted),
        (found, sums) => wanted.map((key, i) => open(sums, table, key, found[i])),
      ),
    scan,
    keys,
    walk: (table, prefix = []) =>
      walkWith(table, prefix, BATCH, (range) => scan(table, range), keyOfRecord),
    walkKeys: (table, prefix = []) =>
      walkWith(
        table,
        prefix,
        KEYS_OF_BATCH,
        (range) => keys(table, range),
        (key) => key,
      ),
    count: async (table, prefix) => (await loaded()).sums.count(table, prefix),
    salvage,
    commit: (writes, onDone) =>
      inTurn(async () => {
        const all = [...writes];
        const stored = await loaded();
        try {
          await store.commit(sealAll(all, stored), (done) =>
            onDone?.(Math.min(done, all.length)),
          );
        } catch (error) {
          // What was noted of it is not true; the store still has what is.
          loading = null;
          throw error;
        }
      }),
    clear: () =>
      inTurn(async () => {
        await store.clear();
        loading = null;
      }),
    close: store.close,
  };
};

/** The same writes sealed, noted as they pass, and behind them those that store the sums. */
function* sealAll(
  writes: readonly CatalogWrite[],
  { sums, writesFor }: StoredSums,
): Iterable<CatalogWrite> {
  if (writes.length === 0) return;
  const draft = sums.draft();
  for (const { table, key, value } of writes) {
    const hash = hashKey(table, key);
    const sealed = value === undefined ? undefined : sealRecord(hash, value);
    draft.note(table, key, hash, sealed?.sum ?? 0);
    yield { table, key, value: sealed?.bytes };
  }
  yield* writesFor(draft.page());
}

async function* batches<T>(
  prefix: CatalogKey,
  limit: number,
  batchBehind: (range: CatalogRange) => Promise<readonly T[]>,
  keyOf: (item: T) => CatalogKey,
): AsyncIterable<readonly T[]> {
  let after: CatalogKey | undefined;
  for (;;) {
    const batch = await batchBehind({
      prefix,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    yield batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < limit) return;
    after = keyOf(last);
  }
}

const keyOfRecord = ({ key }: CatalogRecord): CatalogKey => key;

/** The value that was sealed, `undefined` where there is none and must be none. */
const open = (
  sums: CatalogSums,
  table: CatalogTable,
  key: CatalogKey,
  stored: Plain | undefined,
): Plain | undefined => {
  const hash = hashKey(table, key);
  const expected = sums.get(hash);
  if (stored === undefined && expected === 0) return undefined;
  if (expected === 0 || readSum(hash, stored) !== expected) throw recordDamaged(table, key);
  const value = openRecord(stored as Uint8Array);
  if (value === undefined) throw recordDamaged(table, key);
  return value;
};

/** Where a range is all of something that is counted, none may be gone. */
const expectAll = (
  sums: CatalogSums,
  table: CatalogTable,
  { prefix = [], after, limit }: CatalogRange,
  found: number,
): void => {
  const isWhole = after === undefined && limit === undefined && isCounted(table, prefix);
  if (isWhole && sums.count(table, prefix) !== found) throw recordDamaged(table, prefix);
};

/** Whether an error says that the catalogue is not what was written. */
export const isDamage = (error: unknown): error is HmFailure =>
  isHmError(error) && error.type === 'catalog-damaged';

/** What is thrown for a record that is not what was written, or for those whose keys begin with `key`. */
export const recordDamaged = (table: CatalogTable, key: CatalogKey): HmError =>
  new HmError(
    'catalog-damaged',
    `A record of the catalogue is damaged or gone (${table} ${key.join(' ')}). It is made again from the journal.`,
    { table, key: key.map(String) },
  );
