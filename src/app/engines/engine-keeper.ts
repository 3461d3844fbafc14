import type { Clock } from '../../core/base/clock.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import type { PlainObject } from '../../core/base/plain.ts';
import type { Timers } from '../../core/runtime/breakers.ts';

/** Writes down what the engines remember across restarts. */
export interface EngineKeeper {
  /**
   * Something changed a little: it is written once nothing is to be done, or else within five seconds, together
   * with what else changes.
   */
  changed(): void;
  /** Something changed that nobody may forget: it is written at once. Never rejects. */
  keepNow(): Promise<void>;
  dispose(): void;
}

export interface EngineKeeperOptions {
  /** What is to be kept, as it is now. */
  readonly read: () => PlainObject;
  readonly write: (record: PlainObject) => Promise<void>;
  /** Whether nothing runs and nothing waits. */
  readonly isIdle: () => boolean;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onDefect: (error: unknown) => void;
}

/** While there is work. */
const EVERY_MS = 5_000;
/** Where work comes one by one, each time the last. */
const IDLE_EVERY_MS = 1_000;

/**
 * A keeper. Each record is a flushed write of the journal: one per task would cost an import more than a
 * crash can take of these counts, which is five seconds.
 */
export const createEngineKeeper = (options: EngineKeeperOptions): EngineKeeper => {
  const { read, write, isIdle, clock, timers, onDefect } = options;
  let kept = JSON.stringify(read());
  let writing: Promise<void> = Promise.resolve();
  let writtenMs = -Infinity;
  let planned: { readonly atMs: number; readonly takeBack: () => void } | null = null;
  let isDisposed = false;

  const keep = async (): Promise<void> => {
    const record = read();
    const next = JSON.stringify(record);
    if (next === kept || isDisposed) return;
    writtenMs = clock.nowMs();
    try {
      await write(record);
      kept = next;
    } catch (error) {
      // A full disk keeps no counts; they are tried again with the next change.
      if (!isHmError(error)) onDefect(error);
    }
  };

  const keepNow = (): Promise<void> => {
    planned?.takeBack();
    planned = null;
    writing = writing.then(keep);
    return writing;
  };

  /** Writes at `atMs`, or when it was to be written anyway. */
  const plan = (atMs: number): void => {
    const inMs = atMs - clock.nowMs();
    if (inMs <= 0) void keepNow();
    else if (planned === null || planned.atMs > atMs) {
      planned?.takeBack();
      planned = { atMs, takeBack: timers.after(inMs, () => void keepNow()) };
    }
  };

  return {
    changed: () => {
      if (isDisposed) return;
      if (isIdle()) plan(writtenMs + IDLE_EVERY_MS);
      else plan(clock.nowMs() + EVERY_MS);
    },
    keepNow,
    dispose: () => {
      isDisposed = true;
      planned?.takeBack();
    },
  };
};
