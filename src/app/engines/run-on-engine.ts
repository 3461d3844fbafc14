import { createRunningHash } from '../../platform/hashing/running-hash.ts';
import type { ParityRequest, StoredFile } from '../../platform/worker-pool/media-messages.ts';
import type { MediaPool, PoolOptions } from '../../platform/worker-pool/media-pool.ts';
import { defaultDeadlineMs } from '../../platform/worker-pool/media-pool.ts';
import { findLie } from '../../core/media/check-answer.ts';
import type { BlobHash } from '../../core/base/ids.ts';
import type { ParityOutcome } from '../../core/integrity/parity-make.ts';
import type { IngestEngine } from '../../core/media/ingest-ladder.ts';
import type { IngestJob, IngestListeners, IngestResult } from '../../core/media/media-lab.ts';
import type { Painter } from '../../core/media/painters.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import type { Drill } from './drill.ts';
import type { PageEngine } from './page-engine.ts';

/** One file to be taken in once by one engine. */
export interface EngineRun
  extends Partial<IngestListeners>, Pick<PoolOptions, 'signal' | 'onPainted'> {
  readonly job: IngestJob<File>;
  readonly parse: boolean;
  readonly painters: readonly Painter[];
}

/** Runs a file on an engine, and believes nothing of what it says without looking. */
export interface EngineRunner {
  /** Rejects with a fault of the engine ('wrong-answer' where it lies), or with what is wrong with the file. */
  run(engine: IngestEngine, run: EngineRun): Promise<IngestResult>;
  /** BLAKE2b-256 of a file; who compares it looks again before an unfit answer is believed. */
  hash(engine: IngestEngine, stored: StoredFile, signal: AbortSignal): Promise<BlobHash>;
  /** Makes a parity file in a worker. */
  parity(request: ParityRequest, signal: AbortSignal): Promise<ParityOutcome>;
}

export interface EngineRunnerOptions {
  readonly pool: MediaPool;
  readonly loadPage: () => Promise<PageEngine>;
  readonly drill: Drill;
  /** How long an engine may give no sign of life on a file. */
  readonly deadlineMs?: (job: IngestJob<File>) => number;
  /** The same where a drill makes it hang: a drill ends in seconds. */
  readonly drillHangMs?: number;
}

/** Of the answers of workers, one in so many has its hash taken again. */
export const SAMPLE_EVERY = 50;
/** Larger files are not read again. */
const MAX_SAMPLE_BYTES = 32 * 1024 * 1024;
const DRILL_HANG_MS = 1_000;
/** Reading gives a sign of life with every piece. */
const READING_DEADLINE_MS = 20_000;
type ReadingWatch = Pick<PoolOptions, 'signal' | 'deadlineMs' | 'sabotage'>;

export const createEngineRunner = (options: EngineRunnerOptions): EngineRunner => {
  const { pool, drill, deadlineMs = defaultDeadlineMs } = options;
  const { drillHangMs = DRILL_HANG_MS } = options;
  const page = loadedOnce(options.loadPage);
  let answers = 0;

  const take = async (
    engine: IngestEngine,
    { job, parse, painters, ...rest }: EngineRun,
    fault: ReturnType<Drill['take']>,
  ): Promise<IngestResult> => {
    const watch = {
      ...rest,
      deadlineMs: fault === 'hang' ? drillHangMs : deadlineMs(job),
      sabotage: fault === 'lie' ? null : fault,
    };
    const result =
      engine === 'workers'
        ? await pool.ingest({ job, parse, painters }, watch)
        : await (await page()).ingest({ job, parse }, watch);
    return fault === 'lie' ? toLie(result) : result;
  };

  const check = async (
    engine: IngestEngine,
    job: IngestJob<File>,
    result: IngestResult,
  ): Promise<void> => {
    const lie = findLie(result, job.file.size);
    if (lie !== null) throw new EngineFaultError('wrong-answer', lie);
    if (engine !== 'workers' || answers++ % SAMPLE_EVERY !== 0) return;
    const hash = await hashAgain(job.file);
    if (hash !== null && hash !== result.hash)
      throw new EngineFaultError(
        'wrong-answer',
        `It took ${result.hash} as the hash of “${job.name}”, which is ${hash}.`,
      );
  };

  /** Work that reads bytes and gives a sign of life with every piece, with the fault that a drill asks for. */
  const reading = async <T>(
    engine: IngestEngine,
    signal: AbortSignal,
    read: (watch: ReadingWatch) => Promise<T>,
  ): Promise<T> => {
    const fault = drill.take(engine);
    const deadlineMs = fault === 'hang' ? drillHangMs : READING_DEADLINE_MS;
    try {
      return await read({ signal, deadlineMs, sabotage: fault === 'lie' ? null : fault });
    } catch (error) {
      if (fault !== null) drill.mark(error);
      throw error;
    }
  };

  return {
    hash: (engine, stored, signal) =>
      reading(engine, signal, async (watch) =>
        engine === 'workers'
          ? pool.hash(stored, watch)
          : (await page()).hash(stored.file, watch),
      ),
    parity: (request, signal) =>
      reading('workers', signal, (watch) => pool.parity(request, watch)),
    run: async (engine, run) => {
      const fault = drill.take(engine);
      try {
        const result = await take(engine, run, fault);
        await check(engine, run.job, result);
        return result;
      } catch (error) {
        if (fault !== null) drill.mark(error);
        throw error;
      }
    },
  };
};

/** Loads the engine with the first call, and again with the next one where that failed. */
const loadedOnce = (load: () => Promise<PageEngine>): (() => Promise<PageEngine>) => {
  let loading: Promise<PageEngine> | null = null;
  return async () => {
    loading ??= load();
    try {
      return await loading;
    } catch (error) {
      loading = null;
      throw new EngineFaultError('unavailable', `It cannot be loaded: ${String(error)}`);
    }
  };
};

const toLie = (result: IngestResult): IngestResult => ({
  ...result,
  sizeBytes: result.sizeBytes + 1,
});

/** `null` where the file is too large for it, or cannot be read any more: then nobody can say. */
const hashAgain = async (file: File): Promise<string | null> => {
  if (file.size > MAX_SAMPLE_BYTES) return null;
  const hash = await createRunningHash();
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return null;
  hash.update(new Uint8Array(bytes));
  return hash.digest();
};
