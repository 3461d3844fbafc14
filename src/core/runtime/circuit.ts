/** CLOSED: it works. OPEN: nothing runs on it. HALF_OPEN: it is tried with work whose answer is known. */
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** When a circuit opens and closes. */
export interface CircuitRules {
  /** Failures in a row that open it. */
  readonly failuresToOpen: number;
  /** How long it stays open before it is tried. */
  readonly fallbackMs: number;
  /** How long a trial may take. */
  readonly trialTimeoutMs: number;
  /** Trials in a row that close it. */
  readonly successesToClose: number;
}

export const DEFAULT_CIRCUIT_RULES: CircuitRules = {
  failuresToOpen: 3,
  fallbackMs: 60_000,
  trialTimeoutMs: 5_000,
  successesToClose: 2,
};

/** The breaker of one engine: plain data, kept across restarts. Times are in milliseconds since 1970. */
export interface Circuit {
  readonly state: CircuitState;
  /** Failures since the last success, while it is closed; those that opened it, afterwards. */
  readonly failureCount: number;
  /** Trials that went well since it was half opened. */
  readonly successCount: number;
  readonly totalFailures: number;
  readonly totalSuccesses: number;
  readonly lastFailureTime: number | null;
  readonly lastSuccessTime: number | null;
  /** Until when nothing is tried on it; `null` while it is not open. */
  readonly fallbackUntil: number | null;
  /** Tasks that would have run on it, had it been closed. */
  readonly rejectionCount: number;
  /** What was wrong when it failed last. */
  readonly lastReason: string | null;
  /** Whether a trial is under way. */
  readonly isOnTrial: boolean;
}

/** A change of state, for the events. */
export interface CircuitTransition {
  readonly from: CircuitState;
  readonly to: CircuitState;
  readonly reason: string;
}

/** What a step makes of a circuit. */
export interface CircuitStep {
  readonly circuit: Circuit;
  /** `null` where the state stayed as it was. */
  readonly transition: CircuitTransition | null;
}

/** A circuit that nothing has happened to. */
export const newCircuit = (): Circuit => ({
  state: 'CLOSED',
  failureCount: 0,
  successCount: 0,
  totalFailures: 0,
  totalSuccesses: 0,
  lastFailureTime: null,
  lastSuccessTime: null,
  fallbackUntil: null,
  rejectionCount: 0,
  lastReason: null,
  isOnTrial: false,
});

/** Whether a task of a person's may run: trials have tasks of their own, so nobody's work is at risk. */
export const isAdmitting = ({ state }: Circuit): boolean => state === 'CLOSED';

/** Counts a task that had to go to another engine. */
export const refuse = (circuit: Circuit): Circuit => ({
  ...circuit,
  rejectionCount: circuit.rejectionCount + 1,
});

/**
 * Whether a trial may begin: it is open and its time is over, or half open with no trial under way. A
 * clock that was set back cannot keep it open for longer than its fallback lasts.
 */
export const isTrialDue = (circuit: Circuit, nowMs: number, rules: CircuitRules): boolean =>
  trialInMs(circuit, nowMs, rules) === 0;

/** Milliseconds until a trial may begin; `null` where none will be without another event. */
export const trialInMs = (
  { state, isOnTrial, fallbackUntil }: Circuit,
  nowMs: number,
  { fallbackMs }: CircuitRules,
): number | null => {
  if (state === 'CLOSED' || isOnTrial) return null;
  if (state === 'HALF_OPEN' || fallbackUntil === null) return 0;
  const leftMs = fallbackUntil - nowMs;
  return leftMs > fallbackMs ? 0 : Math.max(0, leftMs);
};

/** Begins a trial, where `isTrialDue`. */
export const beginTrial = (circuit: Circuit): CircuitStep =>
  toState({ ...circuit, isOnTrial: true }, 'HALF_OPEN', 'It is tried again.', {
    successCount: circuit.state === 'HALF_OPEN' ? circuit.successCount : 0,
    fallbackUntil: null,
  });

/** The answer to a trial was right, and in time. */
export const passTrial = (
  circuit: Circuit,
  nowMs: number,
  rules: CircuitRules,
): CircuitStep => {
  const passed: Circuit = {
    ...circuit,
    isOnTrial: false,
    successCount: circuit.successCount + 1,
    totalSuccesses: circuit.totalSuccesses + 1,
    lastSuccessTime: nowMs,
  };
  return passed.successCount < rules.successesToClose
    ? { circuit: passed, transition: null }
    : toState(passed, 'CLOSED', 'It passed its trials.', { failureCount: 0 });
};

/** The answer to a trial was wrong, late, or none. */
export const failTrial = (
  circuit: Circuit,
  nowMs: number,
  reason: string,
  rules: CircuitRules,
): CircuitStep =>
  open({ ...failed(circuit, nowMs, reason), isOnTrial: false }, nowMs, reason, rules);

/** A task ended well. One that began before the circuit opened is counted and changes nothing else. */
export const succeed = (circuit: Circuit, nowMs: number): Circuit => ({
  ...circuit,
  failureCount: circuit.state === 'CLOSED' ? 0 : circuit.failureCount,
  totalSuccesses: circuit.totalSuccesses + 1,
  lastSuccessTime: nowMs,
});

/** A task met a fault of the engine. One that began before the circuit opened is counted only. */
export const fail = (
  circuit: Circuit,
  nowMs: number,
  reason: string,
  rules: CircuitRules,
): CircuitStep => {
  const next = failed(circuit, nowMs, reason);
  if (circuit.state !== 'CLOSED') return { circuit: next, transition: null };
  const counted = { ...next, failureCount: circuit.failureCount + 1 };
  return counted.failureCount < rules.failuresToOpen
    ? { circuit: counted, transition: null }
    : open(counted, nowMs, reason, rules);
};

/** Lets an open circuit be tried at once, as a person asks for. */
export const hurry = (circuit: Circuit, nowMs: number): Circuit =>
  circuit.state === 'OPEN' ? { ...circuit, fallbackUntil: nowMs } : circuit;

/** A circuit as a new start finds it: a trial that was under way is over, without a verdict. */
export const afterRestart = (circuit: Circuit): Circuit => ({ ...circuit, isOnTrial: false });

const failed = (circuit: Circuit, nowMs: number, reason: string): Circuit => ({
  ...circuit,
  totalFailures: circuit.totalFailures + 1,
  lastFailureTime: nowMs,
  lastReason: reason,
});

const open = (
  circuit: Circuit,
  nowMs: number,
  reason: string,
  { fallbackMs }: CircuitRules,
): CircuitStep =>
  toState(circuit, 'OPEN', reason, { successCount: 0, fallbackUntil: nowMs + fallbackMs });

const toState = (
  circuit: Circuit,
  to: CircuitState,
  reason: string,
  changes: Partial<Circuit>,
): CircuitStep => ({
  circuit: { ...circuit, ...changes, state: to },
  transition: circuit.state === to ? null : { from: circuit.state, to, reason },
});
