import { HmError } from '../core/base/hm-error.ts';
import type { ViewerJob, ViewerReply, ViewerResult } from './viewer-messages.ts';

/** What is made of originals for the viewer, in workers of their own. */
export interface ViewerStudio {
  /** A picture that the browser cannot show, upright; rejects 'undecodable' with `facts.reason`. */
  decodePicture(
    file: Blob,
    mime: string,
  ): Promise<{ readonly bitmap: ImageBitmap; readonly isPreview: boolean }>;
  /** The frames of a film, made when they are asked for. */
  openFilm(file: Blob): FilmDesk;
  /** How loud a sound is along its length: the peak of each of `count` stretches, 0 to 1; `null` where nothing here decodes it. */
  readPeaks(file: Blob, count: number): Promise<Float32Array | null>;
}

/** One film. What cannot be made is `null`; it never rejects. */
export interface FilmDesk {
  /** The keyframe at or before `seconds`. */
  frameAt(seconds: number, heightPx: number): Promise<ImageBitmap | null>;
  /** Where to seek for the frame `by` places further. */
  stepFrom(seconds: number, by: number): Promise<number | null>;
}

/** How long a job may take before its worker counts as hung. */
const DEADLINE_MS = 40_000;
/** How long a worker without work is kept. */
const IDLE_MS = 20_000;

/** The studio; `spawn` starts a worker that runs `workers/viewer.worker.ts`. */
export const createViewerStudio = (spawn: () => Worker): ViewerStudio => {
  // A hung decoder of pictures takes no film with it, and a long scrub delays no picture.
  const pictures = createSeat(spawn);
  const films = createSeat(spawn);
  const sounds = createSeat(spawn);
  let lastFilm = 0;
  return {
    decodePicture: async (file, mime) => {
      const result = await pictures({ type: 'picture', file, mime });
      if (result.type === 'picture') return result;
      throw undecodable(result.type === 'failed' ? result.reason : 'unknown');
    },
    readPeaks: async (file, count) => {
      const result = await sounds({ type: 'peaks', file, count });
      return result.type === 'peaks' ? result.peaks : null;
    },
    openFilm: (file) => {
      const film = ++lastFilm;
      return {
        frameAt: async (seconds, heightPx) => {
          const result = await films({ type: 'frame', film, file, seconds, heightPx });
          return result.type === 'frame' ? result.bitmap : null;
        },
        stepFrom: async (seconds, by) => {
          const result = await films({ type: 'step', film, file, seconds, by });
          return result.type === 'step' ? result.seconds : null;
        },
      };
    },
  };
};

const undecodable = (reason: string): HmError =>
  new HmError('undecodable', `The picture could not be decoded: ${reason}.`, { reason });

interface Waiting {
  readonly job: ViewerJob;
  /** Whether a worker has crashed over it already. */
  readonly isAgain: boolean;
  readonly settle: (result: ViewerResult) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * One worker that comes with the first job, goes when idle, and is ended when it hangs. Where it crashes,
 * what it had is begun once more in a fresh one: most of it had no part in that. Every job settles.
 */
const createSeat = (spawn: () => Worker): ((job: ViewerJob) => Promise<ViewerResult>) => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let idle: ReturnType<typeof setTimeout> | null = null;
  let lastId = 0;

  const end = (reason: string): void => {
    worker?.terminate();
    worker = null;
    const left = [...waiting.values()];
    waiting.clear();
    for (const { job, isAgain, settle, timer } of left) {
      clearTimeout(timer);
      if (reason === 'worker-crashed' && !isAgain) begin(job, true, settle);
      else settle({ type: 'failed', reason });
    }
  };

  const hear = ({ id, result }: ViewerReply): void => {
    const job = waiting.get(id);
    if (job === undefined) return;
    clearTimeout(job.timer);
    waiting.delete(id);
    job.settle(result);
    if (waiting.size === 0) idle = setTimeout(() => end('idle'), IDLE_MS);
  };

  const open = (): Worker => {
    const opened = spawn();
    opened.addEventListener('message', ({ data }: MessageEvent<ViewerReply>) => hear(data));
    // An error of a worker that was given up already tells nothing of the one that is on.
    const crash = (): void => {
      if (worker === opened) end('worker-crashed');
    };
    opened.addEventListener('error', (event) => {
      event.preventDefault();
      crash();
    });
    opened.addEventListener('messageerror', crash);
    return opened;
  };

  const begin = (job: ViewerJob, isAgain: boolean, settle: Waiting['settle']): void => {
    if (idle !== null) clearTimeout(idle);
    worker ??= open();
    const id = ++lastId;
    const timer = setTimeout(() => end('poison'), DEADLINE_MS);
    waiting.set(id, { job, isAgain, settle, timer });
    worker.postMessage({ id, job });
  };

  return (job) => new Promise((settle) => begin(job, false, settle));
};
