import { readFields } from '../base/plain-fields.ts';
import type { FieldFault } from '../base/plain-fields.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { CircuitRules } from './circuit.ts';
import { DEFAULT_CIRCUIT_RULES } from './circuit.ts';

/** What makes way in a full queue while work runs on a fallback. */
export const DROPS = ['LOW', 'none'] as const;

/** What a person may set of the runtime. */
export interface Settings extends CircuitRules {
  /** LOW tasks make way, or nothing does. */
  readonly drop: (typeof DROPS)[number];
}

/** The settings of a drive on which nobody changed any. */
export const DEFAULT_SETTINGS: Settings = { ...DEFAULT_CIRCUIT_RULES, drop: 'LOW' };

/** The least and the most of each number. */
export const SETTING_BOUNDS: Readonly<
  Record<keyof CircuitRules, readonly [least: number, most: number]>
> = {
  failuresToOpen: [1, 20],
  fallbackMs: [1_000, 3_600_000],
  trialTimeoutMs: [100, 60_000],
  successesToClose: [1, 10],
};

/** `settings` with what `patch` names; the first field that is wrong or that nobody knows, otherwise. */
export const withSettings = (
  settings: Settings,
  patch: PlainObject,
): Result<Settings, FieldFault> => {
  const stranger = Object.keys(patch).find((field) => !Object.hasOwn(DEFAULT_SETTINGS, field));
  if (stranger !== undefined) {
    const known = Object.keys(DEFAULT_SETTINGS).join(', ');
    return err({ field: stranger, expected: `one of ${known}` });
  }
  const read = readFields({ ...settings, ...patch });
  const number = (field: keyof CircuitRules): number =>
    read.integer(field, ...SETTING_BOUNDS[field]);
  const next: Settings = {
    failuresToOpen: number('failuresToOpen'),
    fallbackMs: number('fallbackMs'),
    trialTimeoutMs: number('trialTimeoutMs'),
    successesToClose: number('successesToClose'),
    drop: read.choice('drop', DROPS),
  };
  const fault = read.fault();
  return fault === null ? ok(next) : err(fault);
};
