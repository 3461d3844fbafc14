import type { WriteLock } from '../catalog/write-lock.ts';
import type { JournalDamage, JournalPosition } from '../journal/journal.ts';
import { segmentPath } from '../journal/recovery.ts';
import type { Disk } from '../storage/disk.ts';
import type { DriveParts } from './drive-parts.ts';

/** What a look through the journal found. */
export interface MendedJournal {
  /**
   * Stretches that cannot be read; what a power cut may have torn at the end is left out, but not where the
   * catalogue had taken it in: that was answered.
   */
  readonly damaged: number;
  /** How many of them are no longer there: what the catalogue knows of them was written anew. */
  readonly mended: number;
}

/** What is known of a journal since the drive was started. */
export interface JournalPast {
  /** How far the catalogue had read it before. */
  readonly takenUntil: JournalPosition | null;
  /** Damage that was written anew; a segment of the same number may be another file by now. */
  readonly mended: Set<JournalDamage>;
}

const DIRECTORY = 'journal';

/**
 * Reads the whole journal, and where it is damaged writes it anew from the catalogue (V11). Segments with
 * damage go to quarantine first, as they are. `compact` says whether it did; where it may not yet, or the
 * disk has no room for a copy, the damage stays, and is met again.
 */
export const mendJournal = async (
  { journal, disk }: Pick<DriveParts, 'journal' | 'disk'>,
  exclusively: WriteLock,
  compact: () => Promise<boolean>,
  { takenUntil, mended }: JournalPast,
): Promise<MendedJournal> => {
  const found = await journal.check();
  // What a compaction has replaced since is told again until the next start.
  const first = journal.checkpoint().segments[0]?.segment ?? 0;
  const damage = found.filter(
    (stretch) =>
      !mended.has(stretch) &&
      stretch.segment >= first &&
      (!stretch.isTail || isBefore(stretch, takenUntil)),
  );
  if (damage.length === 0) return { damaged: 0, mended: 0 };
  const isMended = await exclusively(async () => {
    const copies = await setAside(disk, damage);
    const isDone = await compact();
    if (isDone) for (const stretch of found) mended.add(stretch);
    else for (const path of copies) await disk.remove(path);
    return isDone;
  });
  return { damaged: damage.length, mended: isMended ? damage.length : 0 };
};

const isBefore = (
  { segment, offset }: JournalDamage,
  position: JournalPosition | null,
): boolean =>
  position !== null &&
  (segment < position.segment || (segment === position.segment && offset < position.offset));

/** Copies of the segments that are damaged; one that is gone whole leaves nothing to copy. */
const setAside = async (
  disk: Disk,
  damage: readonly JournalDamage[],
): Promise<readonly string[]> => {
  const copies: string[] = [];
  for (const segment of new Set(damage.map((stretch) => stretch.segment))) {
    const from = segmentPath(DIRECTORY, segment);
    if ((await disk.size(from)) === null) continue;
    const to = `quarantine/journal-${segment}.damaged`;
    await disk.remove(to);
    const bytes = await disk.read(from);
    const file = await disk.open(to, { create: true });
    try {
      await file.write(0, bytes);
      await file.flush();
    } finally {
      await file.close();
    }
    copies.push(to);
  }
  return copies;
};
