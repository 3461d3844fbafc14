/** How long nobody may ask the drive for anything before it looks after itself. */
const QUIET_MS = 5_000;

/**
 * Work that can wait for a quiet time: goes on where it stopped, until `signal` aborts, and says whether
 * anything is left for this start.
 */
export type QuietTask = (signal: AbortSignal) => Promise<{ readonly isDone: boolean }>;

/** Does what can wait while nobody asks the drive for anything. */
export interface QuietTender {
  /** Somebody does something: what is under way stops at once, and goes on when it is quiet again. */
  active(): void;
}

/**
 * Does `tasks` one after the other, starting when it is quiet for the first time; `isBusy` says whether the
 * drive works for a person by itself, or has to save power. One that fails is told, and left until the next start.
 */
export const createQuietTender = (
  tasks: readonly QuietTask[],
  isBusy: () => boolean,
  onDefect: (error: unknown) => void,
  { quietMs = QUIET_MS } = {},
): QuietTender => {
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let left = tasks;

  const tend = async (): Promise<void> => {
    timer = null;
    if (isBusy()) {
      wait();
      return;
    }
    const stop = new AbortController();
    running = stop;
    for (const task of left) {
      if (stop.signal.aborted || !(await isDoneWith(task, stop.signal))) break;
      left = left.slice(1);
    }
    running = null;
    wait();
  };

  const isDoneWith = async (task: QuietTask, signal: AbortSignal): Promise<boolean> => {
    try {
      return (await task(signal)).isDone;
    } catch (error) {
      // Whatever stands in the way (a full disk, say) does so until the next start.
      onDefect(error);
      return true;
    }
  };

  const wait = (): void => {
    if (left.length === 0 || running !== null) return;
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
