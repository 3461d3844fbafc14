import type { Clock } from '../../core/base/clock.ts';
import type { PlainObject } from '../../core/base/plain.ts';
import type { DriveEvent } from '../../core/drive/drive-parts.ts';
import type { IngestJob, MediaLab } from '../../core/media/media-lab.ts';
import type { Breakers, Timers } from '../../core/runtime/breakers.ts';
import { createBreakers } from '../../core/runtime/breakers.ts';
import type { EngineName } from '../../core/runtime/engine.ts';
import type { Kept } from '../../core/runtime/kept.ts';
import { keptToPlain, parseKept } from '../../core/runtime/kept.ts';
import type { Injection, RuntimeMetrics } from '../../core/runtime/metrics.ts';
import type { Runtime, RuntimeState } from '../../core/runtime/runtime.ts';
import { createRuntime } from '../../core/runtime/runtime.ts';
import type { Settings } from '../../core/runtime/settings.ts';
import { tellMetrics } from '../../core/runtime/tell-metrics.ts';
import type { MediaPool } from '../../platform/worker-pool/media-pool.ts';
import type { RuntimeResult } from '../api-types.ts';
import { createDrill } from './drill.ts';
import { createEngineKeeper } from './engine-keeper.ts';
import { type EngineLab, createEngineLab } from './engine-lab.ts';
import { createEngineTeller } from './engine-news.ts';
import { createTrials } from './engine-trials.ts';
import { type EngineTask, runEngineTask } from './engine-tasks.ts';
import type { PageEngine } from './page-engine.ts';
import { createPainterDesk } from './painter-desk.ts';
import { type PoisonList, openPoisonList } from './poison-list.ts';
import { createEngineRunner } from './run-on-engine.ts';
import { type StrikeList, openStrikeList } from './strike-list.ts';

/** Records of the drive that do not sync. */
export interface LocalRecords {
  read(key: readonly string[]): Promise<unknown>;
  write(key: readonly string[], record: PlainObject): Promise<void>;
}

/** What engines need of the thread that they are made in. */
export interface EnginesOptions {
  readonly pool: MediaPool;
  /** How many files workers take in at once; 0 where this browser starts none. */
  readonly workers: number;
  /** Loads what takes a file in on this thread; called again where it failed. */
  readonly loadPage: () => Promise<PageEngine>;
  readonly records: LocalRecords;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Looks for a graphics processor: why there is none, `null` where there is one. */
  readonly lookForGpu: () => Promise<string | null>;
  /** Memory that inputs of waiting tasks may take; `null` where the platform does not say. */
  readonly freeBytes: number | null;
  readonly emit: (event: DriveEvent) => void;
  readonly onDefect: (error: unknown) => void;
  /** How long an engine may give no sign of life on a file; by its size where absent. */
  readonly deadlineMs?: (job: IngestJob<File>) => number;
}

/** The engines of a drive behind their breakers. */
export interface Engines {
  readonly lab: MediaLab<File> & Pick<EngineLab, 'hash' | 'parity'>;
  readonly poison: PoisonList;
  metrics(): Promise<RuntimeMetrics>;
  run(task: EngineTask): Promise<RuntimeResult>;
  settings(): Settings;
  configure(settings: Settings): Promise<void>;
  inject(injection: Injection): void;
  retry(engine: EngineName): void;
  /** Writes down at once what is to be remembered: the page may be about to go. Never rejects. */
  keep(): Promise<void>;
  /** Ends all work; what is kept is not written any more. */
  dispose(): void;
}

const RECORD = ['engines'] as const;
const POISON = ['poison'] as const;
const STRIKES = ['strikes'] as const;

/** Engines as the last start left them. */
export const openEngines = async (options: EnginesOptions): Promise<Engines> => {
  const { read, write } = options.records;
  const [kept, poisoned, struck] = await Promise.all([
    read(RECORD),
    read(POISON),
    read(STRIKES),
  ]);
  const poison = openPoisonList(poisoned, (record) => write(POISON, record));
  const strikes = openStrikeList(struck, (record) => write(STRIKES, record));
  return createEngines(options, parseKept(kept), { poison, strikes });
};

