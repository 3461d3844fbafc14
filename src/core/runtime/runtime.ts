import type { Clock } from '../base/clock.ts';
import type { HmError } from '../base/hm-error.ts';
import type { Breakers, Timers } from './breakers.ts';
import { reasonOf } from './breakers.ts';
import type { EngineName, TaskKind } from './engine.ts';
import { ENGINE_NAMES, EngineFaultError, isEngineFault } from './engine.ts';
import { boundForLoad, NO_LOAD, withInput, withTask } from './load.ts';
import type { PostponedTask } from './metrics.ts';
import type { Paces } from './pace.ts';
import { notePace, orderByPace } from './pace.ts';
import type { Flight } from './flight.ts';
import { allFailed, cancelled, createFlight, refused, tooLate } from './flight.ts';
import type { Rung, Task, TaskResult } from './task.ts';
import type { QueueState } from './task-queue.ts';
import { createTaskQueue } from './task-queue.ts';

export interface RuntimePorts {
  readonly breakers: Breakers;
  /** How many tasks may run at once on each engine. */
  readonly slots: Readonly<Record<EngineName, number>>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** What was measured by earlier starts. */
  readonly paces: Paces;
  /** Memory that inputs may take; `null` where the platform does not say. */
  readonly freeBytes: number | null;
  /** Whether LOW tasks make way in a full queue while work runs on a fallback; asked at each offer. */
  mayPostpone(): boolean;
  /** Something that `state` tells has changed. */
  onChange(): void;
}

/** What a runtime tells of itself, beside its breakers. */
export interface RuntimeState {
  readonly queue: QueueState;
  /** The tasks of `queue.postponed`, with what they are. */
  readonly postponed: readonly PostponedTask[];
  readonly running: Readonly<Record<EngineName, number>>;
  /** Tasks that met a fault and wait for a place on their next rung. */
  readonly held: number;
  /** Tasks that ended well, by engine. */
  readonly done: Readonly<Record<EngineName, number>>;
  readonly paces: Paces;
}

/** Runs tasks on the engines that work. */
export interface Runtime {
  /**
   * Rejects with 'queue-full' or 'intake-paused' (nothing was begun), 'cancelled', 'deadline-passed',
   * 'engines-failed' (every way met a fault: `facts.tried`), or with what the work itself rejected with.
   */
  run<Value>(task: Task<Value>): Promise<TaskResult<Value>>;
  /** Whether a task that is offered now is taken in without anybody making way. */
  hasRoom(): boolean;
  /** Those of `ladder` that may be used now, in the order to try them in. */
  order(kind: TaskKind, ladder: readonly EngineName[]): readonly EngineName[];
  /** Notes how long work took that ran inside another task. */
  measured(engine: EngineName, kind: TaskKind, tookMs: number, units: number): void;
  /** An engine may be used again, or may not any more: tasks that wait for one look anew. */
  enginesChanged(): void;
  state(): RuntimeState;
}

/**
 * A runtime over breakers. A task waits in the queue until one of its rungs has a place; from then on it is
 * out of the queue, and after a fault goes to the next rung before anything that still waits. A rung whose
 * engine is open is passed over; where all that are left are open, the task waits for one to close.
 */
