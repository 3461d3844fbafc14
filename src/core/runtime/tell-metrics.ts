import type { Circuits } from './breakers.ts';
import type { EngineName } from './engine.ts';
import { ENGINE_NAMES } from './engine.ts';
import type { Kept } from './kept.ts';
import type { CanvasTrust, EngineMetrics, QueueMetrics, RuntimeMetrics } from './metrics.ts';
import type { Paces } from './pace.ts';
import type { RuntimeState } from './runtime.ts';

/** What metrics are told from. */
export interface MetricsFacts {
  readonly circuits: Circuits;
  readonly state: RuntimeState;
  /** Why an engine is not here at all; `null` where it is. */
  readonly unsupported: Readonly<Record<EngineName, string | null>>;
  readonly canvas: CanvasTrust;
  /** What earlier starts counted. */
  readonly before: Pick<Kept, 'totalRefusals' | 'totalPostponed'>;
}

/** The metrics of a runtime, as plain data. A unit of work is a task of the usual size: paces need no scaling. */
export const tellMetrics = (facts: MetricsFacts): RuntimeMetrics => ({
  engines: ENGINE_NAMES.map((engine) => engineMetrics(facts, engine)),
  queue: queueMetrics(facts),
  canvas: facts.canvas,
});

const engineMetrics = (
  { circuits, state, unsupported }: MetricsFacts,
  engine: EngineName,
): EngineMetrics => {
  const circuit = circuits[engine];
  return {
    engine,
    state: circuit.state,
    failureCount: circuit.failureCount,
    successCount: circuit.successCount,
    totalFailures: circuit.totalFailures,
    totalSuccesses: circuit.totalSuccesses,
    lastFailureTime: toIso(circuit.lastFailureTime),
    lastSuccessTime: toIso(circuit.lastSuccessTime),
    fallbackUntil: toIso(circuit.fallbackUntil),
    rejectionCount: circuit.rejectionCount,
    lastReason: circuit.lastReason,
    unsupported: unsupported[engine],
    running: state.running[engine],
    paceMs: pacesOf(state.paces, engine),
  };
};

const toIso = (timeMs: number | null): string | null =>
  timeMs === null ? null : new Date(timeMs).toISOString();

const pacesOf = (paces: Paces, engine: EngineName): EngineMetrics['paceMs'] =>
  Object.fromEntries(
    Object.entries(paces).flatMap(([kind, byEngine]) => {
      const pace = byEngine[engine];
      return pace === undefined ? [] : [[kind, pace.msPerUnit]];
    }),
  );

const queueMetrics = ({ state, before }: MetricsFacts): QueueMetrics => {
  const { queue, running, postponed, done } = state;
  return {
    bound: queue.bound,
    waiting: queue.waiting,
    running: sum(running),
    postponed,
    isPaused: queue.isPaused,
    totalRefusals: before.totalRefusals + queue.refusals,
    totalPostponed: before.totalPostponed + queue.totalPostponed,
    done: sum(done),
  };
};

const sum = (counts: Readonly<Record<EngineName, number>>): number =>
  ENGINE_NAMES.reduce((total, engine) => total + counts[engine], 0);
