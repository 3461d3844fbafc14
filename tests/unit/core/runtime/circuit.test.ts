import { describe, expect, it } from 'vitest';
import type { Circuit, CircuitStep } from '../../../../src/core/runtime/circuit.ts';
import {
  afterRestart,
  beginTrial,
  DEFAULT_CIRCUIT_RULES as RULES,
  fail,
  failTrial,
  hurry,
  isAdmitting,
  isTrialDue,
  newCircuit,
  passTrial,
  refuse,
  succeed,
  trialInMs,
} from '../../../../src/core/runtime/circuit.ts';
import { seeded } from '../../../fixtures/seeded.ts';

const SEED = Number(import.meta.env['HM_SEED']);
const STEPS = import.meta.env['HM_LONG'] === undefined ? 300_000 : 5_000_000;

const failTimes = (times: number, nowMs: number): CircuitStep => {
  let step: CircuitStep = { circuit: newCircuit(), transition: null };
  for (let at = 0; at < times; at++) step = fail(step.circuit, nowMs, 'lost: gone', RULES);
  return step;
};

describe('E1 the circuit of an engine', () => {
  it('E1.1 opens with the third failure in a row, and says why', () => {
    expect(failTimes(2, 5).circuit).toMatchObject({ state: 'CLOSED', failureCount: 2 });
    const { circuit, transition } = failTimes(3, 5);
    expect(circuit).toMatchObject({
      state: 'OPEN',
      failureCount: 3,
      totalFailures: 3,
      lastFailureTime: 5,
      fallbackUntil: 60_005,
      lastReason: 'lost: gone',
    });
    expect(transition).toEqual({ from: 'CLOSED', to: 'OPEN', reason: 'lost: gone' });
  });

  it('E1.2 begins to count anew after a success', () => {
    const two = failTimes(2, 5).circuit;
    const step = fail(succeed(two, 6), 7, 'timeout: late', RULES);
    expect(step.circuit).toMatchObject({ state: 'CLOSED', failureCount: 1, totalFailures: 3 });
    expect(step.transition).toBeNull();
  });

  it('E1.3 is not tried before its fallback is over, and then until two trials went well', () => {
    const opened = failTimes(3, 0).circuit;
    expect(isTrialDue(opened, 59_999, RULES)).toBe(false);
    expect(trialInMs(opened, 59_000, RULES)).toBe(1_000);
    expect(isTrialDue(opened, 60_000, RULES)).toBe(true);
    const first = beginTrial(opened);
    expect(first.transition).toMatchObject({ from: 'OPEN', to: 'HALF_OPEN' });
    expect(isAdmitting(first.circuit)).toBe(false);
    expect(isTrialDue(first.circuit, 60_001, RULES)).toBe(false);
    const passed = passTrial(first.circuit, 60_010, RULES);
    expect(passed.transition).toBeNull();
    expect(isTrialDue(passed.circuit, 60_010, RULES)).toBe(true);
    const second = passTrial(beginTrial(passed.circuit).circuit, 60_020, RULES);
    expect(second.transition).toMatchObject({ from: 'HALF_OPEN', to: 'CLOSED' });
    expect(second.circuit).toMatchObject({ failureCount: 0, fallbackUntil: null });
  });

  it('E1.4 opens again with a trial that failed, though one went well before', () => {
    const half = passTrial(beginTrial(failTimes(3, 0).circuit).circuit, 60_000, RULES).circuit;
    const step = failTrial(beginTrial(half).circuit, 61_000, 'wrong-answer: 7', RULES);
    expect(step.circuit).toMatchObject({
      state: 'OPEN',
      successCount: 0,
      fallbackUntil: 121_000,
      isOnTrial: false,
    });
    expect(step.transition).toMatchObject({ from: 'HALF_OPEN', to: 'OPEN' });
  });

  it('E1.5 counts what ends late without letting it change anything else', () => {
    const opened = failTimes(3, 0).circuit;
    const late = fail(succeed(opened, 10), 20, 'crashed: late', RULES);
    expect(late.transition).toBeNull();
    expect(late.circuit).toMatchObject({
      state: 'OPEN',
      failureCount: 3,
      totalFailures: 4,
      totalSuccesses: 1,
      fallbackUntil: 60_000,
    });
  });

  it('E1.6 is not kept open by a clock that was set back, and is tried at once when a person asks', () => {
    const opened = failTimes(3, 10_000_000).circuit;
    expect(isTrialDue(opened, 5, RULES)).toBe(true);
    expect(isTrialDue(hurry(opened, 10_000_001), 10_000_001, RULES)).toBe(true);
    expect(hurry(newCircuit(), 3)).toEqual(newCircuit());
  });

  it('E1.7 forgets a trial that a restart interrupted, and nothing else', () => {
    const half = beginTrial(failTimes(3, 0).circuit).circuit;
    expect(isTrialDue(afterRestart(half), 1, RULES)).toBe(true);
    expect({ ...afterRestart(half), isOnTrial: true }).toEqual(half);
  });

  it(`E1 keeps its promises over ${STEPS} random events (seed ${SEED})`, () => {
    const random = seeded(SEED);
    const seen = new Set<string>();
    let circuit = newCircuit();
    let nowMs = 0;
    const model = { failures: 0, successes: 0, refusals: 0, inARow: 0, trialsInARow: 0 };
    for (let at = 0; at < STEPS; at++) {
      nowMs += Math.floor(random() * 20_000);
      const before = circuit;
      const { name, step } = anyEvent(circuit, nowMs, random);
      circuit = step.circuit;
      count(model, name, before);
      if (circuit.state !== before.state) {
        seen.add(`${before.state} ${circuit.state}`);
        expect(step.transition).toMatchObject({ from: before.state, to: circuit.state });
      } else if (step.transition !== null) throw new Error('A change that was none.');
      check(circuit, model, nowMs);
    }
    expect(circuit).toMatchObject({
      totalFailures: model.failures,
      totalSuccesses: model.successes,
      rejectionCount: model.refusals,
    });
    expect([...seen].sort()).toEqual([
      'CLOSED OPEN',
      'HALF_OPEN CLOSED',
      'HALF_OPEN OPEN',
      'OPEN HALF_OPEN',
    ]);
  });
});

