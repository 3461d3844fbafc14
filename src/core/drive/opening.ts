import type { ActHead } from '../catalog/act-records.ts';
import {
  type DeviceEntry,
  type GenesisEntry,
  type JournalEntry,
  entryToPlain,
} from '../catalog/journal-entry.ts';
import { isDamage } from '../catalog/checked-store.ts';
import { isDoneByPerson } from './audit-trail.ts';
import { salvageCatalog } from './catalog-salvage.ts';
import type { DriveParts, Identity } from './drive-parts.ts';
import { readActs } from './read-acts.ts';
import { restoreJournal } from './journal-restore.ts';
import { replayJournal } from './replay.ts';
import { UNDO_DEPTH } from './undo-service.ts';

/** Stretches of acts that are read for the last ones of people. */
const MAX_ACT_BATCHES = 10;

/** Who this device is, for a drive that exists (`genesis`) or for one that begins. */
export type Identify = (genesis: GenesisEntry | null) => Promise<{
  readonly identity: Identity;
  /** What is to be written where it is not there yet. */
  readonly genesis: GenesisEntry;
  readonly device: DeviceEntry;
}>;

/** A catalogue that has caught up with the journal, and what was found on the way. */
export interface Opened {
  readonly identity: Identity;
  /** What people did last, the oldest first. */
  readonly acts: readonly ActHead[];
  /** Acts that the catalogue had not seen. */
  readonly replayed: number;
  /** The journal lacked what the catalogue knew. */
  readonly isRestored: boolean;
  /** The catalogue was not there. */
  readonly isRebuilt: boolean;
  /** Whether it was damaged, and was made again; 'in-part' where the journal was damaged as well, or behind. */
  readonly mended: 'no' | 'whole' | 'in-part';
}

type Given = Omit<DriveParts, 'identity'>;

/** Lets catalogue and journal catch up with each other; a damaged catalogue is made again first (D36). */
export const openCaughtUp = async (given: Given, identify: Identify): Promise<Opened> => {
  const { journal, catalog, clock } = given;
  if (!catalog.isDamaged()) {
    try {
      return { ...(await catchUp(given, identify)), mended: 'no' };
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }
  const isInPart = await salvageCatalog(journal, catalog, clock.nowMs());
  await catalog.clear();
  const opened = await catchUp(given, identify);
  return {
    ...opened,
    isRestored: false,
    isRebuilt: false,
    mended: isInPart ? 'in-part' : 'whole',
  };
};

const catchUp = async (given: Given, identify: Identify): Promise<Omit<Opened, 'mended'>> => {
  const { journal, catalog, clock } = given;
  const isRestored = await restoreJournal(journal, catalog, clock.nowMs());
  const { position } = catalog.state();
  if (position !== null && !journal.holds(position)) await catalog.clear();
  const replayed = await replayJournal(journal, catalog);
  const identity = await settleIdentity(given, identify);
  const acts = await recentActs(catalog);
  const isRebuilt = position === null && catalog.state().acts > 0;
  return { identity, acts, replayed: replayed.acts, isRestored, isRebuilt };
};

const settleIdentity = async (
  { journal, catalog }: Given,
  identify: Identify,
): Promise<Identity> => {
  const known = (await catalog.local(['genesis'])) as unknown as GenesisEntry | undefined;
  const { identity, genesis, device } = await identify(known ?? null);
  const hasDevice = await catalog.local(['device', device.device, device.epoch]);
  const entries: JournalEntry[] = [];
  if (known === undefined) entries.push(genesis);
  if (hasDevice === undefined) entries.push(device);
  if (entries.length > 0) {
    const position = await journal.append(entries.map(entryToPlain));
    await catalog.apply(entries, position);
  }
  return identity;
};

/** What people did last, the oldest first; what the drive learnt between is passed over, within bounds. */
const recentActs = async (catalog: DriveParts['catalog']): Promise<readonly ActHead[]> => {
  const acts: ActHead[] = [];
  let batches = 0;
  for await (const batch of readActs(catalog, { reverse: true })) {
    acts.push(...batch.map(({ act }) => act).filter(isDoneByPerson));
    batches += 1;
    if (batches === MAX_ACT_BATCHES || acts.length >= UNDO_DEPTH) break;
  }
  return acts.slice(0, UNDO_DEPTH).reverse();
};