export const createRuntime = (ports: RuntimePorts): Runtime => {
  const { breakers, slots, clock, timers } = ports;
  const queue = createTaskQueue<Flight>();
  const running: Record<EngineName, number> = { webgpu: 0, workers: 0, page: 0 };
  const done: Record<EngineName, number> = { webgpu: 0, workers: 0, page: 0 };
  const unsettled = new Set<Flight>();
  let held: Flight[] = [];
  let load = NO_LOAD;
  let paces = ports.paces;
  let flights = 0;
  let takeBackDeadline: (() => void) | null = null;

  const run = <Value>(task: Task<Value>): Promise<TaskResult<Value>> =>
    new Promise((resolve, reject) => {
      const flight = createFlight({
        id: `task-${flights++}`,
        task,
        resolve: (result) => resolve(result as TaskResult<Value>),
        reject,
        onAbort: cancel,
        onSettled: (settled) => unsettled.delete(settled),
      });
      if (!flight.isSettled) admit(flight);
    });

  const admit = (flight: Flight): void => {
    const { task, id } = flight;
    const { priority, inputBytes } = task;
    const mayDisplace = ports.mayPostpone() && isInFallback(task);
    const offer = queue.offer({ task: flight, id, priority }, mayDisplace);
    if (offer.taken) {
      unsettled.add(flight);
      load = withInput(load, inputBytes);
      pump();
    } else {
      flight.reject(refused(offer.refusal, queue.state()));
      ports.onChange();
    }
  };

  const isInFallback = ({ rungs }: Task<unknown>): boolean => {
    const [first] = rungs;
    return first !== undefined && !breakers.isAdmitting(first.engine);
  };

  /** Starts whatever has a place, those that have begun already before those that wait. */
  const pump = (): void => {
    expire();
    for (const flight of [...held]) {
      const rung = nextRung(flight);
      if (rung === null || !hasSlot(rung)) continue;
      held = held.filter((one) => one !== flight);
      void fly(flight, rung);
    }
    for (;;) {
      const taken = queue.take((flight) => {
        const rung = nextRung(flight);
        return rung !== null && hasSlot(rung);
      });
      if (taken === null) break;
      const rung = nextRung(taken.task);
      if (rung !== null) void fly(taken.task, rung);
    }
    watchDeadlines();
    ports.onChange();
  };

  const hasSlot = ({ engine }: Rung<unknown>): boolean => running[engine] < slots[engine];

  /** The way to try next, whether it has a place or not; `null` where all that are left are open. */
  const nextRung = (flight: Flight): Rung<unknown> | null => {
    const { task, tried } = flight;
    const left = [...flight.untried].filter((rung) => isFit(rung, tried));
    const open = left.filter(({ engine }) => breakers.isAdmitting(engine));
    if (!task.isOrderFree) return open[0] ?? null;
    const [first] = orderByPace(
      paces,
      task.kind,
      open.map(({ engine }) => engine),
    );
    return open.find(({ engine }) => engine === first) ?? null;
  };

  const fly = async (flight: Flight, rung: Rung<unknown>): Promise<void> => {
    const { task } = flight;
    const { engine } = rung;
    notePassedOver(flight, rung);
    flight.untried.delete(rung);
    running[engine] += 1;
    const stop = new AbortController();
    flight.stop = stop;
    // Nothing that a rung does at once can get in the way of the loop that started it.
    await Promise.resolve();
    const startedMs = clock.nowMs();
    try {
      stop.signal.throwIfAborted();
      const value = await within(rung, stop, timers);
      const tookMs = clock.nowMs() - startedMs;
      breakers.done(engine);
      done[engine] += 1;
      if (task.units !== null) paces = notePace(paces, task.kind, engine, tookMs, task.units);
      adapt(tookMs);
      flight.resolve({ value, engine, tookMs, tried: flight.tried });
    } catch (error) {
      if (!isEngineFault(error)) flight.reject(error);
      else {
        breakers.fault(engine, reasonOf(error));
        flight.tried.push({ engine, fault: error.fault, message: error.message });
        goOn(flight);
      }
    } finally {
      running[engine] -= 1;
      flight.stop = null;
      pump();
    }
  };

  /** Counts once against each engine that would have come first, had it been closed. */
  const notePassedOver = ({ task, untried, tried }: Flight, rung: Rung<unknown>): void => {
    if (task.isOrderFree && breakers.isAdmitting(task.rungs[0]?.engine ?? rung.engine)) return;
    const before = task.rungs.slice(0, task.rungs.indexOf(rung));
    const missed = before.filter(
      (other) =>
        untried.has(other) && isFit(other, tried) && !breakers.isAdmitting(other.engine),
    );
    for (const engine of new Set(missed.map((other) => other.engine))) breakers.refused(engine);
  };

  const goOn = (flight: Flight): void => {
    if (flight.isSettled) return;
    const isLeft = [...flight.untried].some((rung) => isFit(rung, flight.tried));
    if (isLeft) held.push(flight);
    else flight.reject(allFailed(flight));
  };

  const cancel = (flight: Flight): void => {
    drop(flight, cancelled());
    pump();
  };

  const drop = (flight: Flight, error: HmError): void => {
    queue.remove(flight.id);
    held = held.filter((one) => one !== flight);
    flight.reject(error);
    flight.stop?.abort();
  };

  const expire = (): void => {
    const nowMs = clock.nowMs();
    for (const flight of [...unsettled])
      if (deadlineOf(flight) <= nowMs) drop(flight, tooLate(flight));
  };

  /** Wakes at the earliest deadline. */
  const watchDeadlines = (): void => {
    takeBackDeadline?.();
    const nextMs = Math.min(...[...unsettled].map(deadlineOf));
    takeBackDeadline =
      nextMs === Infinity ? null : timers.after(Math.max(0, nextMs - clock.nowMs()), pump);
  };

  /** How many may wait follows from how long tasks take here and what they hold. */
  const adapt = (tookMs: number): void => {
    load = withTask(load, tookMs);
    const places = ENGINE_NAMES.filter((engine) => breakers.isAdmitting(engine)).reduce(
      (sum, engine) => sum + slots[engine],
      0,
    );
    queue.resize(boundForLoad(load, places, ports.freeBytes));
  };

  const kindOf = (id: string): TaskKind =>
    [...unsettled].find((flight) => flight.id === id)?.task.kind ?? 'ingest';

  return {
    run,
    hasRoom: () => {
      const { bound, waiting, isPaused } = queue.state();
      return !isPaused && Object.values(waiting).reduce((sum, count) => sum + count) < bound;
    },
    order: (kind, ladder) =>
      orderByPace(
        paces,
        kind,
        ladder.filter((engine) => breakers.isAdmitting(engine)),
      ),
    measured: (engine, kind, tookMs, units) => {
      paces = notePace(paces, kind, engine, tookMs, units);
    },
    enginesChanged: pump,
    state: () => ({
      queue: queue.state(),
      postponed: queue.state().postponed.map((id) => ({ id, kind: kindOf(id) })),
      running: { ...running },
      held: held.length,
      done: { ...done },
      paces,
    }),
  };
};

const isFit = (rung: Rung<unknown>, tried: Flight['tried']): boolean =>
  rung.isFit?.(tried) ?? true;

const deadlineOf = ({ task }: Flight): number => task.deadlineMs ?? Infinity;

/** Runs a rung; past its time it is stopped, and the engine is at fault. */
const within = (
  rung: Rung<unknown>,
  stop: AbortController,
  timers: Timers,
): Promise<unknown> => {
  const { timeoutMs } = rung;
  if (timeoutMs === null) return rung.run(stop.signal);
  return new Promise((resolve, reject) => {
    const takeBack = timers.after(timeoutMs, () => {
      reject(new EngineFaultError('timeout', `No answer within ${timeoutMs} ms.`));
      stop.abort();
    });
    rung.run(stop.signal).then(resolve, reject).finally(takeBack);
  });
};
