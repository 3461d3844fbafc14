import { HmError } from '../../core/base/hm-error.ts';
import type { BlobHash } from '../../core/base/ids.ts';
import type { ParityOutcome } from '../../core/integrity/parity-make.ts';
import type { IngestJob, IngestListeners, IngestResult } from '../../core/media/media-lab.ts';
import type { Painter, PaintingLog } from '../../core/media/painters.ts';
import type { EngineFault } from '../../core/runtime/engine.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import { faultOf } from '../../core/runtime/fault-of.ts';
import type { Injection } from '../../core/runtime/metrics.ts';
import type {
  HashRequest,
  MediaReply,
  MediaRequest,
  PainterInjection,
  ParityRequest,
  StoredFile,
  TrialRequest,
} from './media-messages.ts';

/** What a media pool needs. */
export interface MediaPoolOptions {
  /** Starts a worker that runs `workers/media.worker.ts`; throws where none can be. */
  readonly spawn: () => Worker;
  /** How long a worker without work is kept. */
  readonly idleMs?: number;
}

/** How a job is watched while a worker is at it. */
export interface PoolWatch {
  readonly signal: AbortSignal;
  /** How long the worker may give no sign of life; reading gives one with every piece. */
  readonly deadlineMs: number;
}

/** How one job is run. */
export interface PoolOptions extends PoolWatch, Partial<IngestListeners> {
  /**
   * A fault to make, for drills: the worker is ended at its first sign of life ('fail', 'lose'), or is
   * not heard any more ('hang').
   */
  readonly sabotage?: Exclude<Injection['fault'], 'lie'> | null;
  /** Hears how the painters of the worker fared, however the job ended. */
  readonly onPainted?: (log: Partial<PaintingLog>) => void;
}

/**
 * Workers that take one file in at a time. Whatever is asked is begun at once, on a worker that rests or
 * on a new one: whoever asks sees to it that there are not too many.
 *
 * All rejects with an `EngineFaultError`: 'unavailable' (no worker starts), 'crashed', 'timeout',
 * 'out-of-memory'; or with what is wrong with the file ('read-failed', …), or 'cancelled'. A worker that
 * met a fault, or whose work was cancelled, is ended.
 */
export interface MediaPool {
  ingest(request: MediaRequest, options: PoolOptions): Promise<IngestResult>;
  /** BLAKE2b-256 of a file, at the speed of the hash. */
  hash(stored: StoredFile, watch: PoolWatch & Pick<PoolOptions, 'sabotage'>): Promise<BlobHash>;
  /** Makes a parity file. */
  parity(
    request: ParityRequest,
    watch: PoolWatch & Pick<PoolOptions, 'sabotage'>,
  ): Promise<ParityOutcome>;
  /** Has a painter do something whose answer is known; rejects where it is not that one. */
  trial(painter: Painter, watch: PoolWatch): Promise<void>;
  /** Has the next uses of a painter meet a fault, one each; `times` 0 takes all back. */
  inject(injection: PainterInjection['inject'], times: number): void;
  dispose(): void;
}

type PoolRequest = MediaRequest | HashRequest | ParityRequest | TrialRequest;

const DEFAULT_IDLE_MS = 30_000;
const DRILLED = 'A drill ended the worker.';

/** What a worker is asked, and who hears its answers. */
interface Use {
  readonly watch: PoolWatch & Pick<PoolOptions, 'onPainted'>;
  /** Nothing that the worker says is heard any more. */
  readonly isDeaf: boolean;
  readonly hear: (reply: MediaReply) => void;
  readonly fail: (error: Error) => void;
}

/** One worker and what it works on. */
interface Seat {
  readonly worker: Worker;
  /** Whether its script runs: one that stops before never started. */
  hasAnswered: boolean;
  use: Use | null;
  timer: ReturnType<typeof setTimeout> | null;
}

