import type { Drive } from '../../core/drive/drive.ts';
import type { DriveEvent } from '../../core/drive/drive-parts.ts';
import type { ParityKeeper } from '../../core/integrity/parity-keeper.ts';
import type { HeavyParts } from '../heavy-parts.ts';
import { createQuietTender, type QuietTask } from './quiet-tender.ts';
import { createAssetTender } from './tend-assets.ts';
import { createSearchTender } from './tend-search.ts';
import { tendStart } from './tend-start.ts';

/** How long the drive leaves the disk to the first screen before it looks for every blob. */
const START_AFTER_MS = 1_500;
const DAY_MS = 86_400_000;

/** Calls that only look on, or that pages make by themselves: nobody waits for what they tell. */
const LOOKING_ON: ReadonlySet<string> = new Set([
  'ready',
  'runtime.metrics',
  'runtime.keep',
  'integrity.power',
  'integrity.lastReport',
  'integrity.assets',
]);

/** What is tended, and who is heard about it. */
export interface TendingParts {
  readonly drive: Pick<
    Drive,
    | 'integrity'
    | 'search'
    | 'trash'
    | 'repairs'
    | 'noteMended'
    | 'healed'
    | 'checkCatalog'
    | 'readCatalog'
    | 'mendJournal'
    | 'compact'
    | 'startup'
  >;
  readonly settleParity: ParityKeeper['settle'];
  /** Whether a call or an import works for a person. */
  readonly isWorking: () => boolean;
  readonly heavyParts: Pick<HeavyParts, 'tend' | 'relearn'>;
  readonly emit: (event: DriveEvent) => void;
  readonly nowMs: () => number;
  readonly onDefect: (error: unknown) => void;
}

/** Looks after the drive while nobody asks it for anything. */
export interface Tending {
  /** A call came in: unless it only looks on, what is under way stops, and goes on when it is quiet. */
  asked(method: string): void;
  /** Items changed: the index and the parity may be behind, and one may lack a part of the app that has come. */
  changed(): void;
  /** Another share of parity is wanted. */
  parityChanged(): void;
  /** Whether the battery is to be spared: then nothing is done that can wait. */
  savePower(isSaving: boolean): void;
  /** A heavy part of the app is needed. */
  partsDue(): void;
}

/** Begins some while after this: behind the first screen, then in quiet times. */
export const startTending = (parts: TendingParts): Tending => {
  const { drive, settleParity, isWorking, heavyParts, onDefect, nowMs } = parts;
  let isSavingPower = false;
  const isBusy = (): boolean => isSavingPower || isWorking();
  const relearn: QuietTask = (signal) => drive.healed(() => heavyParts.relearn(signal));
  const readCatalog: QuietTask = async (signal) => {
    const { verifiedForDays } = await drive.integrity.settings();
    const sinceMs = nowMs() - verifiedForDays * DAY_MS;
    return drive.readCatalog({ nowMs: nowMs(), sinceMs, signal });
  };
  const readOn: QuietTask = (signal) =>
    drive.healed(() => drive.integrity.readOn(Infinity, signal));
  const parity: QuietTask = (signal) =>
    drive.healed(async () => {
      const { undone, damaged } = await settleParity({ signal });
      for (const hash of damaged) await drive.integrity.suspect(hash);
      return { isDone: undone !== 'stopped' };
    });
  const quiet = createQuietTender({
    tasks: [relearn, readCatalog, readOn, parity],
    isBusy,
    onDefect,
  });
  const assets = createAssetTender({ tend: heavyParts.tend, isBusy, nowMs, onDefect });
  const search = createSearchTender({ tend: () => drive.healed(drive.search.tend) }, onDefect);

  const start = async (): Promise<void> => {
    await drive.healed(() => tendStart(parts)).catch(onDefect);
    await quiet.begin(async (signal) => {
      const { deepCheckBudgetMs } = await drive.integrity.settings();
      const untilMs = nowMs() + deepCheckBudgetMs;
      return drive.healed(() => drive.integrity.readOn(untilMs, signal));
    });
  };
  setTimeout(() => void start(), START_AFTER_MS);

  return {
    asked: (method) => {
      if (!LOOKING_ON.has(method)) quiet.active();
    },
    changed: () => {
      search.changed();
      quiet.due(relearn);
      quiet.due(parity);
    },
    parityChanged: () => quiet.due(parity),
    savePower: (isSaving) => {
      isSavingPower = isSaving;
      if (!isSaving) return;
      quiet.active();
      assets.rest();
    },
    partsDue: assets.due,
  };
};
