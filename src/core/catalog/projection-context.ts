import type { BlobHash, CollectionId, MediaId } from '../base/ids.ts';
import type { Breathe } from '../base/stretches.ts';
import type { EntityId, EntityKind } from '../spaces/version.ts';
import type { CatalogState } from './catalog-state.ts';
import type { CatalogKey, CatalogWrite } from './catalog-store.ts';
import type { BlobRecord, EntityState } from './records.ts';
import type { RowPages } from './row-pages.ts';

/** What a projection reads: the catalogue before it. */
export interface ProjectionContext {
  readonly state: CatalogState;
  /** Blob records that change by what was seen on disk, not by the journal. */
  readonly seen: ReadonlyMap<
    BlobHash,
    { readonly before: BlobRecord; readonly after: BlobRecord }
  >;
  /** Items whose rows say something else by what was seen; a time of verification is in no row. */
  readonly reshown: readonly MediaId[];
  readonly breathe: Breathe;
  /** Hears of what is done, from 0 to 1. */
  readonly onPart: (part: number) => void;
  entities(kind: EntityKind, ids: readonly EntityId[]): Promise<readonly EntityState[]>;
  blobs(hashes: readonly BlobHash[]): Promise<readonly (BlobRecord | null)[]>;
  rows(collection: CollectionId): Promise<RowPages>;
  localKeys(prefix: CatalogKey): Promise<readonly CatalogKey[]>;
}

/** Entities by kind and id. */
export type Touched = Map<EntityKind, Map<EntityId, EntityState>>;

/** One write of a record, whatever plain shape it has. */
export const write = (
  table: CatalogWrite['table'],
  key: CatalogKey,
  value: CatalogWrite['value'] | object,
): CatalogWrite => ({ table, key, value: value as CatalogWrite['value'] });
