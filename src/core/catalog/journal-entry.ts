import type { ActId, Author, BlobHash, ChunkHash, DeviceId, SpaceId } from '../base/ids.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { EntityId, EntityKind } from '../spaces/version.ts';
import type { CatalogKey } from './catalog-store.ts';
import type { KeptVersion } from './kept-version.ts';

/** The first words of a drive: written once, never changed. */
export interface GenesisEntry {
  readonly e: 'genesis';
  /** The form on disk; a reader that knows only lower numbers must not write. */
  readonly format: number;
  readonly space: SpaceId;
  /** Ed25519, raw. */
  readonly rootKey: Uint8Array;
  readonly createdAt: string;
}

/** A device, its epoch, and the certificate that the root signed for it (`null` until it can). */
export interface DeviceEntry {
  readonly e: 'device';
  readonly device: DeviceId;
  readonly epoch: number;
  readonly certificate: Uint8Array | null;
}

/** One change, as the audit trail, undo and repeated requests need it. */
export interface ActEntry {
  readonly e: 'act';
  readonly id: ActId;
  readonly at: string;
  readonly author: Author;
  /** 'create-collection', 'import', 'edit', 'move', … */
  readonly verb: string;
  /** What a sentence about it needs: names, counts. */
  readonly facts: PlainObject;
  /** Acts of one group (the files of one import) are undone together. */
  readonly group: string | null;
  readonly undo: 'undo' | 'redo' | null;
  /** The acts that an undo or redo turned back. */
  readonly targets: readonly ActId[];
  /** The id of the request that asked for it, so that a repeated request is answered, not done again. */
  readonly request: string | null;
  readonly result: Plain;
  /** What each entity said before, field by field, for undo. */
  readonly before: readonly Before[];
  /** How many entities it changed, where `before` does not tell any more. */
  readonly changes?: number;
  /** Nothing takes it back any more: it is too old, and `before` is empty. */
  readonly isFinal?: true;
}

/** The fields that an act wrote, as they were; `fields` is `null` where the entity was not there. */
export interface Before {
  readonly kind: EntityKind;
  readonly entity: EntityId;
  readonly fields: PlainObject | null;
}

/** An accepted version, encoded. */
export interface VersionEntry {
  readonly e: 'version';
  readonly bytes: Uint8Array;
  /** What is in the bytes, where who made them is at hand; never written. */
  readonly version?: KeptVersion;
}

/** A blob that lies in the store, flushed before this was written. */
export interface BlobEntry {
  readonly e: 'blob';
  readonly hash: BlobHash;
  readonly sizeBytes: number;
  readonly listHash: ChunkHash;
  /** ISO 8601 in UTC: when its bytes were last seen to be right. */
  readonly verifiedAt: string;
}

/** A blob whose last bearer was purged; its bytes are removed after this is flushed. */
export interface BlobGoneEntry {
  readonly e: 'blob-gone';
  readonly hash: BlobHash;
}

/** A record that does not sync: settings, import queues. `value` `null` removes it. */
export interface LocalEntry {
  readonly e: 'local';
  readonly key: CatalogKey;
  readonly value: Plain;
}

/** Removes every local record whose key starts with `prefix`. */
export interface LocalClearEntry {
  readonly e: 'local-clear';
  readonly prefix: CatalogKey;
}

/** How many versions of an entity were accepted before a snapshot kept only its heads. */
export interface CountEntry {
  readonly e: 'count';
  readonly kind: EntityKind;
  readonly entity: EntityId;
  readonly versions: number;
}

/** What the journal of a drive is made of; one `append` of several is one atomic act. */
export type JournalEntry =
  | GenesisEntry
  | DeviceEntry
  | ActEntry
  | VersionEntry
  | BlobEntry
  | BlobGoneEntry
  | LocalEntry
  | LocalClearEntry
  | CountEntry;

/** The newest form on disk that this program reads and writes. */
export const JOURNAL_FORMAT = 1;

const REQUIRED_FIELDS: Readonly<Record<JournalEntry['e'], readonly string[]>> = {
  genesis: ['format', 'space', 'rootKey', 'createdAt'],
  device: ['device', 'epoch', 'certificate'],
  act: [
    'id',
    'at',
    'author',
    'verb',
    'facts',
    'group',
    'undo',
    'targets',
    'request',
    'result',
    'before',
  ],
  version: ['bytes'],
  blob: ['hash', 'sizeBytes', 'listHash', 'verifiedAt'],
  'blob-gone': ['hash'],
  local: ['key', 'value'],
  'local-clear': ['prefix'],
  count: ['kind', 'entity', 'versions'],
};

/** An entry to the plain object that a frame holds. */
export const entryToPlain = (entry: JournalEntry): PlainObject =>
  entry.e === 'version'
    ? { e: entry.e, bytes: entry.bytes }
    : (entry as unknown as PlainObject);

/**
 * An entry from a frame whose checksum was right. Own frames are trusted for their fields' types; an
 * unknown word means a newer program wrote it, and a missing field means it is not ours.
 */
export const parseEntry = (
  plain: PlainObject,
): Result<JournalEntry, { readonly type: 'unknown-entry'; readonly word: string }> => {
  const word = plain['e'];
  const fields =
    typeof word === 'string' && Object.hasOwn(REQUIRED_FIELDS, word)
      ? REQUIRED_FIELDS[word as JournalEntry['e']]
      : null;
  if (fields?.every((field) => field in plain)) return ok(plain as unknown as JournalEntry);
  return err({ type: 'unknown-entry', word: typeof word === 'string' ? word : '' });
};