type EventName =
  'succeed' | 'fail' | 'refuse' | 'begin' | 'pass' | 'failTrial' | 'hurry' | 'none';

const anyEvent = (
  circuit: Circuit,
  nowMs: number,
  random: () => number,
): { readonly name: EventName; readonly step: CircuitStep } => {
  const still = (next: Circuit): CircuitStep => ({ circuit: next, transition: null });
  const choice = random();
  if (circuit.isOnTrial && choice < 0.4)
    return choice < 0.25
      ? { name: 'pass', step: passTrial(circuit, nowMs, RULES) }
      : { name: 'failTrial', step: failTrial(circuit, nowMs, 'wrong-answer', RULES) };
  if (isTrialDue(circuit, nowMs, RULES) && choice < 0.7)
    return { name: 'begin', step: beginTrial(circuit) };
  if (choice < 0.45) return { name: 'succeed', step: still(succeed(circuit, nowMs)) };
  if (choice < 0.9) return { name: 'fail', step: fail(circuit, nowMs, 'crashed', RULES) };
  if (choice < 0.96) return { name: 'refuse', step: still(refuse(circuit)) };
  if (choice < 0.98) return { name: 'hurry', step: still(hurry(circuit, nowMs)) };
  return { name: 'none', step: still(afterRestart(circuit)) };
};

interface Model {
  failures: number;
  successes: number;
  refusals: number;
  /** Failures since the last success, while closed. */
  inARow: number;
  trialsInARow: number;
}

const count = (model: Model, name: EventName, { state }: Circuit): void => {
  if (name === 'succeed') {
    model.successes += 1;
    if (state === 'CLOSED') model.inARow = 0;
  } else if (name === 'fail') {
    model.failures += 1;
    if (state === 'CLOSED') model.inARow += 1;
  } else if (name === 'refuse') model.refusals += 1;
  else if (name === 'begin' && state === 'OPEN') model.trialsInARow = 0;
  else if (name === 'pass') {
    model.successes += 1;
    model.trialsInARow += 1;
    if (model.trialsInARow === RULES.successesToClose) model.inARow = 0;
  } else if (name === 'failTrial') model.failures += 1;
};

const check = (circuit: Circuit, model: Model, nowMs: number): void => {
  const { state, fallbackUntil, isOnTrial, failureCount, successCount } = circuit;
  const isRight =
    (state === 'OPEN') === (fallbackUntil !== null) &&
    (fallbackUntil === null || fallbackUntil <= nowMs + RULES.fallbackMs) &&
    (!isOnTrial || state === 'HALF_OPEN') &&
    (state !== 'CLOSED' || failureCount === model.inARow) &&
    (state !== 'CLOSED' || failureCount < RULES.failuresToOpen) &&
    (state === 'CLOSED' || model.inARow >= RULES.failuresToOpen) &&
    (state !== 'HALF_OPEN' || successCount === model.trialsInARow) &&
    successCount <= RULES.successesToClose;
  if (!isRight) throw new Error(JSON.stringify({ circuit, model, nowMs }));
};
