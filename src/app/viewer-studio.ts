import { HmError } from '../core/base/hm-error.ts';
import type { Thread } from '../platform/worker-pool/threads.ts';
import type { ViewerJob, ViewerReply, ViewerResult } from './viewer-messages.ts';

/** What is made of originals for the viewer, in threads of their own. */
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

/** The studio; `open` starts a thread that runs `viewer-thread.ts`. */
export const createViewerStudio = (open: () => Promise<Thread>): ViewerStudio => {
  // A hung decoder of pictures takes no film with it, and a long scrub delays no picture.
  const pictures = createSeat(open);
  const films = createSeat(open);
  const sounds = createSeat(open);
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

/** A thread that never was needs no end. */
const ignoreUnopened = (): void => undefined;

interface Waiting {
  readonly job: ViewerJob;
  /** Whether a worker has crashed over it already. */
  readonly isAgain: boolean;
  readonly settle: (result: ViewerResult) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * One thread that comes with the first job, goes when idle, and is ended when it hangs. Where it crashes,
 * what it had is begun once more in a fresh one: most of it had no part in that. Every job settles.
 */
const createSeat = (
  openThread: () => Promise<Thread>,
): ((job: ViewerJob) => Promise<ViewerResult>) => {
  const waiting = new Map<number, Waiting>();
  let opened: Promise<Thread> | null = null;
  let idle: ReturnType<typeof setTimeout> | null = null;
  let lastId = 0;

  const end = (reason: string): void => {
    void opened?.then((thread) => thread.terminate(), ignoreUnopened);
    opened = null;
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

  const open = (): Promise<Thread> => {
    const opening = openThread().then((thread) => {
      // An error of a thread that was given up already tells nothing of the one that is on.
      const crash = (): void => {
        if (opened === opening) end('worker-crashed');
      };
      thread.addEventListener('message', ({ data }: MessageEvent<ViewerReply>) => hear(data));
      thread.addEventListener('error', (event) => {
        event.preventDefault();
        crash();
      });
      thread.addEventListener('messageerror', crash);
      return thread;
    });
    return opening;
  };

  const begin = (job: ViewerJob, isAgain: boolean, settle: Waiting['settle']): void => {
    if (idle !== null) clearTimeout(idle);
    const id = ++lastId;
    const timer = setTimeout(() => end('poison'), DEADLINE_MS);
    waiting.set(id, { job, isAgain, settle, timer });
    const mine = (opened ??= open());
    mine.then(
      (thread) => thread.postMessage({ id, job }),
      (error: unknown) => {
        if (opened === mine) end(String(error));
      },
    );
  };

  return (job) => new Promise((settle) => begin(job, false, settle));
};