/** A pool without workers: they are started when needed. */
export const createMediaPool = ({
  spawn,
  idleMs = DEFAULT_IDLE_MS,
}: MediaPoolOptions): MediaPool => {
  const seats = new Set<Seat>();
  let injections: PainterInjection[] = [];
  let isDisposed = false;

  const ingest: MediaPool['ingest'] = (request, options) =>
    ask<IngestResult>(request, options, (reply, settle, seat) => {
      if (options.sabotage === 'fail') lose(seat, 'crashed', DRILLED);
      else if (options.sabotage === 'lose') lose(seat, 'lost', DRILLED);
      else if (reply.type === 'progress') options.onProgress?.(reply.phase, reply.bytes);
      else if (reply.type === 'picture') options.onPicture?.(reply.picture);
      else if (reply.type === 'done') settle(reply.result);
    });

  const hash: MediaPool['hash'] = (stored, watch) =>
    ask<BlobHash>({ hash: stored }, watch, (reply, settle, seat) => {
      if (watch.sabotage === 'fail') lose(seat, 'crashed', DRILLED);
      else if (watch.sabotage === 'lose') lose(seat, 'lost', DRILLED);
      else if (reply.type === 'hashed') settle(reply.hash);
    });

  const parity: MediaPool['parity'] = (request, watch) =>
    ask<ParityOutcome>(request, watch, (reply, settle, seat) => {
      if (watch.sabotage === 'fail') lose(seat, 'crashed', DRILLED);
      else if (watch.sabotage === 'lose') lose(seat, 'lost', DRILLED);
      else if (reply.type === 'parity') settle(reply.outcome);
    });

  const trial: MediaPool['trial'] = (painter, watch) =>
    ask<undefined>({ trial: painter }, watch, (reply, settle) => {
      if (reply.type === 'trial-passed') settle(undefined);
    });

  /** One question to one worker, from its first word to its end. */
  const ask = <Answer>(
    request: PoolRequest,
    watch: PoolWatch & Pick<PoolOptions, 'sabotage' | 'onPainted'>,
    hear: (reply: MediaReply, settle: (answer: Answer) => void, seat: Seat) => void,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (watch.signal.aborted || isDisposed) throw cancelled();
      const seat = freeSeat();
      const onAbort = (): void => {
        seat.use = null;
        close(seat);
        use.fail(cancelled());
      };
      const end = (how: () => void): void => {
        watch.signal.removeEventListener('abort', onAbort);
        how();
      };
      const settle = (answer: Answer): void => {
        rest(seat);
        end(() => resolve(answer));
      };
      const use: Use = {
        watch,
        isDeaf: watch.sabotage === 'hang',
        hear: (reply) => hear(reply, settle, seat),
        fail: (error) => end(() => reject(error)),
      };
      watch.signal.addEventListener('abort', onAbort, { once: true });
      start(seat, use, request);
    });

  const freeSeat = (): Seat => {
    for (const seat of seats) if (seat.use === null) return seat;
    return openSeat();
  };

  const openSeat = (): Seat => {
    const seat: Seat = {
      worker: startWorker(spawn),
      hasAnswered: false,
      use: null,
      timer: null,
    };
    seat.worker.addEventListener('message', ({ data }: MessageEvent<MediaReply>) =>
      hear(seat, data),
    );
    seat.worker.addEventListener('error', (event) => {
      event.preventDefault();
      const { message } = event as Partial<ErrorEvent>;
      const fault = seat.hasAnswered ? faultOf(new Error(message)) : 'unavailable';
      lose(seat, fault, toldBy(seat, message));
    });
    seat.worker.addEventListener('messageerror', () =>
      lose(seat, 'crashed', 'The worker said something that cannot be read.'),
    );
    seats.add(seat);
    return seat;
  };

  const start = (seat: Seat, use: Use, request: PoolRequest): void => {
    seat.use = use;
    watchOver(seat, use);
    for (const injection of takeInjections(request)) seat.worker.postMessage(injection);
    seat.worker.postMessage(request);
  };

  /** The faults that this request is to meet: one for each painter that it names. */
  const takeInjections = (request: PoolRequest): readonly PainterInjection[] => {
    const painters =
      'trial' in request ? [request.trial] : 'painters' in request ? request.painters : [];
    const taken = painters.flatMap((painter) => {
      const found = injections.find(({ inject }) => inject.painter === painter);
      return found === undefined ? [] : [found];
    });
    injections = injections.filter((one) => !taken.includes(one));
    return taken;
  };

  const watchOver = (seat: Seat, { watch: { deadlineMs }, isDeaf }: Use): void =>
    setTimer(seat, deadlineMs, () => {
      const fault = seat.hasAnswered || isDeaf ? 'timeout' : 'unavailable';
      lose(seat, fault, `The worker gave no sign of life for ${deadlineMs} ms.`);
    });

  const setTimer = (seat: Seat, afterMs: number, then: () => void): void => {
    if (seat.timer !== null) clearTimeout(seat.timer);
    seat.timer = setTimeout(then, afterMs);
  };

  const hear = (seat: Seat, reply: MediaReply): void => {
    seat.hasAnswered = true;
    const { use } = seat;
    if (use === null || use.isDeaf || reply.type === 'ready') return;
    if ('painted' in reply) use.watch.onPainted?.(reply);
    if (reply.type === 'defect') {
      lose(seat, reply.fault ?? faultOf(new Error(reply.message)), reply.message);
    } else if (reply.type === 'failed') {
      rest(seat);
      use.fail(toError(reply));
    } else {
      if (reply.type === 'progress') watchOver(seat, use);
      use.hear(reply);
    }
  };

  const rest = (seat: Seat): void => {
    seat.use = null;
    setTimer(seat, idleMs, () => close(seat));
  };

  const close = (seat: Seat): void => {
    if (seat.timer !== null) clearTimeout(seat.timer);
    seat.worker.terminate();
    seats.delete(seat);
  };

  /** The worker hung or died: whoever waits for it hears why. */
  const lose = (seat: Seat, fault: EngineFault, message: string): void => {
    const { use } = seat;
    seat.use = null;
    close(seat);
    use?.fail(new EngineFaultError(fault, message));
  };

  const inject: MediaPool['inject'] = (injection, times) => {
    const { painter } = injection;
    const others = injections.filter(({ inject: { painter: named } }) => named !== painter);
    const made = Array.from({ length: times }, () => ({ inject: injection }));
    injections = times === 0 ? others : [...injections, ...made];
  };

  const dispose = (): void => {
    isDisposed = true;
    for (const seat of [...seats]) {
      const { use } = seat;
      seat.use = null;
      close(seat);
      use?.fail(cancelled());
    }
  };

  return { ingest, hash, parity, trial, inject, dispose };
};

