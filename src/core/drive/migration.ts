import { HmError } from '../base/hm-error.ts';
import type { PlainObject } from '../base/plain.ts';
import { JOURNAL_FORMAT } from '../catalog/journal-entry.ts';

/** Turns one entry of a format into those of the next; an entry that needs nothing is given back alone. */
export type Migration = (entry: PlainObject) => readonly PlainObject[];

/** `MIGRATIONS[n]` leads from format `n` to `n + 1`. Format 1 is the first that was ever written. */
export const MIGRATIONS: readonly Migration[] = [(entry) => [entry]];

/**
 * Brings entries of an older journal to the form of this program as they are replayed. The genesis entry,
 * the first of every journal, says which form follows; the next compaction writes all of it anew.
 */
export const createMigrator = (
  target = JOURNAL_FORMAT,
  migrations = MIGRATIONS,
): ((entry: PlainObject) => readonly PlainObject[]) => {
  let format = target;
  return (entry) => {
    if (entry['e'] === 'genesis') format = readFormat(entry, target);
    const steps = migrations.slice(format, target);
    const migrated = steps.reduce<readonly PlainObject[]>(
      (entries, migrate) => entries.flatMap(migrate),
      [entry],
    );
    return migrated.map((next) =>
      next['e'] === 'genesis' ? { ...next, format: target } : next,
    );
  };
};

/** A newer program's journal stops everything before harm is done. */
const readFormat = (genesis: PlainObject, target: number): number => {
  const { format } = genesis;
  if (typeof format === 'number' && format <= target) return format;
  throw new HmError(
    'newer-format',
    'This drive was written by a newer version of HM Drive. Reload the page to update the app; nothing was changed.',
    { format: format ?? null, known: target },
  );
};
