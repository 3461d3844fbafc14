/** Calls that can be cancelled while they run, by the id of their request. */
export interface RunningCalls {
  /** Runs a task that may be told to stop. */
  run<T>(request: string, task: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Tells a task to stop; nothing where it has ended. */
  abort(request: string): void;
  /** Whether any runs: a person waits for it. */
  isAnyRunning(): boolean;
}

/** The calls of one drive. */
export const createRunningCalls = (): RunningCalls => {
  const aborts = new Map<string, AbortController>();
  return {
    run: async (request, task) => {
      const abort = aborts.get(request) ?? new AbortController();
      aborts.set(request, abort);
      try {
        return await task(abort.signal);
      } finally {
        aborts.delete(request);
      }
    },
    abort: (request) => aborts.get(request)?.abort(),
    isAnyRunning: () => aborts.size > 0,
  };
};
