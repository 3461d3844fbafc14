/** Layouts made on another thread, or here where there is none. */
import {
  createLayoutDesk,
  type LayoutDone,
  type LayoutJob,
} from '../../core/layout/layout-job.ts';
import type { GridLayout, LayoutInput } from '../../core/layout/justified-layout.ts';

/** Lays out, the latest asked for first. */
export interface LayoutRunner {
  /** At once. */
  here(input: LayoutInput): GridLayout;
  /** On the other thread; `null` where a later call overtook it. */
  elsewhere(input: LayoutInput): Promise<GridLayout | null>;
  dispose(): void;
}

interface Waiting {
  readonly job: LayoutJob;
  readonly settle: (layout: GridLayout | null) => void;
}

/** A runner; its thread is started by the first call that needs it. */
export const createLayoutRunner = (spawn: (() => Worker) | null): LayoutRunner => {
  const desk = createLayoutDesk();
  let worker: Worker | null = null;
  let running: Waiting | null = null;
  let next: Waiting | null = null;
  let numbers = 0;
  let isBroken = spawn === null;

  const send = (waiting: Waiting): void => {
    if (isBroken || spawn === null) {
      waiting.settle(desk(waiting.job).layout);
      return;
    }
    worker ??= startOrNull(spawn);
    if (worker === null) {
      isBroken = true;
      send(waiting);
      return;
    }
    running = waiting;
    worker.postMessage(waiting.job);
  };

  const startOrNull = (spawnWorker: () => Worker): Worker | null => {
    try {
      return start(spawnWorker());
    } catch {
      // There are none in this browser: the same as one that breaks.
      return null;
    }
  };

  const start = (started: Worker): Worker => {
    started.onmessage = ({ data }: MessageEvent<LayoutDone>) => {
      const done = running;
      running = null;
      done?.settle(next === null ? data.layout : null);
      goOn();
    };
    // A thread that cannot be had costs smoothness, not pictures.
    started.onerror = () => {
      isBroken = true;
      const left = running;
      running = null;
      if (left !== null) send(left);
      goOn();
    };
    return started;
  };

  const goOn = (): void => {
    const waiting = next;
    next = null;
    if (waiting !== null) send(waiting);
  };

  return {
    here: (input) => desk({ number: ++numbers, input }).layout,
    elsewhere: (input) =>
      new Promise((settle) => {
        const waiting = { job: { number: ++numbers, input }, settle };
        next?.settle(null);
        next = null;
        if (running === null) send(waiting);
        else next = waiting;
      }),
    dispose: () => {
      worker?.terminate();
      running?.settle(null);
      next?.settle(null);
      running = next = null;
    },
  };
};
