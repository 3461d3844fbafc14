import { readFields } from '../base/plain-fields.ts';
import type { FieldFault } from '../base/plain-fields.ts';
import type { PlainObject } from '../base/plain.ts';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { IntegritySettings } from './damage.ts';

/** The settings of a drive on which nobody changed any. */
export const DEFAULT_INTEGRITY_SETTINGS: IntegritySettings = {
  parityPercent: 0,
  deepCheckBudgetMs: 10_000,
  verifiedForDays: 30,
};

/** The least and the most of each number. */
export const INTEGRITY_BOUNDS: Readonly<
  Record<keyof IntegritySettings, readonly [least: number, most: number]>
> = {
  parityPercent: [0, 100],
  deepCheckBudgetMs: [0, 3_600_000],
  verifiedForDays: [0, 3_650],
};

/** `settings` with what `patch` names; the first field that is wrong or that nobody knows, otherwise. */
export const withIntegritySettings = (
  settings: IntegritySettings,
  patch: PlainObject,
): Result<IntegritySettings, FieldFault> => {
  const stranger = Object.keys(patch).find((field) => !Object.hasOwn(INTEGRITY_BOUNDS, field));
  if (stranger !== undefined) {
    const known = Object.keys(INTEGRITY_BOUNDS).join(', ');
    return err({ field: stranger, expected: `one of ${known}` });
  }
  const read = readFields({ ...settings, ...patch });
  const number = (field: keyof IntegritySettings): number =>
    read.integer(field, ...INTEGRITY_BOUNDS[field]);
  const next: IntegritySettings = {
    parityPercent: number('parityPercent'),
    deepCheckBudgetMs: number('deepCheckBudgetMs'),
    verifiedForDays: number('verifiedForDays'),
  };
  const fault = read.fault();
  return fault === null ? ok(next) : err(fault);
};
