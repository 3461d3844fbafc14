import type { ParityReport } from '../core/integrity/parity-keeper.ts';

/** How long nobody may ask the drive for anything before parity is made: later than all that people see. */
const QUIET_MS = 8_000;

/** Makes parity while nobody asks the drive for anything. */
export interface ParityTender {
  /** Somebody does something: what is under way stops, and goes on when it is quiet again. */
  active(): void;
  /** Originals came or went, or the share is another: there may be something to do again. */
  changed(): void;
}

/** Settles when it is quiet for the first time, and after each change; `isBusy` says whether a person waits for the drive. */
export const createParityTender = (
  settle: (options: { readonly signal: AbortSignal }) => Promise<ParityReport>,
  isBusy: () => boolean,
  onDefect: (error: unknown) => void,
  { quietMs = QUIET_MS } = {},
): ParityTender => {
  let isDue = true;
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const tend = async (): Promise<void> => {
    timer = null;
    if (!isBusy()) {
      const stop = new AbortController();
      running = stop;
      isDue = false;
      try {
        const { undone } = await settle({ signal: stop.signal });
        isDue ||= undone === 'stopped';
      } catch (error) {
        // Whatever stands in the way (a full disk, say) does so until something changes.
        onDefect(error);
      }
      running = null;
    }
    wait();
  };

  const wait = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (isDue && running === null) timer = setTimeout(() => void tend(), quietMs);
  };

  wait();
  return {
    active: () => {
      running?.abort();
      wait();
    },
    changed: () => {
      isDue = true;
      wait();
    },
  };
};
