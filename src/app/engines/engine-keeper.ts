import { isHmError } from '../../core/base/hm-error.ts';
import type { PlainObject } from '../../core/base/plain.ts';
import type { Timers } from '../../core/runtime/breakers.ts';

/** Writes down what the engines remember across restarts. */
export interface EngineKeeper {
  /** Something changed a little: it is written within five seconds, together with what else changes. */
  changed(): void;
  /** Something changed that nobody may forget: it is written at once. Never rejects. */
  keepNow(): Promise<void>;
  dispose(): void;
}

export interface EngineKeeperOptions {
  /** What is to be kept, as it is now. */
  readonly read: () => PlainObject;
  readonly write: (record: PlainObject) => Promise<void>;
  readonly timers: Timers;
  readonly onDefect: (error: unknown) => void;
}

const EVERY_MS = 5_000;

/**
 * A keeper. Each record is a flushed write of the journal: one per task would cost an import more than a
 * crash can take of these counts, which is five seconds.
 */
export const createEngineKeeper = (options: EngineKeeperOptions): EngineKeeper => {
  const { read, write, timers, onDefect } = options;
  let kept = JSON.stringify(read());
  let writing: Promise<void> = Promise.resolve();
  let takeBack: (() => void) | null = null;
  let isDisposed = false;

  const keep = async (): Promise<void> => {
    const record = read();
    const next = JSON.stringify(record);
    if (next === kept || isDisposed) return;
    try {
      await write(record);
      kept = next;
    } catch (error) {
      // A full disk keeps no counts; they are tried again with the next change.
      if (!isHmError(error)) onDefect(error);
    }
  };

  const keepNow = (): Promise<void> => {
    takeBack?.();
    takeBack = null;
    writing = writing.then(keep);
    return writing;
  };

  return {
    changed: () => {
      if (!isDisposed) takeBack ??= timers.after(EVERY_MS, () => void keepNow());
    },
    keepNow,
    dispose: () => {
      isDisposed = true;
      takeBack?.();
    },
  };
};
