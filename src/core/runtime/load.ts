import { boundFor } from './task-queue.ts';

/** What tasks take here, smoothed; `null` before the first. */
export interface Load {
  readonly msPerTask: number | null;
  readonly bytesPerTask: number | null;
}

/** The load of a runtime that has seen no task. */
export const NO_LOAD: Load = { msPerTask: null, bytesPerTask: null };

/** How much the newest task counts against all before it. */
const NEWEST = 0.1;

const smooth = (before: number | null, next: number): number =>
  before === null ? next : before + NEWEST * (next - before);

/** With a task that took so long. */
export const withTask = (load: Load, tookMs: number): Load => ({
  ...load,
  msPerTask: smooth(load.msPerTask, tookMs),
});

/** With a task that came, whose input takes so many bytes. */
export const withInput = (load: Load, bytes: number): Load => ({
  ...load,
  bytesPerTask: smooth(load.bytesPerTask, bytes),
});

/** How many tasks may wait, where `places` may run at once; `freeBytes` is `null` where nobody knows. */
export const boundForLoad = (load: Load, places: number, freeBytes: number | null): number => {
  const { msPerTask, bytesPerTask } = load;
  const tasksPerSecond =
    msPerTask === null || places === 0 ? null : (places * 1000) / Math.max(msPerTask, 1);
  return boundFor({ tasksPerSecond, bytesPerTask, freeBytes });
};
