import type { Author, SpaceId } from '../base/ids.ts';
import type { PlainObject } from '../base/plain.ts';
import { joinVectors } from './heads.ts';
import { hlcAfter, type Hlc } from './hlc.ts';
import type { Stamp } from './stamp.ts';
import { viewOf } from './strategies.ts';
import type {
  EntityId,
  EntityKind,
  TombstoneReason,
  UnsignedVersion,
  Version,
} from './version.ts';

/** Which entity is written, by whom, when, and over which heads (none for a new entity). */
export interface WriteContext {
  readonly space: SpaceId;
  readonly kind: EntityKind;
  readonly entity: EntityId;
  readonly author: Author;
  /** One more than the author's last in the space. */
  readonly counter: number;
  /** The author's clock; where it is not later than the heads, the version bears the next reading after theirs. */
  readonly hlc: Hlc;
  readonly heads: readonly Version[];
}

/**
 * The version that writes the fields of `patch` over what 'merge_metadata' shows of `heads`. All heads
 * are its parents, so it settles a conflict; the other fields keep the stamps of those who wrote them.
 */
export const nextVersion = ({
  heads,
  patch,
  ...write
}: WriteContext & { readonly patch: PlainObject }): UnsignedVersion => {
  const view = viewOf(heads, 'merge_metadata');
  const body = { ...view?.fields, ...patch };
  const carried: Record<string, Stamp> = {};
  for (const [field, stamp] of Object.entries(view?.stamps ?? {})) {
    const isOwn = Object.hasOwn(patch, field) || view?.united.includes(field) === true;
    if (!isOwn) carried[field] = stamp;
  }
  return { ...overHeads(write, heads), body, tombstone: null, stamps: carried };
};

/** The version that takes the entity away; all heads are its parents. */
export const tombstoneVersion = ({
  heads,
  reason,
  ...write
}: WriteContext & { readonly reason: TombstoneReason }): UnsignedVersion => ({
  ...overHeads(write, heads),
  body: null,
  tombstone: reason,
  stamps: {},
});

/** What every version takes from those that it replaces: their vector, and a later clock. */
const overHeads = (write: Omit<WriteContext, 'heads'>, heads: readonly Version[]) => ({
  ...write,
  vector: joinVectors(heads),
  hlc: hlcAfter(
    write.hlc,
    heads.map((head) => head.hlc),
  ),
});