const startWorker = (spawn: () => Worker): Worker => {
  try {
    return spawn();
  } catch (error) {
    throw new EngineFaultError('unavailable', `No worker can be started: ${String(error)}`);
  }
};

const toError = ({ failure, fault }: Extract<MediaReply, { type: 'failed' }>): Error => {
  const { type, message, facts } = failure;
  return fault === undefined
    ? new HmError(type, message, facts)
    : new EngineFaultError(fault, message);
};

const toldBy = ({ hasAnswered }: Seat, message: string | undefined): string =>
  `The worker ${hasAnswered ? 'stopped' : 'did not start'}${message ? `: ${message}` : '.'}`;

const cancelled = (): HmError => new HmError('cancelled', 'The task was cancelled.');

const PARSE_MS = 20_000;
/** Decoders and parsers may need longer for more: a second for each so many bytes. */
const BYTES_PER_EXTRA_SECOND = 8 * 1024 * 1024;
/** Files that are streamed show life while they are read, so size adds no more than this. */
const MAX_EXTRA_MS = 20_000;

/** How long an engine may give no sign of life on a file: 20 seconds, and up to 20 more with its size. */
export const defaultDeadlineMs = ({ file }: Pick<IngestJob<File>, 'file'>): number =>
  PARSE_MS + Math.min(MAX_EXTRA_MS, (file.size / BYTES_PER_EXTRA_SECOND) * 1000);

/**
 * The default size of a pool: one core is left to the page and the drive, but never fewer than two
 * workers, so that one reads while the other decodes (on two cores that imports half as fast again).
 */
export const defaultPoolSize = (cores: number): number => Math.max(2, cores - 1);
