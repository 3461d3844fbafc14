import type { Clock } from '../base/clock.ts';
import type { Circuit, CircuitRules, CircuitStep, CircuitTransition } from './circuit.ts';
import {
  afterRestart,
  beginTrial,
  fail,
  failTrial,
  hurry,
  isAdmitting,
  passTrial,
  refuse,
  succeed,
  trialInMs,
} from './circuit.ts';
import type { EngineName } from './engine.ts';
import { ENGINE_NAMES, isEngineFault } from './engine.ts';

/** Calls back once, after a while. */
export interface Timers {
  /** Returns what takes it back. */
  after(ms: number, act: () => void): () => void;
}

export type Circuits = Readonly<Record<EngineName, Circuit>>;

/** Does something whose answer is known; rejects where the answer is not that one, or the signal aborts. */
export type Trial = (signal: AbortSignal) => Promise<void>;

export interface BreakerPorts {
  readonly trials: Readonly<Record<EngineName, Trial>>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Read at each step, so that they may be changed. */
  rules(): CircuitRules;
  /** As they were kept by the last start. */
  readonly circuits: Circuits;
  onTransition(engine: EngineName, transition: CircuitTransition): void;
}

/** A breaker on each engine, which tries by itself what it has opened. */
export interface Breakers {
  isAdmitting(engine: EngineName): boolean;
  /** A task of a person's ended well on it. */
  done(engine: EngineName): void;
  /** A task met a fault of it. */
  fault(engine: EngineName, reason: string): void;
  /** A task had to go elsewhere. */
  refused(engine: EngineName): void;
  /** Tries an open engine at once instead of later. */
  retryNow(engine: EngineName): void;
  circuits(): Circuits;
  /** Ends trials and waits for none. */
  dispose(): void;
}

/** Breakers as `ports.circuits` left them: those that are open are tried when their time has come. */
export const createBreakers = (ports: BreakerPorts): Breakers => {
  const { clock, timers, rules } = ports;
  const circuits: Record<EngineName, Circuit> = { ...ports.circuits };
  const waits = new Map<EngineName, () => void>();
  const ending = new AbortController();

  const step = (engine: EngineName, { circuit, transition }: CircuitStep): void => {
    circuits[engine] = circuit;
    plan(engine);
    if (transition !== null) ports.onTransition(engine, transition);
  };

  /** Waits for the next trial that is due, where one will be. */
  const plan = (engine: EngineName): void => {
    waits.get(engine)?.();
    waits.delete(engine);
    const inMs = trialInMs(circuits[engine], clock.nowMs(), rules());
    if (inMs === null || ending.signal.aborted) return;
    const takeBack = timers.after(inMs, () => {
      waits.delete(engine);
      if (trialInMs(circuits[engine], clock.nowMs(), rules()) === 0) void attempt(engine);
      else plan(engine);
    });
    waits.set(engine, takeBack);
  };

  const attempt = async (engine: EngineName): Promise<void> => {
    step(engine, beginTrial(circuits[engine]));
    const reason = await inTime(
      ports.trials[engine],
      timers,
      rules().trialTimeoutMs,
      ending.signal,
    );
    if (ending.signal.aborted) return;
    const nowMs = clock.nowMs();
    if (reason === null) step(engine, passTrial(circuits[engine], nowMs, rules()));
    else step(engine, failTrial(circuits[engine], nowMs, reason, rules()));
  };

  for (const engine of ENGINE_NAMES) {
    circuits[engine] = afterRestart(circuits[engine]);
    plan(engine);
  }

  return {
    isAdmitting: (engine) => isAdmitting(circuits[engine]),
    done: (engine) => {
      circuits[engine] = succeed(circuits[engine], clock.nowMs());
    },
    fault: (engine, reason) =>
      step(engine, fail(circuits[engine], clock.nowMs(), reason, rules())),
    refused: (engine) => {
      circuits[engine] = refuse(circuits[engine]);
    },
    retryNow: (engine) => {
      circuits[engine] = hurry(circuits[engine], clock.nowMs());
      plan(engine);
    },
    circuits: () => ({ ...circuits }),
    dispose: () => {
      ending.abort();
      for (const takeBack of waits.values()) takeBack();
      waits.clear();
    },
  };
};

/** Runs a trial; what was wrong with it, `null` where nothing was. */
const inTime = (
  trial: Trial,
  timers: Timers,
  timeoutMs: number,
  ending: AbortSignal,
): Promise<string | null> =>
  new Promise((resolve) => {
    const stop = new AbortController();
    const takeBack = timers.after(timeoutMs, () => end(`No answer within ${timeoutMs} ms.`));
    const onEnding = (): void => end('It was ended.');
    let isOver = false;
    const end = (reason: string | null): void => {
      if (isOver) return;
      isOver = true;
      takeBack();
      ending.removeEventListener('abort', onEnding);
      stop.abort();
      resolve(reason);
    };
    ending.addEventListener('abort', onEnding, { once: true });
    trial(stop.signal).then(
      () => end(null),
      (error: unknown) => end(reasonOf(error)),
    );
  });

/** A reason is one line on a screen, whatever an engine said. */
const MAX_REASON = 500;

/** What was wrong, in words for a person who looks closely; 500 characters at most. */
export const reasonOf = (error: unknown): string => {
  const said = error instanceof Error ? error.message : String(error);
  return (isEngineFault(error) ? `${error.fault}: ${said}` : said).slice(0, MAX_REASON);
};
