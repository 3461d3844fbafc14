/** Runs one task at a time, in the order of asking; a task that fails does not stop the next. */
export type WriteLock = <T>(task: () => Promise<T>) => Promise<T>;

/** A lock of its own. */
export const createWriteLock = (): WriteLock => {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task, task);
    last = run.catch(() => undefined);
    return run;
  };
};
