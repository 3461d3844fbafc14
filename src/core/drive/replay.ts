import { HmError } from '../base/hm-error.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type JournalEntry, parseEntry } from '../catalog/journal-entry.ts';
import type { Journal, JournalPosition } from '../journal/journal.ts';
import { createMigrator } from './migration.ts';

/** Entries that are taken in at once: few transactions, bounded memory. */
const ENTRIES_AT_ONCE = 20_000;

/** What a replay did. */
export interface ReplayReport {
  readonly acts: number;
  readonly entries: number;
}

/**
 * Takes into the catalogue what the journal holds beyond it; all of it where the catalogue is empty.
 * Entries of an older format pass through `migrate`; 'newer-format' where a newer program wrote them.
 */
export const replayJournal = async (
  journal: Journal,
  catalog: Catalog,
  migrate = createMigrator(),
): Promise<ReplayReport> => {
  let acts = 0;
  let entries = 0;
  let held: JournalEntry[] = [];
  let position: JournalPosition | null = null;
  const takeIn = async (): Promise<void> => {
    if (position !== null) await catalog.apply(held, position);
    entries += held.length;
    held = [];
  };
  const from = catalog.state().position;
  for await (const record of journal.replay(from)) {
    // A journal that does not know the place starts over, and what was taken in must not count twice.
    if (acts === 0 && from !== null && !isBehind(record.position, from)) await catalog.clear();
    held.push(...record.entries.flatMap(migrate).map(plainToEntry));
    position = record.position;
    acts += 1;
    if (held.length >= ENTRIES_AT_ONCE) await takeIn();
  }
  await takeIn();
  catalog.settle();
  return { acts, entries };
};

const isBehind = (position: JournalPosition, from: JournalPosition): boolean =>
  position.segment > from.segment ||
  (position.segment === from.segment && position.offset > from.offset);

/** An entry of our own journal; a word that this program does not know was written by a newer one. */
const plainToEntry = (plain: PlainObject): JournalEntry => {
  const entry = parseEntry(plain);
  if (entry.ok) return entry.value;
  throw new HmError(
    'newer-format',
    'This drive was written by a newer version of HM Drive. Reload the page to update the app; nothing was changed.',
    { word: entry.error.word },
  );
};
