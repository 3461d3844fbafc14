import type { PlainObject } from '../base/plain.ts';
import type { Stamp } from './stamp.ts';
import type { TombstoneReason } from './version.ts';

/** Fields and the writes that they stem from. */
export interface FieldView {
  readonly fields: PlainObject;
  /** A stamp for every field; where values of several heads were united, the latest of theirs. */
  readonly stamps: { readonly [field: string]: Stamp };
  /** Fields whose value is united from several heads, so that no version bears it yet; sorted. */
  readonly united: readonly string[];
}

/** What heads and a strategy make of an entity. */
export interface EntityView extends FieldView {
  /** Why it is gone, `null` where it lives; `fields` are empty where it is gone. */
  readonly tombstone: TombstoneReason | null;
  /** Whether there is more than one head. */
  readonly conflict: boolean;
  /** Other heads that are shown beside it ('version_both' only), the latest first. */
  readonly twins: readonly FieldView[];
}
