import { isPlainObject, readFields } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { Circuits } from './breakers.ts';
import type { Circuit } from './circuit.ts';
import { newCircuit } from './circuit.ts';
import type { EngineName } from './engine.ts';
import { isEngineName, isTaskKind } from './engine.ts';
import type { Pace, Paces } from './pace.ts';
import type { Settings } from './settings.ts';
import { DEFAULT_SETTINGS, withSettings } from './settings.ts';

/** What the runtime remembers across restarts. */
export interface Kept {
  readonly settings: Settings;
  readonly circuits: Circuits;
  readonly paces: Paces;
  /** All refusals of the queue before this start. */
  readonly totalRefusals: number;
  /** All tasks that made way before this start. */
  readonly totalPostponed: number;
}

/** What a runtime that never ran remembers. */
export const NOTHING_KEPT: Kept = {
  settings: DEFAULT_SETTINGS,
  circuits: { webgpu: newCircuit(), workers: newCircuit(), page: newCircuit() },
  paces: {},
  totalRefusals: 0,
  totalPostponed: 0,
};

/** As it is written down. */
export const keptToPlain = (kept: Kept): PlainObject => kept as unknown as PlainObject;

/** As it was written down, by this version or another: whatever does not read is as if it had never been. */
export const parseKept = (value: unknown): Kept => {
  if (!isPlainObject(value as Plain)) return NOTHING_KEPT;
  const record = value as PlainObject;
  const settings = withSettings(DEFAULT_SETTINGS, childOf(record, 'settings'));
  const circuits = childOf(record, 'circuits');
  return {
    settings: settings.ok ? settings.value : DEFAULT_SETTINGS,
    circuits: {
      webgpu: parseCircuit(childOf(circuits, 'webgpu')),
      workers: parseCircuit(childOf(circuits, 'workers')),
      page: parseCircuit(childOf(circuits, 'page')),
    },
    paces: parsePaces(childOf(record, 'paces')),
    totalRefusals: countIn(record, 'totalRefusals'),
    totalPostponed: countIn(record, 'totalPostponed'),
  };
};

const childOf = (record: PlainObject, field: string): PlainObject => {
  const child = Object.hasOwn(record, field) ? record[field] : undefined;
  return isPlainObject(child) ? child : {};
};

const MOST = Number.MAX_SAFE_INTEGER;

const countIn = (record: PlainObject, field: string): number =>
  readFields(record).integerOrNull(field, 0, MOST) ?? 0;

const STATES = ['CLOSED', 'OPEN', 'HALF_OPEN'] as const;
const MAX_REASON = 500;

const parseCircuit = (record: PlainObject): Circuit => {
  const read = readFields(record);
  const circuit: Circuit = {
    state: read.choice('state', STATES),
    failureCount: read.integer('failureCount', 0, MOST),
    successCount: read.integer('successCount', 0, MOST),
    totalFailures: read.integer('totalFailures', 0, MOST),
    totalSuccesses: read.integer('totalSuccesses', 0, MOST),
    lastFailureTime: read.integerOrNull('lastFailureTime', 0, MOST),
    lastSuccessTime: read.integerOrNull('lastSuccessTime', 0, MOST),
    fallbackUntil: read.integerOrNull('fallbackUntil', 0, MOST),
    rejectionCount: read.integer('rejectionCount', 0, MOST),
    lastReason: read.textOrNull('lastReason', MAX_REASON),
    isOnTrial: false,
  };
  return read.fault() === null ? circuit : newCircuit();
};

const parsePaces = (record: PlainObject): Paces => {
  const paces: Partial<Record<string, Readonly<Partial<Record<EngineName, Pace>>>>> = {};
  for (const kind of Object.keys(record).filter(isTaskKind)) {
    const byEngine = childOf(record, kind);
    const known = Object.keys(byEngine).filter(isEngineName);
    paces[kind] = Object.fromEntries(
      known.flatMap((engine) => {
        const pace = parsePace(childOf(byEngine, engine));
        return pace === null ? [] : [[engine, pace]];
      }),
    );
  }
  return paces;
};

const parsePace = (record: PlainObject): Pace | null => {
  const read = readFields(record);
  const pace: Pace = {
    msPerUnit: read.number('msPerUnit', 0, MOST),
    samples: read.integer('samples', 0, MOST),
    passedOver: read.integer('passedOver', 0, MOST),
  };
  return read.fault() === null ? pace : null;
};
