import { utf8ToBytes } from '../base/bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { MediaId } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { placementParts } from '../catalog/records.ts';
import { actAt, readBefores } from './read-acts.ts';

/** Items that changed since an index was kept beyond which it is made again: reading them costs as much. */
const MOST_CHANGED = 20_000;

/** How far a catalogue was when an index was kept of it. */
interface Stamp {
  readonly acts: number;
  readonly lastAct: string | null;
  /** Versions of all authors together: they tell whether acts account for every change. */
  readonly versions: number;
  /** A checksum of the blobs that are not here. */
  readonly missing: number;
}

/** How far the catalogue is now, as text. */
export const stampOf = async (catalog: Catalog): Promise<string> => {
  const missing = await missingOf(catalog);
  const state = catalog.state();
  const lastAct = await actAt(catalog, state.acts - 1);
  const stamp: Stamp = {
    acts: state.acts,
    lastAct: lastAct?.id ?? null,
    versions: versionsOf(state),
    missing,
  };
  return JSON.stringify(stamp);
};

/** Items that may have changed since a stamp; `null` where the acts do not tell, so that all may have. */
export const changedSince = async (
  catalog: Catalog,
  stamp: string,
): Promise<ReadonlySet<MediaId> | null> => {
  const then = parseStamp(stamp);
  const missing = await missingOf(catalog);
  const state = catalog.state();
  if (then === null || then.acts > state.acts || then.missing !== missing) return null;
  if (((await actAt(catalog, then.acts - 1))?.id ?? null) !== then.lastAct) return null;
  const changed = new Set<MediaId>();
  let versions = then.versions;
  for await (const batch of readBefores(catalog, { after: [then.acts] })) {
    for (const { befores } of batch) {
      versions += befores.length;
      for (const { kind, entity } of befores) {
        if (kind === 'media') changed.add(entity as MediaId);
        else if (kind === 'placement') changed.add(placementParts(entity)[0]);
      }
    }
    if (changed.size > MOST_CHANGED) return null;
  }
  return versions === versionsOf(state) ? changed : null;
};

const versionsOf = ({ written }: CatalogState): number =>
  Object.values(written.counters).reduce((sum, counter) => sum + counter, 0);

const missingOf = async (catalog: Catalog): Promise<number> =>
  crc32(utf8ToBytes([...(await catalog.missing())].sort().join('')));

/** A stamp that does not read is of another form, or of another program: the index is made again. */
const parseStamp = (text: string): Stamp | null => {
  try {
    const stamp = JSON.parse(text) as Stamp | null;
    return Number.isSafeInteger(stamp?.acts) ? stamp : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};
