import type { Clock } from '../base/clock.ts';
import { isHmError } from '../base/hm-error.ts';
import type { BlobHash } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { BlobCopy, BlobRecord } from '../catalog/records.ts';
import type { Damage, Repairer } from './damage.ts';
import { type BlobCheckParts, checkBlob } from './verify-blob.ts';
import { NO_TALLY, type Tally, tallyDamage, toStillMissing } from './verify-tally.ts';

/** What dealing with damage needs. */
export interface HealParts extends BlobCheckParts {
  readonly catalog: Pick<Catalog, 'noteBlobs' | 'media'>;
  readonly repairer: Repairer;
  readonly clock: Clock;
}

/** Deals with damaged blobs. */
export interface Healer {
  /** One blob at a time, however many ask; all who ask for the same one share the answer. */
  heal(damage: Damage, record: BlobRecord): Promise<Tally>;
  /** Counts blobs that are gone and that nobody can heal now; they are marked already. */
  giveUp(gone: ReadonlyMap<BlobHash, BlobRecord>): Promise<Tally>;
}

/** Marks what is damaged, has it repaired, and believes a repair once the blob was read anew (V7). */
export const createHealer = (parts: HealParts): Healer => {
  const { catalog, clock } = parts;
  const healing = new Map<BlobHash, Promise<Tally>>();

  const note = (hash: BlobHash, change: Partial<BlobCopy>): Promise<unknown> =>
    catalog.noteBlobs(new Map([[hash, change]]));

  const healOne = async (damage: Damage, record: BlobRecord): Promise<Tally> => {
    const { hash, kind } = damage;
    await note(hash, { state: kind === 'missing' ? 'missing' : 'damaged', verifiedAt: null });
    const isRepaired = await tryRepair(parts, damage);
    if (isRepaired) {
      const verifiedAt = new Date(clock.nowMs()).toISOString();
      await note(hash, { state: 'present', verifiedAt });
      return tallyDamage(damage, { isRepaired, left: [] });
    }
    const items = (await catalog.media(record.media)).filter((item) => item !== null);
    return tallyDamage(damage, { isRepaired, left: toStillMissing(hash, record, items) });
  };

  const giveUp: Healer['giveUp'] = async (gone) => {
    const records = [...gone.values()];
    const media = await catalog.media(records.flatMap((record) => record.media));
    const itemById = new Map(media.flatMap((item) => (item === null ? [] : [[item.id, item]])));
    const stillMissing = [...gone].flatMap(([hash, record]) =>
      toStillMissing(
        hash,
        record,
        record.media.flatMap((id) => itemById.get(id) ?? []),
      ),
    );
    return { ...NO_TALLY, missing: gone.size, stillMissing };
  };

  return {
    giveUp,
    heal: (damage, record) => {
      const known = healing.get(damage.hash);
      if (known !== undefined) return known;
      const started = healOne(damage, record).finally(() => healing.delete(damage.hash));
      healing.set(damage.hash, started);
      return started;
    },
  };
};

/** Whether the bytes are right now, as a look of our own says. */
const tryRepair = async (parts: HealParts, damage: Damage): Promise<boolean> => {
  try {
    const outcome = await parts.repairer.repair(damage);
    if (outcome.state !== 'repaired') return false;
    const signal = new AbortController().signal;
    return (await checkBlob(parts, damage.hash, damage, signal)).damage === null;
  } catch (error) {
    // A disk that is full or refuses heals nothing now; the damage stays listed, and is tried again.
    if (!isHmError(error)) throw error;
    return false;
  }
};
