import { type Breathe, stretchesOf } from '../base/stretches.ts';
import type { EntityId, EntityKind } from '../spaces/version.ts';
import type { CatalogStore } from './catalog-store.ts';
import { type EntityState, entityKey, recordToEntity } from './records.ts';

/** Reads entities, in stretches where they are many. */
export interface EntityReader {
  read(kind: EntityKind, ids: readonly EntityId[]): Promise<readonly EntityState[]>;
  /**
   * Keeps what is read while `task` runs: an act reads each of its items once, however often it asks, and
   * whoever else asks for them is answered from memory, as they were before it, while it is committed.
   */
  holding<T>(task: () => Promise<T>): Promise<T>;
  /** What was kept is true no more. */
  forget(): void;
}

/** The reader of the entities that `store` has. */
export const createEntityReader = (store: CatalogStore, breathe: Breathe): EntityReader => {
  let held: Map<string, EntityState> | null = null;

  const readStretch = async (
    kind: EntityKind,
    ids: readonly EntityId[],
  ): Promise<readonly EntityState[]> => {
    const kept = held;
    const nameOf = (id: EntityId): string => `${kind}/${id}`;
    const missing = ids.filter((id) => kept?.has(nameOf(id)) !== true);
    const keys = missing.map((id) => entityKey(kind, id));
    const records = keys.length === 0 ? [] : await store.get('entities', keys);
    const read = new Map(missing.map((id, i) => [id, recordToEntity(records[i])]));
    // Into what was held when it was asked for: a commit since then began another one.
    read.forEach((state, id) => kept?.set(nameOf(id), state));
    return ids.map((id) => read.get(id) ?? (kept?.get(nameOf(id)) as EntityState));
  };

  return {
    read: async (kind, ids) => {
      const states: EntityState[] = [];
      for (const stretch of stretchesOf(ids)) {
        if (states.length > 0) await breathe();
        states.push(...(await readStretch(kind, stretch)));
      }
      return states;
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
