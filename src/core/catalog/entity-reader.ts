import { type Breathe, STRETCH, mapInStretches } from '../base/stretches.ts';
import type { Plain } from '../base/plain.ts';
import type { EntityId, EntityKind } from '../spaces/version.ts';
import type { CatalogStore } from './catalog-store.ts';
import { type EntityState, NO_ENTITY, entityKey, recordToEntity } from './records.ts';

/** Reads entities, in stretches where they are many. */
export interface EntityReader {
  /** What `map` makes of each, in the order of `ids`; the entity itself need not stay in memory. */
  read<T>(
    kind: EntityKind,
    ids: readonly EntityId[],
    map: (state: EntityState, id: EntityId) => T,
  ): Promise<readonly T[]>;
  /**
   * Keeps what is read while `task` runs: an act reads each of its items once, however often it asks, and
   * whoever else asks for them is answered from memory, as they were before it, while it is committed.
   */
  holding<T>(task: () => Promise<T>): Promise<T>;
  /** What was kept is true no more. */
  forget(): void;
}

/** What was read, by kind and id. */
type Held = Map<EntityKind, Map<EntityId, EntityState>>;

/** Where fewer of a stretch of neighbours are wanted, each of the rest is asked for by its key. */
const WORTH_SCANNING = STRETCH / 4;

/** The reader of the entities that `store` has. */
export const createEntityReader = (store: CatalogStore, breathe: Breathe): EntityReader => {
  let held: Held | null = null;

  const readMissing = async (
    kind: EntityKind,
    sorted: readonly EntityId[],
    put: (id: EntityId, state: EntityState) => void,
  ): Promise<void> => {
    let isDense = sorted.length > STRETCH;
    for (let at = 0; at < sorted.length;) {
      if (at > 0) await breathe();
      const kept = held;
      const stretch = sorted.slice(at, at + STRETCH);
      const records = await (isDense ? scanFrom : getEach)(store, kind, stretch);
      for (const [id, record] of records) {
        const state = recordToEntity(record);
        put(id, state);
        // Into what was held when it was asked for: a commit since then began another one.
        if (kept !== null) heldOf(kept, kind).set(id, state);
      }
      at += records.size;
      const there = [...records.values()].filter((record) => record !== undefined);
      isDense &&= there.length >= WORTH_SCANNING;
    }
  };

  return {
    read: async <T>(
      kind: EntityKind,
      ids: readonly EntityId[],
      map: (state: EntityState, id: EntityId) => T,
    ) => {
      const known = held?.get(kind) ?? new Map<EntityId, EntityState>();
      const made = new Map<EntityId, T>();
      const put = (id: EntityId, state: EntityState) => void made.set(id, map(state, id));
      const wanted = [...new Set(ids)].sort();
      const missing = wanted.filter((id) => !known.has(id));
      const kept = wanted.filter((id) => known.has(id));
      // What is missing is asked for in the same turn: a commit may be next.
      if (kept.length > 0)
        await mapInStretches(kept, breathe, (id) => put(id, known.get(id) ?? NO_ENTITY));
      await readMissing(kind, missing, put);
      return ids.map((id) => made.get(id) as T);
    },
    holding: async (task) => {
      held = new Map();
      try {
        return await task();
      } finally {
        held = null;
      }
    },
    forget: () => {
      held = held && new Map();
    },
  };
};

const heldOf = (held: Held, kind: EntityKind): Map<EntityId, EntityState> => {
  const known = held.get(kind) ?? new Map<EntityId, EntityState>();
  held.set(kind, known);
  return known;
};

/** Records by id, `undefined` where there is none. */
type Found = ReadonlyMap<EntityId, Plain | undefined>;

const getEach = async (
  store: CatalogStore,
  kind: EntityKind,
  ids: readonly EntityId[],
): Promise<Found> => {
  const records = await store.get(
    'entities',
    ids.map((id) => entityKey(kind, id)),
  );
  return new Map(ids.map((id, i) => [id, records[i]]));
};

/** The first of sorted `ids`, as far as one answer reaches: a request for each takes ten times as long. */
const scanFrom = async (
  store: CatalogStore,
  kind: EntityKind,
  ids: readonly EntityId[],
): Promise<Found> => {
  // A key that lacks the last letter lies right before.
  const after = entityKey(kind, ids[0]?.slice(0, -1) ?? '');
  const records = await store.scan('entities', { prefix: [kind], after, limit: STRETCH });
  const byId = new Map(records.map(({ key, value }) => [key.slice(1).join('.'), value]));
  const last = records.length < STRETCH ? null : [...byId.keys()].at(-1);
  const reached = ids.filter((id) => last === null || last === undefined || id <= last);
  return new Map(reached.map((id) => [id, byId.get(id)]));
};
