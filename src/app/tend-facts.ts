import type { Drive } from '../core/drive/drive.ts';

/** How long nobody may ask the drive for anything before it looks after its facts. */
const QUIET_MS = 5_000;

/** Looks after facts that items lack while nobody asks the drive for anything. */
export interface FactsTender {
  /** Somebody does something: what is under way stops at once, and goes on when it is quiet again. */
  active(): void;
}

/** Starts when it is quiet for the first time; `isBusy` says whether the drive works for a person by itself. */
export const createFactsTender = (
  relearn: Drive['relearn'],
  isBusy: () => boolean,
  onDefect: (error: unknown) => void,
  { quietMs = QUIET_MS, engine = navigator.userAgent } = {},
): FactsTender => {
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isDone = false;

  const tend = async (): Promise<void> => {
    timer = null;
    if (isBusy()) {
      wait();
      return;
    }
    const stop = new AbortController();
    running = stop;
    try {
      ({ isDone } = await relearn(engine, stop.signal));
    } catch (error) {
      // Whatever stands in the way (a full disk, say) does so until the next start.
      isDone = true;
      onDefect(error);
    }
    running = null;
    wait();
  };

  const wait = (): void => {
    if (isDone || running !== null) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void tend(), quietMs);
  };

  wait();
  return {
    active: () => {
      running?.abort();
      wait();
    },
  };
};
