import type { Timers } from '../../core/runtime/breakers.ts';
import type { PageEngine } from './page-engine.ts';

/** Where a drive has files taken in: handed in by whoever may name the scripts of workers. */
export interface MediaThreads {
  /** Starts a worker that runs `workers/media.worker.ts`; throws where none can be. */
  readonly spawn: () => Worker;
  /** How many there may be; 0 where this browser starts none. */
  readonly workers: number;
  /** Loads what takes a file in on the drive's own thread, for when no worker can: decoders and parsers. */
  readonly loadPage: () => Promise<PageEngine>;
}

/** The timers of this thread. */
export const browserTimers: Timers = {
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** What inputs of waiting tasks may take of the memory: a quarter of what the device says it has. */
export const memoryForInputs = (): number | null => {
  const { deviceMemory } = navigator as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? null : (deviceMemory * 1024 ** 3) / 4;
};
