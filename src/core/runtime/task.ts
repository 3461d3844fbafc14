import type { EngineName, TaskKind } from './engine.ts';
import type { Priority } from './task-queue.ts';

/** What was tried for a task, in its order. */
export interface Attempt {
  readonly engine: EngineName;
  /** A word of `EngineFault`. */
  readonly fault: string;
  readonly message: string;
}

/** One way to do a task. Each is used once at most, with the same inputs as all others. */
export interface Rung<Value> {
  readonly engine: EngineName;
  /** Rejects with an `EngineFaultError`, or with what is wrong with the task itself. */
  run(signal: AbortSignal): Promise<Value>;
  /** Whether this way is fit for a task that met these faults; without it, always. */
  isFit?(tried: readonly Attempt[]): boolean;
  /** How long it may take here before the engine is at fault; `null` where the engine itself watches. */
  readonly timeoutMs: number | null;
}

/** Something to be done, and every way to do it. */
export interface Task<Value> {
  readonly kind: TaskKind;
  /** The ladder: the way to try first stands first. */
  readonly rungs: readonly Rung<Value>[];
  /** Whether what was measured may change the order of the rungs. */
  readonly isOrderFree: boolean;
  readonly priority: Priority;
  /** Time by which its result is worth having, in milliseconds since 1970; `null` for always. */
  readonly deadlineMs: number | null;
  /** How much there is to do, in tasks of the usual size: engines are compared by it. `null`: not compared. */
  readonly units: number | null;
  /** Memory that its input takes while it waits. */
  readonly inputBytes: number;
  readonly signal: AbortSignal;
}

/** What came of a task. */
export interface TaskResult<Value> {
  readonly value: Value;
  /** The engine that did it. */
  readonly engine: EngineName;
  /** How long it took there, in milliseconds. */
  readonly tookMs: number;
  readonly tried: readonly Attempt[];
}
