import { type BlobRecord, OWN_PLACE } from '../catalog/records.ts';
import type { MediaState } from '../catalog/shown.ts';
import type { BlobHash } from '../base/ids.ts';
import type { Damage, IntegrityReport } from './damage.ts';

/** What a check counts while it runs. */
export interface Tally {
  readonly checked: number;
  readonly bytesRead: number;
  readonly missing: number;
  readonly corrupt: number;
  readonly repaired: number;
  readonly quarantined: number;
  readonly stillMissing: IntegrityReport['stillMissing'];
}

/** A check that has not looked at anything yet. */
export const NO_TALLY: Tally = {
  checked: 0,
  bytesRead: 0,
  missing: 0,
  corrupt: 0,
  repaired: 0,
  quarantined: 0,
  stillMissing: [],
};

/** Both counted together. */
export const addTallies = (one: Tally, other: Tally): Tally => ({
  checked: one.checked + other.checked,
  bytesRead: one.bytesRead + other.bytesRead,
  missing: one.missing + other.missing,
  corrupt: one.corrupt + other.corrupt,
  repaired: one.repaired + other.repaired,
  quarantined: one.quarantined + other.quarantined,
  stillMissing: [...one.stillMissing, ...other.stillMissing],
});

/** A blob that is damaged, as it is counted, whatever came of its repair. */
export const tallyDamage = (
  { kind }: Pick<Damage, 'kind'>,
  repair: { readonly isRepaired: boolean; readonly left: IntegrityReport['stillMissing'] },
): Tally => ({
  ...NO_TALLY,
  missing: kind === 'missing' ? 1 : 0,
  corrupt: kind === 'missing' ? 0 : 1,
  repaired: repair.isRepaired ? 1 : 0,
  // What takes the place of damaged bytes sets them aside first.
  quarantined: repair.isRepaired && kind !== 'missing' ? 1 : 0,
  stillMissing: repair.left,
});

/** The items that bear a blob which nothing here could bring back, and the other places that had a copy. */
export const toStillMissing = (
  hash: BlobHash,
  { copies }: Pick<BlobRecord, 'copies'>,
  items: readonly MediaState[],
): IntegrityReport['stillMissing'] => {
  const sources = copies
    .filter(({ place, state }) => place !== OWN_PLACE && state === 'present')
    .map(({ place }) => place);
  return items.map(({ id, body }) => ({ id, hash, name: body.name, sources }));
};
