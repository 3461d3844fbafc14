import type { ActId, Author, BlobHash } from '../base/ids.ts';
import { type JournalEntry, entryToPlain, parseEntry } from '../catalog/journal-entry.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Journal, JournalPosition } from '../journal/journal.ts';
import { parseVersion } from '../spaces/version-codec.ts';
import { snapshotEntries } from './snapshot.ts';

/** Entries of one append: bounded memory, few flushes. */
const ENTRIES_AT_ONCE = 2_000;
/** A place in no journal: the catalogue bears it while what it knows is being written back. */
const UNSETTLED: JournalPosition = { segment: 0, offset: 0 };
/** The same where the journal may know what the catalogue does not: it is taken in anew when all is written. */
const TORN: JournalPosition = { segment: 0, offset: 1 };

/**
 * Writes into a journal what the catalogue took from it and it has no more: all of it where the journal
 * vanished (an evicted or cut store), the rest where an older one came back, or where segments are gone from
 * its midst. In that last case the catalogue bears a place that no journal holds, so that it is made again from
 * what both knew. Whether there was anything to restore. Cut off in the middle it is done again at the next start.
 */
export const restoreJournal = async (
  journal: Journal,
  catalog: Catalog,
  nowMs: number,
): Promise<boolean> => {
  const { position } = catalog.state();
  if (position === null) return false;
  const isTorn = hasLost(journal, position);
  if (!isTorn && !isBeyond(position, journal.end())) return false;
  await catalog.apply([], isTorn ? TORN : UNSETTLED);
  const known = await readKnown(journal);
  // What only a torn journal knows is no less true for it.
  const isAllTold = !isTorn && !known.isEmpty;
  let held: JournalEntry[] = isAllTold ? [{ e: 'local-clear', prefix: [] }] : [];
  const write = async (): Promise<void> => {
    if (held.length > 0) await journal.append(held.map(entryToPlain));
    held = [];
  };
  for await (const entry of snapshotEntries(catalog, nowMs)) {
    if (isKnown(entry, known)) continue;
    held.push(entry);
    if (held.length >= ENTRIES_AT_ONCE) await write();
  }
  if (isAllTold) for (const hash of known.blobs) held.push({ e: 'blob-gone', hash });
  await write();
  if (!isTorn) await catalog.apply([], journal.end());
  return true;
};

/** Whether the journal goes on behind a place that it does not hold any more, and no snapshot stands for it. */
const hasLost = (journal: Journal, position: JournalPosition): boolean =>
  isSame(position, TORN) ||
  (!isBeyond(position, journal.end()) &&
    !journal.holds(position) &&
    !journal.standsFor(position));

const isSame = (one: JournalPosition, other: JournalPosition): boolean =>
  one.segment === other.segment && one.offset === other.offset;

const isBeyond = (position: JournalPosition, end: JournalPosition): boolean =>
  isSame(position, UNSETTLED) ||
  position.segment > end.segment ||
  (position.segment === end.segment && position.offset > end.offset);

/** What a journal says already; `blobs` loses those that the catalogue has too. */
interface Known {
  readonly isEmpty: boolean;
  readonly acts: ReadonlySet<ActId>;
  readonly counters: ReadonlyMap<Author, number>;
  readonly blobs: Set<BlobHash>;
}

const readKnown = async (journal: Journal): Promise<Known> => {
  const acts = new Set<ActId>();
  const counters = new Map<Author, number>();
  const blobs = new Set<BlobHash>();
  const note = (entry: JournalEntry): void => {
    if (entry.e === 'act') acts.add(entry.id);
    else if (entry.e === 'blob') blobs.add(entry.hash);
    else if (entry.e === 'blob-gone') blobs.delete(entry.hash);
    const version = entry.e === 'version' ? parseVersion(entry.bytes) : null;
    if (version?.ok !== true) return;
    const { author, counter } = version.value;
    counters.set(author, Math.max(counter, counters.get(author) ?? 0));
  };
  let isEmpty = true;
  for await (const { entries } of journal.replay(null)) {
    isEmpty = false;
    for (const plain of entries) {
      const entry = parseEntry(plain);
      if (entry.ok) note(entry.value);
    }
  }
  return { isEmpty, acts, counters, blobs };
};

const isKnown = (entry: JournalEntry, known: Known): boolean => {
  if (entry.e === 'act') return known.acts.has(entry.id);
  if (entry.e === 'blob') return known.blobs.delete(entry.hash);
  const version = entry.e === 'version' ? parseVersion(entry.bytes) : null;
  if (version?.ok !== true) return false;
  return version.value.counter <= (known.counters.get(version.value.author) ?? 0);
};
