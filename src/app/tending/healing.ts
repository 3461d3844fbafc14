import type { Clock, Random } from '../../core/base/clock.ts';
import type { Breathe } from '../../core/base/stretches.ts';
import type { BlobStore } from '../../core/blobs/blob-store.ts';
import type { DriveEvent } from '../../core/drive/drive-parts.ts';
import type { HealingRecords } from '../../core/drive/healing-records.ts';
import { DRILL_DIRECTORY, runDrill } from '../../core/integrity/drill.ts';
import {
  DRILL_STEPS,
  type DrillReport,
  type DrillStep,
} from '../../core/integrity/drill-report.ts';
import type { IntegritySettings, Repairer } from '../../core/integrity/damage.ts';
import { type ParityKeeper, createParityKeeper } from '../../core/integrity/parity-keeper.ts';
import { createParitySource } from '../../core/integrity/parity-source.ts';
import { createRepairer } from '../../core/integrity/repair.ts';
import type { RepairSource } from '../../core/integrity/repair-source.ts';
import {
  createCopySource,
  createQuarantineSource,
} from '../../core/integrity/source-copies.ts';
import { DEFAULT_INTEGRITY_SETTINGS } from '../../core/integrity/verify-settings.ts';
import type { Disk } from '../../core/storage/disk.ts';
import {
  createCoderLoader,
  createModuleLoader,
} from '../../platform/erasure-coding/load-coder.ts';
import {
  copiesInFolder,
  indexFolder,
} from '../../platform/file-system-access/copies-in-folder.ts';
import { createContentHasher } from '../../platform/hashing/content-hasher.ts';
import type { EngineLab } from '../engines/engine-lab.ts';
import type { FileOriginals } from '../originals.ts';
import { createParityMaker } from './parity-maker.ts';

/** What healing is put together over. */
export interface HealingOptions {
  readonly disk: Disk;
  readonly blobs: BlobStore;
  readonly estimate: FileOriginals['estimate'];
  readonly clock: Clock;
  readonly random: Random;
  readonly breathe: Breathe;
  readonly emit: (event: DriveEvent) => void;
  /** The engines, asked only while the drive is open. */
  readonly lab: () => Pick<EngineLab, 'parity'>;
}

/** How much parity is wanted, and of what. */
type ParitySettings = Pick<IntegritySettings, 'parityPercent' | 'parityCollections'>;

/** Parity, repairs and drills of one drive. */
export interface Healing {
  readonly repairer: Repairer;
  /** Goes on with repairs that a crash cut short; before this nothing is repaired. */
  start(records: HealingRecords, settings: () => Promise<ParitySettings>): Promise<void>;
  /** Makes parity that is missing and removes what is not wanted; `check` verifies all there is. */
  settleParity: ParityKeeper['settle'];
  /** Looks for good bytes in a folder as well, until the drive is opened anew. */
  healFrom(folder: FileSystemDirectoryHandle): void;
  /** Damages a sample and heals it, telling each step as a 'status'. */
  drill(): Promise<DrillReport>;
}

/** Share of a drill's sample where parity is off. */
const DRILL_PERCENT = 10;

/** Puts the parts of healing together; nothing is read or loaded before it is asked for. */
export const createHealing = (options: HealingOptions): Healing => {
  const { disk, blobs, clock, random, breathe, estimate } = options;
  const loadModule = createModuleLoader();
  const coder = createCoderLoader(loadModule);
  const freeBytes = async (): Promise<number> => {
    const { quota, used } = await estimate();
    return quota - used;
  };
  let kept: HealingRecords | null = null;
  let settings = (): Promise<ParitySettings> => Promise.resolve(DEFAULT_INTEGRITY_SETTINGS);
  const records = (): HealingRecords => {
    if (kept === null) throw new Error('Healing starts once the drive is open.');
    return kept;
  };
  const hasher = createContentHasher();
  const sources: RepairSource[] = [
    createParitySource({ disk, blobs, coder }),
    createQuarantineSource(disk, hasher),
  ];
  const repairer = createRepairer({
    disk,
    blobs,
    hasher,
    sources: () => sources,
    freeBytes,
    wait,
    nowMs: clock.nowMs,
    record: (facts) => records().keepReceipt(facts),
  });
  const keeper = createParityKeeper({
    disk,
    blobs,
    make: createParityMaker({
      disk,
      loadModule,
      hasher: createContentHasher(),
      breathe,
      lab: options.lab,
    }),
    breathe,
    percent: async () => (await settings()).parityPercent,
    candidates: async () => records().candidates((await settings()).parityCollections),
    freeBytes,
    record: {
      read: () => records().parity(),
      write: (value) => records().keepParity(value),
    },
  });
  const drill = async (): Promise<DrillReport> => {
    const { parityPercent: asked } = await settings();
    return runDrill({
      ...{ disk, coder, freeBytes, clock, random, breathe },
      hasher: createContentHasher(),
      percent: asked > 0 ? asked : DRILL_PERCENT,
      tell: (step) => options.emit(drillNews(step, clock.nowMs())),
    });
  };
  return {
    repairer,
    start: async (given, asked) => {
      kept = given;
      settings = asked;
      await disk.remove(DRILL_DIRECTORY);
      await repairer.resume();
    },
    settleParity: keeper.settle,
    healFrom: (folder) => {
      const candidates = ({ sizeBytes }: { readonly sizeBytes: number }) =>
        copiesInFolder(folder, sizeBytes);
      const index = () => indexFolder(folder);
      sources.push(createCopySource('folder', hasher, candidates, index));
    },
    drill: shared(drill),
  };
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const drillNews = (step: DrillStep, nowMs: number): DriveEvent => ({
  event: 'status',
  payload: {
    at: new Date(nowMs).toISOString(),
    text: DRILL_WORDS[step],
    level: 'info',
    job: 'drill',
    phase: step,
    done: DRILL_STEPS.indexOf(step),
    total: DRILL_STEPS.length,
  },
});

const DRILL_WORDS: Readonly<Record<DrillStep, string>> = {
  sample: 'Drill: a sample is stored.',
  parity: 'Drill: parity of the sample is made.',
  damage: 'Drill: bytes of the sample are flipped.',
  find: 'Drill: the sample is verified.',
  heal: 'Drill: the sample is healed.',
  check: 'Drill: the sample is verified again.',
};

/** Drills share one place: who asks while one goes on gets its report. */
const shared = <T>(task: () => Promise<T>): (() => Promise<T>) => {
  let running: Promise<T> | null = null;
  return () =>
    (running ??= task().finally(() => {
      running = null;
    }));
};
