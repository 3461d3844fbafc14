import type { ActId, Author, BlobHash } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import { isDamage } from '../catalog/checked-store.ts';
import {
  type DeviceEntry,
  type GenesisEntry,
  type JournalEntry,
  entryToPlain,
  parseEntry,
} from '../catalog/journal-entry.ts';
import type { Journal, JournalPosition } from '../journal/journal.ts';
import { parseVersion } from '../spaces/version-codec.ts';
import { snapshotEntries } from './snapshot.ts';

/** Entries of one append. */
const ENTRIES_AT_ONCE = 2_000;

/**
 * Writes into a journal what the records of a damaged catalogue that are still right know and it does not: a
 * journal that is damaged as well, or older, is all that the catalogue can be made again from. Nothing is
 * written where the journal is whole. Whether it was not: then what neither knows is lost.
 */
export const salvageCatalog = async (
  journal: Journal,
  catalog: Catalog,
  nowMs: number,
): Promise<boolean> => {
  const { position } = catalog.state();
  const isWhole = position !== null && journal.holds(position);
  const isDamaged = (await journal.check()).length > 0;
  if (isWhole && !isDamaged) return false;
  const known = await readKnown(journal, isWhole ? position : null);
  let salvaged = 0;
  let held: JournalEntry[] = [];
  const write = async (): Promise<void> => {
    salvaged += held.length;
    if (held.length > 0) await journal.append(held.map(entryToPlain));
    held = [];
  };
  for await (const entry of snapshotEntries({ walk: catalog.salvage }, nowMs)) {
    if (entry.e === 'blob') known.had.blobs.delete(entry.hash);
    if (entry.e === 'local') known.had.locals.delete(JSON.stringify(entry.key));
    if (isKnown(entry, known)) continue;
    held.push(entry);
    if (held.length >= ENTRIES_AT_ONCE) await write();
  }
  for (const entry of isWhole ? await whatWent(catalog, known) : []) held.push(entry);
  await write();
  return isDamaged || salvaged > 0;
};

/** What a journal says; versions by author and counter. */
interface Known {
  readonly acts: Set<ActId>;
  readonly blobs: Set<BlobHash>;
  /** Blobs and local records that it had when the catalogue last took anything in. */
  readonly had: { readonly blobs: Set<BlobHash>; readonly locals: Map<string, CatalogKey> };
  readonly versions: Map<Author, Set<number>>;
  /** Local records that it has, and rooms that it cleared (all, before the catalogue told it of all), since the catalogue last took anything in. */
  readonly locals: Set<string>;
  readonly cleared: CatalogKey[];
  /** Entities of which it has a count, or a version since then. */
  readonly counted: Set<string>;
}

const readKnown = async (journal: Journal, since: JournalPosition | null): Promise<Known> => {
  const known: Known = {
    acts: new Set(),
    blobs: new Set(),
    had: { blobs: new Set(), locals: new Map() },
    versions: new Map(),
    locals: new Set(),
    cleared: [],
    counted: new Set(),
  };
  for await (const { entries, position } of journal.replay(null)) {
    const isLater = since === null || isBehind(position, since);
    for (const plain of entries) {
      const entry = parseEntry(plain);
      if (entry.ok) note(known, entry.value, isLater);
    }
  }
  return known;
};

const note = (known: Known, entry: JournalEntry, isLater: boolean): void => {
  if (entry.e === 'act') known.acts.add(entry.id);
  else if (entry.e === 'version') noteVersion(known, entry.bytes, isLater);
  else if (entry.e === 'genesis' || entry.e === 'device') known.locals.add(nameOwn(entry));
  else if (entry.e === 'blob' || entry.e === 'blob-gone') {
    known.blobs.add(entry.hash);
    if (isLater) known.had.blobs.delete(entry.hash);
    else known.had.blobs.add(entry.hash);
  } else if (entry.e === 'local') {
    const name = JSON.stringify(entry.key);
    if (isLater) known.locals.add(name);
    if (isLater) known.had.locals.delete(name);
    else known.had.locals.set(name, entry.key);
  } else if (isLater && entry.e === 'local-clear' && entry.prefix.length > 0)
    known.cleared.push(entry.prefix);
  else if (isLater && entry.e === 'count') known.counted.add(`${entry.kind} ${entry.entity}`);
};

/** A drive has one beginning, and a device one certificate of each epoch. */
const nameOwn = (entry: GenesisEntry | DeviceEntry): string =>
  entry.e === 'genesis' ? entry.e : `${entry.e} ${entry.device} ${entry.epoch}`;

/** What is left of what the journal had: gone, though the act that said so may be in no journal any more, or damaged. */
const whatWent = async (
  catalog: Catalog,
  { had, cleared }: Known,
): Promise<readonly JournalEntry[]> => {
  const went: JournalEntry[] = [];
  for (const key of had.locals.values()) {
    if (!isCleared(key, cleared) && (await isGone(() => catalog.local(key))))
      went.push({ e: 'local', key, value: null });
  }
  for (const hash of had.blobs) {
    if (await isGone(async () => (await catalog.blobs([hash]))[0] ?? undefined))
      went.push({ e: 'blob-gone', hash });
  }
  return went;
};

/** Of what is damaged nobody can say that it is gone. */
const isGone = async (read: () => Promise<unknown>): Promise<boolean> => {
  try {
    return (await read()) === undefined;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
};

const noteVersion = (known: Known, bytes: Uint8Array, isLater: boolean): void => {
  const version = parseVersion(bytes);
  if (!version.ok) return;
  const { author, counter, kind, entity } = version.value;
  known.versions.set(author, (known.versions.get(author) ?? new Set()).add(counter));
  if (isLater) known.counted.add(`${kind} ${entity}`);
};

const isKnown = (entry: JournalEntry, known: Known): boolean => {
  switch (entry.e) {
    case 'act':
      return known.acts.has(entry.id);
    case 'blob':
    case 'blob-gone':
      return known.blobs.has(entry.hash);
    case 'local':
      return known.locals.has(JSON.stringify(entry.key)) || isCleared(entry.key, known.cleared);
    case 'count':
      return known.counted.has(`${entry.kind} ${entry.entity}`);
    case 'version': {
      const version = parseVersion(entry.bytes);
      if (!version.ok) return false;
      return known.versions.get(version.value.author)?.has(version.value.counter) ?? false;
    }
    case 'genesis':
    case 'device':
      return known.locals.has(nameOwn(entry));
    case 'local-clear':
      return false;
  }
};

const isCleared = (key: CatalogKey, cleared: readonly CatalogKey[]): boolean =>
  cleared.some((prefix) => prefix.every((part, i) => key[i] === part));

const isBehind = (position: JournalPosition, since: JournalPosition): boolean =>
  position.segment > since.segment ||
  (position.segment === since.segment && position.offset > since.offset);