/** Puts the parts together; longer than a function should be, since each is named once and used by the next. */
const createEngines = (
  options: EnginesOptions,
  before: Kept,
  { poison, strikes }: { readonly poison: PoisonList; readonly strikes: StrikeList },
): Engines => {
  const { pool, records, clock, timers, workers } = options;
  const now = (): string => new Date(clock.nowMs()).toISOString();
  const teller = createEngineTeller(options.emit, now);
  const drill = createDrill();
  const runner = createEngineRunner({ ...options, drill });
  let { settings } = before;
  let areWorkersDown = false;

  const breakers: Breakers = createBreakers({
    trials: createTrials(pool, runner),
    clock,
    timers,
    rules: () => settings,
    circuits: before.circuits,
    onTransition: (engine, transition) => {
      const { from, to } = transition;
      if (engine === 'workers') areWorkersDown = from === 'HALF_OPEN' && to === 'OPEN';
      teller.transition(engine, transition);
      void keeper.keepNow();
      runtime.enginesChanged();
    },
  });
  const runtime: Runtime = createRuntime({
    breakers,
    slots: { webgpu: 0, workers, page: 1 },
    clock,
    timers,
    paces: before.paces,
    freeBytes: options.freeBytes,
    mayPostpone: () => settings.drop === 'LOW',
    onChange: () => {
      lab.roomChanged();
      keeper.changed();
      teller.intake(runtime.state().queue.isPaused);
    },
  });
  const painters = createPainterDesk({ ...options, runtime, breakers });
  const lab = createEngineLab({
    runtime,
    runner,
    painters,
    poison,
    strikes,
    hasWorkers: workers > 0,
    areWorkersDown: () => areWorkersDown,
    isDrilled: drill.isMarked,
    now,
    concurrency: Math.max(1, workers),
  });
  const keeper = createEngineKeeper({
    ...options,
    read: () => keptToPlain(toKeep(before, settings, breakers, runtime)),
    write: (record) => records.write(RECORD, record),
    isIdle: () => isIdle(runtime.state()),
  });

  return {
    lab,
    poison,
    metrics: async () => {
      const noWorkers = workers > 0 ? null : NO_WORKERS;
      const webgpu = noWorkers ?? (await painters.whyNoGpu());
      return tellMetrics({
        circuits: breakers.circuits(),
        state: runtime.state(),
        unsupported: { webgpu, workers: noWorkers, page: null },
        canvas: painters.canvas(),
        before,
      });
    },
    run: (task) => runEngineTask(lab, task),
    settings: () => settings,
    configure: async (next) => {
      settings = next;
      await keeper.keepNow();
    },
    inject: (injection) => {
      const { engine, fault, times = 1 } = injection;
      if (engine === 'webgpu') pool.inject({ painter: engine, fault }, times);
      else drill.inject(injection);
    },
    keep: () => keeper.keepNow(),
    retry: (engine) => breakers.retryNow(engine),
    dispose: () => {
      keeper.dispose();
      lab.dispose();
      breakers.dispose();
      pool.dispose();
    },
  };
};

/** Whether nothing runs and nothing waits. */
const isIdle = ({ queue, running, held }: RuntimeState): boolean =>
  held === 0 &&
  [...Object.values(running), ...Object.values(queue.waiting)].every((count) => count === 0);

const NO_WORKERS = 'This browser starts no workers here.';

const toKeep = (
  before: Kept,
  settings: Settings,
  breakers: Breakers,
  runtime: Runtime,
): Kept => {
  const { paces, queue } = runtime.state();
  return {
    settings,
    circuits: breakers.circuits(),
    paces,
    totalRefusals: before.totalRefusals + queue.refusals,
    totalPostponed: before.totalPostponed + queue.totalPostponed,
  };
};
