import type { Breathe } from '../base/stretches.ts';
import { CATALOG_TABLES, type CatalogKey, type CatalogTable } from './catalog-store.ts';
import type { CheckedStore } from './checked-store.ts';

/** Looks at every record of a catalogue, whoever works meanwhile. All reject 'catalog-damaged'. */
export interface RecordCheck {
  /** Whether each record is there, and none that was removed is back; by their keys alone. */
  checkKeys(): Promise<void>;
  /** Reads each record. */
  checkAll(): Promise<void>;
  /**
   * Reads on where the last stretch stopped, in this start or an earlier one, until `signal` aborts. Done
   * where all were read since `sinceMs`.
   */
  checkOn(wanted: CheckStretch): Promise<{ readonly isDone: boolean }>;
}

/** One stretch of a check. */
export interface CheckStretch {
  readonly nowMs: number;
  readonly sinceMs: number;
  readonly signal: AbortSignal;
}

/** How far a check came: all before `after` in the first of `tables`; nothing is left where there is none. */
interface Progress {
  readonly startedMs: number;
  readonly tables: readonly CatalogTable[];
  readonly after: CatalogKey | null;
}

/** The sums are checked by whoever reads anything. */
const TABLES = CATALOG_TABLES.filter((table) => table !== 'sums');
/** Records that are read between two breaths. */
const AT_ONCE = 200;
/** Where it is kept how far a check came. */
export const CHECKED_UNTIL: CatalogKey = ['checked'];

/** The check of the records of one store. */
export const createRecordCheck = (store: CheckedStore, breathe: Breathe): RecordCheck => {
  const readProgress = async (): Promise<Progress | null> => {
    const [kept] = await store.get('meta', [CHECKED_UNTIL]);
    return (kept as unknown as Progress | undefined) ?? null;
  };
  const keep = (progress: Progress): Promise<void> =>
    store.commit([{ table: 'meta', key: CHECKED_UNTIL, value: { ...progress } }]);

  /** What is left when `signal` aborted. */
  const readStretch = async (from: Progress, signal: AbortSignal): Promise<Progress> => {
    let { tables, after } = from;
    for (let [table] = tables; table !== undefined; [table] = tables) {
      if (signal.aborted) break;
      const range = after === null ? {} : { after };
      const batch = await store.scan(table, { limit: AT_ONCE, ...range });
      const isLast = batch.length < AT_ONCE;
      if (isLast) tables = tables.slice(1);
      after = isLast ? null : (batch.at(-1)?.key ?? null);
      await breathe();
    }
    return { ...from, tables, after };
  };

  return {
    checkKeys: async () => {
      for (const table of TABLES)
        for await (const keys of store.walkKeys(table)) if (keys.length > 0) await breathe();
    },
    checkAll: async () => {
      for (const table of TABLES)
        for await (const batch of store.walk(table)) if (batch.length > 0) await breathe();
    },
    checkOn: async ({ nowMs, sinceMs, signal }) => {
      const known = await readProgress();
      const isFresh = known !== null && known.startedMs >= sinceMs;
      if (isFresh && known.tables.length === 0) return { isDone: true };
      const left = await readStretch(
        isFresh ? known : { startedMs: nowMs, tables: TABLES, after: null },
        signal,
      );
      await keep(left);
      return { isDone: left.tables.length === 0 };
    },
  };
};
