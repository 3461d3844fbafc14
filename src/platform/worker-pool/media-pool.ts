import { HmError } from '../../core/base/hm-error.ts';
import type {
  IngestJob,
  IngestListeners,
  IngestResult,
  MediaLab,
} from '../../core/media/media-lab.ts';
import type { MediaReply, MediaRequest } from './media-messages.ts';

/** What a media pool needs. */
export interface MediaPoolOptions {
  /** Starts a worker that runs `workers/media.worker.ts`. */
  readonly spawn: () => Worker;
  /** How many workers there may be. */
  readonly size: number;
  /** How long a worker may give no sign of life; reading gives one with every piece. */
  readonly deadlineMs?: (job: IngestJob<File>) => number;
  /** How long a worker without work is kept. */
  readonly idleMs?: number;
}

const DEFAULT_IDLE_MS = 30_000;
const PARSE_MS = 20_000;
/** Decoders and parsers may need longer for more: a second for each so many bytes. */
const BYTES_PER_EXTRA_SECOND = 8 * 1024 * 1024;
/** Files that are streamed show life while they are read, so size adds no more than this. */
const MAX_EXTRA_MS = 20_000;

/** 20 seconds, and up to 20 more with the size of the file. */
export const defaultDeadlineMs = (job: IngestJob<File>): number =>
  PARSE_MS + Math.min(MAX_EXTRA_MS, (job.file.size / BYTES_PER_EXTRA_SECOND) * 1000);

/**
 * The default size of a pool: one core is left to the page and the drive, but never fewer than two
 * workers, so that one reads while the other decodes (on two cores that imports half as fast again).
 */
export const defaultPoolSize = (cores: number): number => Math.max(2, cores - 1);

/** A file on its way through the pool. */
interface Task {
  readonly job: IngestJob<File>;
  readonly signal: AbortSignal;
  readonly listeners: Partial<IngestListeners>;
  readonly resolve: (result: IngestResult) => void;
  readonly reject: (error: HmError) => void;
  parse: boolean;
}

/** One worker and what it works on. */
interface Seat {
  readonly worker: Worker;
  task: Task | null;
  timer: ReturnType<typeof setTimeout> | null;
}

/**
 * Media workers behind the lab's port: started when needed, ended when idle, terminated when a job gives
 * no sign of life or is cancelled. A job whose worker hung or died is run once more without parsing; if
 * that fails too it rejects with 'worker-crashed'. Every call settles.
 */
export const createMediaPool = (options: MediaPoolOptions): MediaLab<File> => {
  const { spawn, size, deadlineMs = defaultDeadlineMs, idleMs = DEFAULT_IDLE_MS } = options;
  const seats = new Set<Seat>();
  const waiting: Task[] = [];
  let isDisposed = false;

  const ingest: MediaLab<File>['ingest'] = (job, { signal, ...listeners }) =>
    new Promise((resolve, reject) => {
      const task: Task = {
        job,
        signal,
        listeners,
        parse: true,
        resolve: (result) => settle(() => resolve(result)),
        reject: (error) => settle(() => reject(error)),
      };
      const onAbort = (): void => cancel(task);
      const settle = (how: () => void): void => {
        signal.removeEventListener('abort', onAbort);
        how();
      };
      if (signal.aborted || isDisposed) {
        task.reject(cancelled(job));
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.push(task);
      assign();
    });

  const assign = (): void => {
    while (waiting.length > 0) {
      const seat = freeSeat();
      const task = seat === null ? undefined : waiting.shift();
      if (seat === null || task === undefined) return;
      start(seat, task);
    }
  };

  const freeSeat = (): Seat | null => {
    for (const seat of seats) if (seat.task === null) return seat;
    return seats.size < size ? openSeat() : null;
  };

  const openSeat = (): Seat => {
    const seat: Seat = { worker: spawn(), task: null, timer: null };
    seat.worker.addEventListener('message', ({ data }: MessageEvent<MediaReply>) =>
      hear(seat, data),
    );
    seat.worker.addEventListener('error', (event) => {
      event.preventDefault();
      lose(seat);
    });
    seat.worker.addEventListener('messageerror', () => lose(seat));
    seats.add(seat);
    return seat;
  };

  const start = (seat: Seat, task: Task): void => {
    seat.task = task;
    watch(seat, deadlineMs(task.job), () => lose(seat));
    seat.worker.postMessage({
      job: task.job,
      parse: task.parse,
      painters: ['workers'],
    } satisfies MediaRequest);
  };

  const watch = (seat: Seat, afterMs: number, then: () => void): void => {
    if (seat.timer !== null) clearTimeout(seat.timer);
    seat.timer = setTimeout(then, afterMs);
  };

  const hear = (seat: Seat, reply: MediaReply): void => {
    const { task } = seat;
    if (task === null) return;
    switch (reply.type) {
      case 'progress':
        watch(seat, deadlineMs(task.job), () => lose(seat));
        task.listeners.onProgress?.(reply.phase, reply.bytes);
        return;
      case 'picture':
        task.listeners.onPicture?.(reply.picture);
        return;
      case 'defect':
        lose(seat);
        return;
      case 'done':
        rest(seat);
        task.resolve(reply.result);
        break;
      case 'failed': {
        rest(seat);
        const { type, message, facts } = reply.failure;
        task.reject(new HmError(type, message, facts));
        break;
      }
    }
    assign();
  };

  const rest = (seat: Seat): void => {
    seat.task = null;
    watch(seat, idleMs, () => close(seat));
  };

  const close = (seat: Seat): void => {
    if (seat.timer !== null) clearTimeout(seat.timer);
    seat.worker.terminate();
    seats.delete(seat);
  };

  /** The worker hung or died: its file is tried again without parsing, ahead of all others. */
  const lose = (seat: Seat): void => {
    const { task } = seat;
    seat.task = null;
    close(seat);
    if (task?.parse === true) {
      task.parse = false;
      waiting.unshift(task);
    } else if (task !== null) {
      task.reject(crashed(task.job));
    }
    assign();
  };

  const cancel = (task: Task): void => {
    const place = waiting.indexOf(task);
    if (place >= 0) waiting.splice(place, 1);
    for (const seat of [...seats]) {
      if (seat.task !== task) continue;
      seat.task = null;
      close(seat);
    }
    task.reject(cancelled(task.job));
    assign();
  };

  const dispose = (): void => {
    isDisposed = true;
    const tasks = [...waiting.splice(0), ...[...seats].map(({ task }) => task)];
    for (const seat of [...seats]) close(seat);
    for (const task of tasks) task?.reject(cancelled(task.job));
  };

  return { concurrency: size, ingest, dispose };
};

const cancelled = (job: IngestJob<File>): HmError =>
  new HmError('cancelled', `The import of “${job.name}” was cancelled.`);

const crashed = (job: IngestJob<File>): HmError =>
  new HmError(
    'worker-crashed',
    `“${job.name}” could not be stored: the worker that copied it stopped twice. Try it once more.`,
    { name: job.name },
  );
