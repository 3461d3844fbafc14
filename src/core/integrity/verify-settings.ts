import { readFields } from '../base/plain-fields.ts';
import type { FieldFault, FieldReader } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { IntegritySettings } from './damage.ts';

/** The settings of a drive on which nobody changed any. */
export const DEFAULT_INTEGRITY_SETTINGS: IntegritySettings = {
  parityPercent: 0,
  parityCollections: null,
  deepCheckBudgetMs: 10_000,
  verifiedForDays: 30,
};

type NumberSetting = Exclude<keyof IntegritySettings, 'parityCollections'>;

/** More collections than this cannot be named; whoever means so many means all. */
const MAX_COLLECTIONS = 1_000;

/** The least and the most of each number. */
export const INTEGRITY_BOUNDS: Readonly<
  Record<NumberSetting, readonly [least: number, most: number]>
> = {
  parityPercent: [0, 100],
  deepCheckBudgetMs: [0, 3_600_000],
  verifiedForDays: [0, 3_650],
};

/**
 * `settings` with what `patch` names; the first field that is wrong or that nobody knows, otherwise. Whether
 * collections are there is for the caller to say, who may name them by id as well.
 */
export const withIntegritySettings = (
  settings: IntegritySettings,
  patch: PlainObject,
): Result<IntegritySettings, FieldFault> => {
  const fields = Object.keys(DEFAULT_INTEGRITY_SETTINGS);
  const stranger = Object.keys(patch).find((field) => !fields.includes(field));
  if (stranger !== undefined) {
    const known = fields.join(', ');
    return err({ field: stranger, expected: `one of ${known}` });
  }
  const read = readFields({ ...settings, ...patch });
  const number = (field: NumberSetting): number =>
    read.integer(field, ...INTEGRITY_BOUNDS[field]);
  const next: IntegritySettings = {
    parityPercent: number('parityPercent'),
    parityCollections: collectionsOf(read, { ...settings, ...patch }['parityCollections']),
    deepCheckBudgetMs: number('deepCheckBudgetMs'),
    verifiedForDays: number('verifiedForDays'),
  };
  const fault = read.fault();
  return fault === null ? ok(next) : err(fault);
};

const collectionsOf = (
  read: FieldReader,
  given: Plain | undefined,
): readonly string[] | null =>
  (given ?? null) === null
    ? null
    : read.list(
        'parityCollections',
        MAX_COLLECTIONS,
        (entry) => (typeof entry === 'string' ? entry : undefined),
        'the path of a collection',
      );
