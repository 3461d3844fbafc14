import type { BlobHash } from '../base/ids.ts';
import { isBlobHash } from '../base/ids.ts';
import { createWriteLock } from '../catalog/write-lock.ts';
import type { Damage, RepairOutcome, Repairer } from './damage.ts';
import { listedChunks, plainChunks, readGoodList, wrongAmong } from './repair-chunks.ts';
import { repairInPlace, resumePatch } from './repair-in-place.ts';
import { REPAIR_DIRECTORY, type RepairParts } from './repair-parts.ts';
import { repairWhole, resumeWhole } from './repair-whole.ts';

/** A repairer that can also go on with what a crash cut short. */
export interface DriveRepairer extends Repairer {
  /** To be called by a start before anything reads; the blobs that are right again by it. */
  resume(): Promise<readonly BlobHash[]>;
}

/** Heals blobs one at a time, from the sources of `parts` in their order. */
export const createRepairer = (parts: RepairParts): DriveRepairer => {
  const inTurn = createWriteLock();
  return {
    repair: (damage) => inTurn(() => repair(parts, damage)),
    resume: () => inTurn(() => resume(parts)),
  };
};

const repair = async (parts: RepairParts, damage: Damage): Promise<RepairOutcome> => {
  const list = await readGoodList(parts, damage);
  const there = await parts.blobs.size(damage.hash);
  if (list === null) return repairWhole(parts, damage, plainChunks(damage), null);
  const all = listedChunks(list);
  const wanted = await wrongAmong(parts, damage, all);
  if (wanted.length === 0 && there === damage.sizeBytes) {
    return { state: 'repaired', source: 'itself', chunks: 0, bytes: 0 };
  }
  return there === null || wanted.length === all.length
    ? repairWhole(parts, damage, all, list)
    : repairInPlace(parts, damage, wanted);
};

const resume = async (parts: RepairParts): Promise<readonly BlobHash[]> => {
  const healed: BlobHash[] = [];
  for (const { name } of await parts.disk.list(REPAIR_DIRECTORY)) {
    const [hash = '', ...rest] = name.split('.');
    if (!isBlobHash(hash)) continue;
    const isHealed =
      rest.length === 0
        ? await resumePatch(parts, hash)
        : await resumeWhole(parts, `${REPAIR_DIRECTORY}/${name}`, hash);
    if (isHealed) healed.push(hash);
  }
  return healed;
};
