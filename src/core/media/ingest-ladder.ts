import type { EngineFault, EngineName } from '../runtime/engine.ts';
import { isEngineFault } from '../runtime/engine.ts';
import type { Attempt, Rung } from '../runtime/task.ts';
import type { IngestResult } from './media-lab.ts';

/** What a whole file can be taken in on. The graphics processor is used inside, by whoever draws. */
export type IngestEngine = Extract<EngineName, 'workers' | 'page'>;

/** Takes the file in once; `parse` false stores it without looking into it. */
export type IngestAttempt = (
  engine: IngestEngine,
  parse: boolean,
  signal: AbortSignal,
) => Promise<IngestResult>;

export interface LadderOptions {
  /** Whether the file is to be looked into at all. */
  readonly parse: boolean;
  /** What the file is known to have done before: where that is anything, it is not looked into. */
  readonly harmed: readonly Attempt[];
  /** Whether this browser starts workers at all. */
  readonly hasWorkers: boolean;
  /** Whether workers failed the last trial that they were given: nobody can wait for them. */
  areWorkersDown(): boolean;
  /** Whether a fault was made by a drill: the file has no part in it. */
  isDrilled(error: unknown): boolean;
}

/** Every way to take one file in, and what the file did on it so far. */
export interface IngestLadder {
  readonly rungs: readonly Rung<IngestResult>[];
  /** Faults that the file may have brought about, in their order. */
  readonly harms: readonly Attempt[];
}

/** Faults that a file can bring about; a lost engine, a wrong answer and one that does not start are none. */
const HARMFUL: ReadonlySet<string> = new Set<EngineFault>([
  'crashed',
  'timeout',
  'out-of-memory',
]);

/**
 * The ladder of one file (docs/spec/engines.md, E5): workers; other workers, after a fault that the file
 * may have brought about, or at last; the drive's own thread, where the file did no harm; and where it
 * harmed twice, workers and then the drive's thread once more, without looking into it.
 */
export const createIngestLadder = (
  attempt: IngestAttempt,
  { parse: isParsed, harmed, hasWorkers, areWorkersDown, isDrilled }: LadderOptions,
): IngestLadder => {
  const harms: Attempt[] = [...harmed];
  const rung = (
    engine: IngestEngine,
    parse: boolean,
    isFit: (tried: readonly Attempt[]) => boolean = () => true,
  ): Rung<IngestResult> => ({
    engine,
    timeoutMs: null,
    isFit,
    run: (signal) =>
      attempt(engine, parse, signal).catch((error: unknown) => {
        if (isEngineFault(error) && HARMFUL.has(error.fault) && !isDrilled(error))
          harms.push({ engine, fault: error.fault, message: error.message });
        throw error;
      }),
  });
  const ladder = (rungs: readonly Rung<IngestResult>[]): IngestLadder => ({
    rungs: rungs.filter(({ engine }) => hasWorkers || engine !== 'workers'),
    harms,
  });
  if (!isParsed) return ladder([rung('workers', false), rung('page', false)]);

  const isGivenUp = (tried: readonly Attempt[]): boolean =>
    harms.length > 0 &&
    (harms.length > 1 ||
      harms.some(({ engine }) => engine === 'page') ||
      countWorkers(tried) > 1 ||
      areWorkersDown());
  return ladder([
    rung('workers', true, () => harms.length === 0),
    rung('workers', true, (tried) => isWorthAnother(tried) && !isGivenUp(tried)),
    rung('page', true, () => harms.length === 0),
    rung('workers', false, isGivenUp),
    rung('page', false, isGivenUp),
  ]);
};

/** Whether other workers may manage: after a fault that they need not meet, or where nothing else is left. */
const isWorthAnother = (tried: readonly Attempt[]): boolean =>
  tried.some(({ engine, fault }) => engine === 'page' || HARMFUL.has(fault));

const countWorkers = (tried: readonly Attempt[]): number =>
  tried.filter(({ engine }) => engine === 'workers').length;
