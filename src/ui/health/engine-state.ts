/** What is to be said of engines, by what they tell of themselves: pure. */
import { ENGINE_FAULTS, type EngineFault } from '../../core/runtime/engine.ts';
import type { EngineMetrics } from '../../core/runtime/metrics.ts';
import type { IconName } from '../base/icons.ts';

/** How an engine is, to a person; 'absent' where this device has none of it. */
export type Condition = 'working' | 'paused' | 'tried' | 'absent';

const CONDITIONS = { CLOSED: 'working', OPEN: 'paused', HALF_OPEN: 'tried' } as const;

/** The sign of each condition, beside its words and its colour. */
export const CONDITION_ICONS: Readonly<Record<Condition, IconName>> = {
  working: 'check',
  paused: 'pause',
  tried: 'restore',
  absent: 'minus',
};

/** How an engine is. */
export const conditionOf = ({ state, unsupported }: EngineMetrics): Condition =>
  unsupported === null ? CONDITIONS[state] : 'absent';

/** What takes longer for a person: 'all' where nothing can be done; `null` where nothing does. */
export type Slowness = 'webgpu' | 'workers' | 'all';

/**
 * What takes longer while these engines are as they are. That the last of the ladder is paused slows
 * nothing down as long as one before it works.
 */
export const slownessOf = (engines: readonly EngineMetrics[]): Slowness | null => {
  const there = engines.filter(({ unsupported }) => unsupported === null);
  const out = there.filter(({ state }) => state !== 'CLOSED').map(({ engine }) => engine);
  if (out.length > 0 && out.length === there.length) return 'all';
  return (['workers', 'webgpu'] as const).find((engine) => out.includes(engine)) ?? null;
};

/** The engine whose next try a person waits for: of several the one that is tried first. */
export const awaitedEngine = (
  engines: readonly EngineMetrics[],
  slowness: Slowness,
): EngineMetrics | null => {
  const awaited = engines.filter(
    (one) =>
      one.state !== 'CLOSED' &&
      one.unsupported === null &&
      (slowness === 'all' || one.engine === slowness),
  );
  const timeOf = ({ fallbackUntil }: EngineMetrics): number =>
    fallbackUntil === null ? 0 : Date.parse(fallbackUntil);
  return awaited.toSorted((a, b) => timeOf(a) - timeOf(b))[0] ?? null;
};

/** What was wrong: the word that the drive has for it, where it begins with one, and the rest in its own words. */
export interface Reason {
  readonly fault: EngineFault | null;
  readonly detail: string;
}

/** Reads 'timeout: No answer within 5000 ms.'; a text without such a word is all detail. */
export const readReason = (text: string): Reason => {
  const fault = ENGINE_FAULTS.find((word) => text.startsWith(`${word}: `)) ?? null;
  return { fault, detail: fault === null ? text : text.slice(fault.length + 2) };
};

/** Why a device has no such engine, as the screens can say it in each language. */
export type Absence = 'noWebgpu' | 'noAdapter' | 'noWorkers';

/** What the drive says of it has one of these in it. */
const ABSENCES: readonly (readonly [says: RegExp, absence: Absence])[] = [
  [/\bWebGPU\b/, 'noWebgpu'],
  [/\bgraphics processor\b/, 'noAdapter'],
  [/\bworkers\b/, 'noWorkers'],
];

/** Reads 'This browser has no WebGPU.'; `null` where the screens have no words for it. */
export const readAbsence = (reason: string): Absence | null =>
  ABSENCES.find(([says]) => says.test(reason))?.[1] ?? null;

/** Engines that may fail for a drill: those that work, where one after them on the ladder can stand in. */
export const drillable = (engines: readonly EngineMetrics[]): readonly EngineMetrics[] => {
  const isWorking = (one: EngineMetrics): boolean => conditionOf(one) === 'working';
  return engines.filter((one, at) => isWorking(one) && engines.slice(at + 1).some(isWorking));
};
