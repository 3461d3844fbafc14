import type { BlobHash, ChunkHash, CollectionId, MediaId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { EntityId, EntityKind } from '../spaces/version.ts';
import type { CatalogKey } from './catalog-store.ts';
import { type KeptVersion, bytesToVersion } from './kept-version.ts';

/** An entity in memory: its heads in canonical order, and what is derived for it. */
export interface EntityState {
  readonly heads: readonly KeptVersion[];
  /** Versions accepted so far, superseded ones included. */
  readonly versions: number;
  /** Collections in which a media item stands (its live placements), trashed or not; sorted. */
  readonly placedIn: readonly CollectionId[];
}

/** The browser's own store, the first place of all. */
export const OWN_PLACE = 'opfs';

/** Where a copy of a blob lies, and in which state. Locations and peers add places of their own. */
export interface BlobCopy {
  readonly place: string;
  readonly state: 'present' | 'missing' | 'damaged';
  /** ISO 8601 in UTC, `null` where never. */
  readonly verifiedAt: string | null;
  readonly lastUsedAt: string | null;
}

/** What the catalogue knows of a blob. */
export interface BlobRecord {
  readonly sizeBytes: number;
  readonly listHash: ChunkHash;
  readonly copies: readonly BlobCopy[];
  /** Items that bear these bytes, trashed ones included; sorted. */
  readonly media: readonly MediaId[];
}

/** An entity that nothing is known of. */
export const NO_ENTITY: EntityState = { heads: [], versions: 0, placedIn: [] };

/** The catalogue key of an entity; a placement's id is split, so that a prefix finds an item's placements. */
export const entityKey = (kind: EntityKind, entity: EntityId): CatalogKey =>
  kind === 'placement' ? [kind, ...entity.split('.')] : [kind, entity];

/** The entity id of the placement of an item in a collection. */
export const placementId = (media: MediaId, collection: CollectionId): EntityId =>
  `${media}.${collection}`;

/** The item and the collection of a placement. */
export const placementParts = (entity: EntityId): readonly [MediaId, CollectionId] => {
  const [media = '', collection = ''] = entity.split('.');
  return [media as MediaId, collection as CollectionId];
};

/** An entity as its record. */
export const entityToRecord = (state: EntityState): PlainObject => ({
  heads: state.heads.map(({ bytes }) => bytes),
  versions: state.versions,
  placedIn: state.placedIn,
});

/** An entity from its record; heads that do not parse are left out (the journal has them). */
export const recordToEntity = (record: unknown): EntityState => {
  if (record === undefined) return NO_ENTITY;
  const { heads, versions, placedIn } = record as {
    heads: readonly Uint8Array[];
    versions: number;
    placedIn: readonly CollectionId[];
  };
  const parsed = heads.map(bytesToVersion).filter((head) => head !== null);
  return { heads: parsed, versions, placedIn };
};

/** The state of the copy in the browser's own store, `null` where there never was one. */
export const ownCopy = (record: BlobRecord | null): BlobCopy | null =>
  record?.copies.find((copy) => copy.place === OWN_PLACE) ?? null;

/** The same record with its own copy changed. */
export const withOwnCopy = (record: BlobRecord, change: Partial<BlobCopy>): BlobRecord => {
  const before: BlobCopy = ownCopy(record) ?? {
    place: OWN_PLACE,
    state: 'present',
    verifiedAt: null,
    lastUsedAt: null,
  };
  const others = record.copies.filter((copy) => copy.place !== OWN_PLACE);
  return { ...record, copies: [{ ...before, ...change }, ...others] };
};

/** An item's bytes as a hash that blob records are kept under. */
export const blobKey = (hash: BlobHash): CatalogKey => [hash];
