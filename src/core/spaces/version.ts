import type { Author, SpaceId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Hlc } from './hlc.ts';
import type { Stamp } from './stamp.ts';

/** The kinds of small, signed entities that a space is made of. */
export const ENTITY_KINDS = [
  'space',
  'member',
  'collection',
  'media',
  'placement',
  'link',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Which entity: its id; a placement's is `<MediaId>.<CollectionId>`. */
export type EntityId = string;

/** Why an entity is gone. Only a person's act makes one. */
export const TOMBSTONE_REASONS = ['purged', 'removed', 'left'] as const;
export type TombstoneReason = (typeof TOMBSTONE_REASONS)[number];

/** What each author had written of one entity when a version was made. */
export type VersionVector = { readonly [author: Author]: number };

/** A version before it is signed. */
export interface UnsignedVersion {
  readonly space: SpaceId;
  readonly kind: EntityKind;
  readonly entity: EntityId;
  readonly author: Author;
  /** Counts the author's versions in the space, from 1, never twice. */
  readonly counter: number;
  /** The heads that this version replaces, joined; without its own counter. */
  readonly vector: VersionVector;
  readonly hlc: Hlc;
  /** The entity's fields, `null` for a tombstone. */
  readonly body: PlainObject | null;
  readonly tombstone: TombstoneReason | null;
  /** Stamps of the fields that this version did not write; the others bear its own. */
  readonly stamps: { readonly [field: string]: Stamp };
}

/** A version as it is kept, synced and verified. */
export interface Version extends UnsignedVersion {
  /** Ed25519, 64 bytes, over the domain-separated deterministic encoding of the rest. */
  readonly signature: Uint8Array;
}
