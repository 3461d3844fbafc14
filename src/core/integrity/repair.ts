import { isHmError } from '../base/hm-error.ts';
import type { BlobHash } from '../base/ids.ts';
import { isBlobHash } from '../base/ids.ts';
import { createWriteLock } from '../catalog/write-lock.ts';
import type { Damage, RepairOutcome, Repairer } from './damage.ts';
import { listedChunks, plainChunks, readGoodList, wrongAmong } from './repair-chunks.ts';
import { repairInPlace, resumePatch } from './repair-in-place.ts';
import { REPAIR_DIRECTORY, type RepairParts } from './repair-parts.ts';
import type { RepairSource, SourceLook } from './repair-source.ts';
import { repairWhole, resumeWhole } from './repair-whole.ts';

/** A repairer that can also go on with what a crash cut short. */
export interface DriveRepairer extends Repairer {
  /** To be called by a start before anything reads; the blobs that are right again by it. */
  resume(): Promise<readonly BlobHash[]>;
}

/** Heals blobs one at a time, from the sources of `parts` in their order. */
export const createRepairer = (given: RepairParts): DriveRepairer => {
  const inTurn = createWriteLock();
  let looked: readonly RepairSource[] | null = null;
  const parts: RepairParts = { ...given, sources: () => looked ?? given.sources() };
  return {
    lookFor: async (gone) => {
      const looks = await Promise.all(given.sources().map((source) => lookAt(source, gone)));
      looked = looks.map(({ source }) => source);
      return {
        mayHeal: new Set(looks.flatMap(({ has }) => [...has])),
        done: () => {
          looked = null;
        },
      };
    },
    repair: (damage) => inTurn(() => repair(parts, damage)),
    resume: () => inTurn(() => resume(parts)),
  };
};

/** A source that could not be asked now may have any of them: `repair` asks it again, and again. */
const lookAt = async (source: RepairSource, gone: readonly Damage[]): Promise<SourceLook> => {
  const unknown = { has: new Set(gone.map(({ hash }) => hash)), source };
  if (source.lookFor === undefined) return unknown;
  try {
    return await source.lookFor(gone);
  } catch (error) {
    if (isHmError(error)) return unknown;
    throw error;
  }
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
