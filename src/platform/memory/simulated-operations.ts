import type { SeededRandom } from './memory-random.ts';

/** What a simulated machine counts: everything that changes what is stored, and flushes. Reads are free. */
export type OperationKind =
  'create' | 'write' | 'truncate' | 'flush' | 'move' | 'remove' | 'commit' | 'clear';

/** The process died here. A defect class on purpose: code that handles `HmError` must not handle this. */
export class SimulatedCrash extends Error {
  override readonly name = 'SimulatedCrash';
}

/** The one counter of a simulated process, shared by its disk and its catalogue. */
export interface SimulatedOperations {
  /** How many operations have begun. */
  count(): number;
  /** One line for each operation: `12 write journal/1.log 0+512`. */
  trace(): readonly string[];
  /** Lets the `n`-th operation (from 1) and everything after it reject with `SimulatedCrash`. */
  crashAt(n: number): void;
  /** Lets the `n`-th operation reject with `error`; 'for-good' fails all later ones of its kind too. */
  failAt(n: number, error: Error, lasting?: 'once' | 'for-good'): void;
  /** Kills the process now: whatever it asks from now on rejects with `SimulatedCrash`. */
  kill(): void;
  /** Whether the process has died. */
  isDead(): boolean;
  /** Throws `SimulatedCrash` where the process is dead; for operations that are not counted. */
  assertAlive(): void;
  /**
   * Begins an operation or throws. Where the process dies in it, `halfDone` may leave the part of it
   * that had been done by then.
   */
  begin(kind: OperationKind, what: string, halfDone?: (random: SeededRandom) => void): void;
}

/** A counter whose half-done operations are drawn from `random`. */
export const createSimulatedOperations = (random: SeededRandom): SimulatedOperations => {
  const lines: string[] = [];
  const failures = new Map<number, { error: Error; lasting: 'once' | 'for-good' }>();
  const failing = new Map<OperationKind, Error>();
  let crashesAt = Infinity;
  let isDead = false;

  const assertAlive = (): void => {
    if (isDead) throw new SimulatedCrash(`The process died at operation ${lines.length}.`);
  };

  const failWherePlanned = (kind: OperationKind): void => {
    const planned = failures.get(lines.length);
    if (planned?.lasting === 'for-good') failing.set(kind, planned.error);
    const error = planned?.error ?? failing.get(kind);
    if (error !== undefined) throw error;
  };

  const begin: SimulatedOperations['begin'] = (kind, what, halfDone) => {
    assertAlive();
    lines.push(`${lines.length + 1} ${kind} ${what}`);
    if (lines.length >= crashesAt) {
      halfDone?.(random);
      isDead = true;
    }
    assertAlive();
    failWherePlanned(kind);
  };

  return {
    count: () => lines.length,
    trace: () => lines,
    crashAt: (n) => {
      crashesAt = n;
    },
    failAt: (n, error, lasting = 'once') => {
      failures.set(n, { error, lasting });
    },
    kill: () => {
      isDead = true;
    },
    isDead: () => isDead,
    assertAlive,
    begin,
  };
};
