import { HmError } from '../../core/base/hm-error.ts';
import type { BlobHash } from '../../core/base/ids.ts';
import type { ParityOutcome } from '../../core/integrity/parity-make.ts';
import { createIngestLadder } from '../../core/media/ingest-ladder.ts';
import type { IngestEngine, IngestLadder } from '../../core/media/ingest-ladder.ts';
import type {
  IngestJob,
  IngestOptions,
  IngestResult,
  MediaLab,
} from '../../core/media/media-lab.ts';
import type { PainterReport } from '../../core/media/painters.ts';
import type { EngineFault, EngineName } from '../../core/runtime/engine.ts';
import type { Runtime } from '../../core/runtime/runtime.ts';
import type { Task, TaskResult } from '../../core/runtime/task.ts';
import { WHOLE_FILE_BYTES } from '../../platform/worker-pool/file-source.ts';
import type { ParityRequest, StoredFile } from '../../platform/worker-pool/media-messages.ts';
import type { Priority } from '../../core/runtime/task-queue.ts';
import { PRIORITIES } from '../../core/runtime/task-queue.ts';
import type { PainterDesk } from './painter-desk.ts';
import type { PoisonList } from './poison-list.ts';
import type { EngineRunner } from './run-on-engine.ts';
import type { StrikeList } from './strike-list.ts';

/** What the lab of the engines is made of. */
export interface EngineLabParts {
  readonly runtime: Runtime;
  readonly runner: EngineRunner;
  readonly painters: PainterDesk;
  readonly poison: PoisonList;
  readonly strikes: StrikeList;
  /** Whether this browser starts workers at all. */
  readonly hasWorkers: boolean;
  /** Whether workers failed the last trial that they were given. */
  readonly areWorkersDown: () => boolean;
  readonly isDrilled: (error: unknown) => boolean;
  readonly now: () => string;
  /** How many jobs run at once. */
  readonly concurrency: number;
}

/** What became of a file, and on what. */
export interface LabResult extends TaskResult<IngestResult> {
  readonly painted: readonly PainterReport[];
}

/** Everything that one file's task says beside its ladder. */
export type LabTask = Pick<
  Task<IngestResult>,
  'kind' | 'isOrderFree' | 'deadlineMs' | 'units'
> & {
  /** Whether the file is to be looked into. */
  readonly parse: boolean;
};

/** The lab of a drive, and the way for tasks that are refused where there is no room. */
export interface EngineLab extends MediaLab<File> {
  /** Rejects with 'queue-full' or 'intake-paused' at once, where `ingest` waits. */
  runNow(job: IngestJob<File>, options: IngestOptions, task: LabTask): Promise<LabResult>;
  /** BLAKE2b-256 of bytes that the drive has; waits for room as `ingest` does, and rejects likewise. */
  hash(
    stored: StoredFile,
    options: Pick<IngestOptions, 'signal' | 'priority'>,
  ): Promise<BlobHash>;
  /** Makes a parity file; waits for room as `ingest` does. */
  parity(
    work: ParityWork,
    options: Pick<IngestOptions, 'signal' | 'priority'>,
  ): Promise<{ readonly outcome: ParityOutcome; readonly engine: EngineName }>;
  /** There may be room again: jobs that wait for it are offered. */
  roomChanged(): void;
}

/** Parity to be made: what a worker is asked, and the same on the drive's own thread. */
export interface ParityWork {
  readonly request: ParityRequest;
  readonly here: (signal: AbortSignal) => Promise<ParityOutcome>;
}

/** A usual file: a photo of a phone. Paces are told for it. */
const USUAL_BYTES = 4 * 1024 * 1024;

/** How many usual files a file is; a smaller one takes no less, since most of its time is not spent on its bytes. */
export const unitsOf = ({ size }: Pick<File, 'size'>): number =>
  Math.max(1, size / USUAL_BYTES);

const INGEST = { kind: 'ingest', isOrderFree: false, deadlineMs: null, parse: true } as const;

/**
 * The lab over a runtime. Jobs that the drive itself brings wait before the queue while it is full, so that
 * none is lost and none is refused; each file that gives up on being looked into is remembered as poison.
 */
