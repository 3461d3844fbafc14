/** Where the work of a thread is done: in a worker, or by whoever wants it done where none starts. */

/** What is used of a worker. */
export type Thread = Pick<
  Worker,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'
>;

/** Answers what is posted to the other end of a channel, as a worker's script answers its owner. */
export type Serve = (port: MessagePort) => void;

/** A thread, and whether it is the caller's own. */
export interface OpenedThread {
  readonly thread: Thread;
  readonly isHere: boolean;
}

/** The threads of a page or a worker. */
export interface Threads {
  /**
   * A worker that runs, or, where none starts, the caller's own thread: `load` brings what serves there.
   * Rejects as `load` does.
   */
  open(spawn: () => Worker, load: () => Promise<Serve>): Promise<OpenedThread>;
}

/** The first message of every worker: its script was allowed to run, and has run. */
export const STARTED = 'started';

/**
 * The last line of a worker's script: answers its owner. A page that does the work itself imports the same
 * script, and calls what it exports as `serve`.
 */
export const serveOwner = (serve: Serve): void => {
  if (!('DedicatedWorkerGlobalScope' in globalThis)) return;
  // The scope of a worker is the end of a channel to its owner, and speaks like one.
  const owner = globalThis as unknown as MessagePort;
  serve(owner);
  owner.postMessage(STARTED);
};

/** What such a script exports. */
export interface ServingScript {
  readonly serve: Serve;
}

/** A worker that has not started by then never will; a busy machine needs seconds to load its script. */
const START_MS = 30_000;

/** Threads; once one worker did not start, no other is tried. `onRefused` hears why. */
export const createThreads = (
  onRefused: (reason: unknown) => void,
  startMs = START_MS,
): Threads => {
  let isRefused = false;

  const startWorker = async (spawn: () => Worker): Promise<Worker | null> => {
    if (isRefused) return null;
    try {
      return await untilStarted(spawn(), startMs);
    } catch (reason) {
      // Whatever stands in the way of a worker, the work itself can still be done.
      isRefused = true;
      onRefused(reason);
      return null;
    }
  };

  return {
    open: async (spawn, load) => {
      const worker = await startWorker(spawn);
      if (worker !== null) return { thread: worker, isHere: false };
      return { thread: openHere(await load()), isHere: true };
    },
  };
};

const untilStarted = (worker: Worker, startMs: number): Promise<Worker> =>
  new Promise((resolve, reject) => {
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      worker.removeEventListener('message', onMessage);
      worker.removeEventListener('error', onError);
      how();
    };
    const refuse = (reason: string): void =>
      settle(() => {
        worker.terminate();
        reject(new Error(reason));
      });
    const onMessage = ({ data }: MessageEvent): void => {
      if (data === STARTED) settle(() => resolve(worker));
    };
    /** Without a message where a policy or the network kept the script away. */
    const onError = (event: ErrorEvent): void => {
      event.preventDefault();
      const { message = '' } = event as Partial<ErrorEvent>;
      refuse(message === '' ? 'The script of a worker was not loaded.' : message);
    };
    const timer = setTimeout(() => refuse('A worker gave no sign of life.'), startMs);
    worker.addEventListener('message', onMessage);
    worker.addEventListener('error', onError);
  });

/** What is said crosses a channel as it would cross to a worker: copied, in order, each in a task of its own. */
export const openHere = (serve: Serve): Thread => {
  const { port1, port2 } = new MessageChannel();
  serve(port2);
  port1.start();
  port2.start();
  return Object.assign(port1, { terminate: () => port1.close() });
};
