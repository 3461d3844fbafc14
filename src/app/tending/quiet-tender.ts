/** How long nobody may ask the drive for anything before it looks after itself. */
const QUIET_MS = 5_000;

/**
 * Work that can wait for a quiet time: goes on where it stopped, until `signal` aborts, and says whether
 * anything is left.
 */
export type QuietTask = (signal: AbortSignal) => Promise<{ readonly isDone: boolean }>;

/** Does what can wait while nobody asks the drive for anything. */
export interface QuietTender {
  /** Begins, with `stretch` first and at once where nobody is busy; before this nothing is done. */
  begin(stretch: QuietTask): Promise<void>;
  /** Somebody does something: what is under way stops at once, and goes on when it is quiet again. */
  active(): void;
  /** There may be something to do again for one of the tasks. */
  due(task: QuietTask): void;
}

/** What a tender works with. */
export interface QuietTenderParts {
  /** In the order in which they are done; all are due at first. */
  readonly tasks: readonly QuietTask[];
  /** Whether the drive works for a person by itself, or has to save power. */
  readonly isBusy: () => boolean;
  readonly onDefect: (error: unknown) => void;
  readonly quietMs?: number;
}

/** One task at a time; one that fails is told, and left until it is due again or the drive starts anew. */
export const createQuietTender = ({
  tasks,
  isBusy,
  onDefect,
  quietMs = QUIET_MS,
}: QuietTenderParts): QuietTender => {
  const due = new Set(tasks);
  let hasBegun = false;
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const tend = async (wanted: readonly QuietTask[]): Promise<void> => {
    const stop = new AbortController();
    running = stop;
    for (const task of wanted) {
      if (stop.signal.aborted || !(await isDoneWith(task, stop.signal))) break;
    }
    running = null;
    wait();
  };

  const isDoneWith = async (task: QuietTask, signal: AbortSignal): Promise<boolean> => {
    // Before it runs: what becomes due meanwhile is done once more.
    const wasDue = due.delete(task);
    try {
      const { isDone } = await task(signal);
      if (wasDue && !isDone) due.add(task);
      return isDone;
    } catch (error) {
      // Whatever stands in the way (a full disk, say) does so until something changes.
      onDefect(error);
      return true;
    }
  };

  const wait = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (hasBegun && running === null && due.size > 0) timer = setTimeout(onQuiet, quietMs);
  };

  const onQuiet = (): void => {
    timer = null;
    if (isBusy()) wait();
    else void tend(tasks.filter((task) => due.has(task)));
  };

  return {
    begin: async (stretch) => {
      hasBegun = true;
      await tend(isBusy() ? [] : [stretch]);
    },
    active: () => {
      running?.abort();
      wait();
    },
    due: (task) => {
      due.add(task);
      wait();
    },
  };
};
