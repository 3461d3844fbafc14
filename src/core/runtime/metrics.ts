import type { CircuitState } from './circuit.ts';
import type { EngineFault, EngineName, TaskKind } from './engine.ts';
import type { Priority } from './task-queue.ts';

/** One engine with its breaker. Times are ISO 8601 in UTC; counts are kept across restarts. */
export interface EngineMetrics {
  readonly engine: EngineName;
  readonly state: CircuitState;
  /** Failures in a row while it is closed; those that opened it, afterwards. */
  readonly failureCount: number;
  /** Trials that went well since it was half opened. */
  readonly successCount: number;
  readonly totalFailures: number;
  readonly totalSuccesses: number;
  readonly lastFailureTime: string | null;
  readonly lastSuccessTime: string | null;
  /** Until when nothing is tried on it; `null` while it is not open. */
  readonly fallbackUntil: string | null;
  /** Tasks that would have run on it, had it been closed. */
  readonly rejectionCount: number;
  /** What was wrong when it failed last, in words for a person who looks closely. */
  readonly lastReason: string | null;
  /** Why this browser or device has no such engine at all; `null` where it has. It is no failure. */
  readonly unsupported: string | null;
  /** Tasks that run on it now. */
  readonly running: number;
  /** Its pace by kind of task, smoothed, in milliseconds per task of the usual size; none before it was measured. */
  readonly paceMs: Readonly<Partial<Record<TaskKind, number>>>;
}

/** The queue before the engines. */
export interface QueueMetrics {
  /** How many may wait now. */
  readonly bound: number;
  readonly waiting: Readonly<Record<Priority, number>>;
  readonly running: number;
  /** Those that made way for more urgent ones, the next to come back first. */
  readonly postponed: readonly PostponedTask[];
  /** Whether nothing is taken in until half of the queue is done. */
  readonly isPaused: boolean;
  readonly totalRefusals: number;
  readonly totalPostponed: number;
  /** Tasks that ended well since the drive was opened: what a sparkline takes its throughput from. */
  readonly done: number;
}

/** A task that made way. */
export interface PostponedTask {
  readonly id: string;
  readonly kind: TaskKind;
}

/** What canvases of this browser give back: some privacy settings change pixels that a page reads. */
export type CanvasTrust = 'exact' | 'noisy' | 'unknown';

/** All that the runtime tells of itself. */
export interface RuntimeMetrics {
  /** In the order of the ladder. */
  readonly engines: readonly EngineMetrics[];
  readonly queue: QueueMetrics;
  readonly canvas: CanvasTrust;
}

/** A file that hung or killed two workers: kept unparsed, and left alone until somebody asks for it. */
export interface PoisonFile {
  /** The item; `null` where the file never came in. */
  readonly id: string | null;
  readonly hash: string;
  readonly name: string;
  readonly at: string;
  readonly fault: EngineFault;
  readonly message: string;
}

/** How an engine is made to misbehave. */
export const INJECTED_FAULTS = ['fail', 'hang', 'lose', 'lie'] as const;

/** A fault to make, for drills and tests. */
export interface Injection {
  readonly engine: EngineName;
  readonly fault: (typeof INJECTED_FAULTS)[number];
  /** Uses of the engine that meet it, its trials among them; 0 takes all back. Default 1. */
  readonly times?: number;
}