export const createEngineLab = (parts: EngineLabParts): EngineLab => {
  const { runtime, poison, strikes, concurrency, now } = parts;
  const ending = new AbortController();
  const outside = createOutside();
  let isLettingIn = false;

  const runNow: EngineLab['runNow'] = async (job, options, { parse, ...task }) => {
    const painted: PainterReport[] = [];
    const attempt = createAttempt(parts, job, options, painted);
    const isFeared = options.looksAgain !== true;
    const { rungs, harms } = createIngestLadder(attempt, {
      parse: parse && !(isFeared && poison.has(job.file)),
      harmed: isFeared ? strikes.harmsOf(job.file) : [],
      ...parts,
    });
    const result = await runtime.run<IngestResult>({
      ...task,
      rungs,
      priority: options.priority ?? 'NORMAL',
      inputBytes: Math.min(job.file.size, WHOLE_FILE_BYTES),
      signal: AbortSignal.any([options.signal, ending.signal]),
    });
    if (parse) await notePoison(job, result.value, harms);
    return { ...result, painted };
  };

  const notePoison = async (
    { file }: IngestJob<File>,
    { hash, facts }: IngestResult,
    harms: IngestLadder['harms'],
  ): Promise<void> => {
    const harm = harms.at(-1);
    if (facts.noThumbnail !== 'poison') await poison.remove([hash]);
    else if (harm !== undefined) {
      await strikes.end(file);
      const { name, size: sizeBytes, lastModified } = file;
      const { message } = harm;
      const fault = harm.fault as EngineFault;
      await poison.add({ hash, name, sizeBytes, lastModified, fault, message, at: now() });
    }
  };

  const letIn = (): void => {
    if (isLettingIn) return;
    isLettingIn = true;
    while (runtime.hasRoom()) {
      const enter = outside.next();
      if (enter === null) break;
      enter();
    }
    isLettingIn = false;
  };

  /** Runs what would be refused while the queue is full once there is room. */
  const whenRoom = <T>(
    { signal, priority = 'NORMAL' }: Pick<IngestOptions, 'signal' | 'priority'>,
    run: () => Promise<T>,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        outside.leave(enter);
        reject(cancelled());
      };
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        run().then(resolve, reject);
      };
      if (signal.aborted || ending.signal.aborted) {
        reject(cancelled());
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      outside.wait(enter, priority);
      letIn();
    });

  const ingest: EngineLab['ingest'] = (job, options) =>
    whenRoom(options, async () => {
      const units = unitsOf(job.file);
      return (await runNow(job, options, { ...INGEST, units })).value;
    });

  const hash: EngineLab['hash'] = (stored, options) =>
    whenRoom(options, async () => {
      const engines = parts.hasWorkers ? (['workers', 'page'] as const) : (['page'] as const);
      const { value } = await runtime.run<BlobHash>({
        kind: 'verify',
        rungs: engines.map((engine) => ({
          engine,
          timeoutMs: null,
          run: (signal) => parts.runner.hash(engine, stored, signal),
        })),
        // A small file is hashed quicker here than sent: all of them would end up on the drive's thread.
        isOrderFree: false,
        priority: options.priority ?? 'NORMAL',
        deadlineMs: null,
        units: unitsOf(stored.file),
        inputBytes: 0,
        signal: AbortSignal.any([options.signal, ending.signal]),
      });
      return value;
    });

  const parity: EngineLab['parity'] = ({ request, here }, options) =>
    whenRoom(options, async () => {
      const { runner } = parts;
      const inWorker = {
        engine: 'workers',
        timeoutMs: null,
        run: (signal: AbortSignal) => runner.parity(request, signal),
      } as const;
      const onPage = { engine: 'page', timeoutMs: null, run: here } as const;
      const { value, engine } = await runtime.run<ParityOutcome>({
        kind: 'parity',
        rungs: parts.hasWorkers ? [inWorker, onPage] : [onPage],
        // Coding holds a thread for longer than a hash: the drive's own is the last that does it.
        isOrderFree: false,
        priority: options.priority ?? 'NORMAL',
        deadlineMs: null,
        units: unitsOf({ size: request.parity.sizeBytes }),
        inputBytes: 0,
        signal: AbortSignal.any([options.signal, ending.signal]),
      });
      return { outcome: value, engine };
    });

  return {
    concurrency,
    ingest,
    hash,
    parity,
    runNow,
    roomChanged: letIn,
    dispose: () => {
      ending.abort();
      for (let enter = outside.next(); enter !== null; enter = outside.next()) enter();
    },
  };
};

/**
 * Takes the file in once on an engine; what its painters report goes where it is counted. While the thread of the
 * drive looks into it, which nobody can kill, a mark says so.
 */
const createAttempt =
  (
    { runner, painters, strikes }: EngineLabParts,
    job: IngestJob<File>,
    { onProgress, onPicture }: IngestOptions,
    painted: PainterReport[],
  ) =>
  async (engine: IngestEngine, parse: boolean, signal: AbortSignal): Promise<IngestResult> => {
    const isMarked = engine === 'page' && parse;
    if (isMarked) await strikes.begin(job.file);
    try {
      return await runner.run(engine, {
        job,
        parse,
        painters: painters.order(),
        signal,
        onPainted: (log) => {
          painters.note(log);
          painted.push(...(log.painted ?? []));
        },
        ...(onProgress && { onProgress }),
        ...(onPicture && { onPicture }),
      });
    } finally {
      if (isMarked) await strikes.end(job.file);
    }
  };

/** Who waits for room before the queue: the most urgent first, then who came first. */
const createOutside = () => {
  let waiting: readonly { readonly enter: () => void; readonly rank: number }[] = [];
  return {
    wait: (enter: () => void, priority: Priority): void => {
      const rank = PRIORITIES.indexOf(priority);
      const place = waiting.findLastIndex((other) => other.rank <= rank) + 1;
      waiting = waiting.toSpliced(place, 0, { enter, rank });
    },
    leave: (enter: () => void): void => {
      waiting = waiting.filter((other) => other.enter !== enter);
    },
    next: (): (() => void) | null => {
      const [first, ...others] = waiting;
      waiting = others;
      return first?.enter ?? null;
    },
  };
};

const cancelled = (): HmError => new HmError('cancelled', 'The task was cancelled.');
