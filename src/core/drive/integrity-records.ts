import { HmError } from '../base/hm-error.ts';
import type { FieldFault } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { IntegrityReport, IntegritySettings } from '../integrity/damage.ts';
import {
  DEFAULT_INTEGRITY_SETTINGS,
  withIntegritySettings,
} from '../integrity/verify-settings.ts';
import type { ActWriter } from './act.ts';

/** Where these records stand: they do not sync, and are no part of what drives are compared by. */
export const INTEGRITY_ROOM = 'integrity';

/** What is kept of checks over restarts. */
export interface IntegrityRecords {
  settings(): Promise<IntegritySettings>;
  /** Rejects 'bad-argument' with the field, its value and its bounds; then nothing is changed. */
  configure(patch: PlainObject): Promise<IntegritySettings>;
  /** The last check that ended; `null` before the first. */
  lastReport(): Promise<IntegrityReport | null>;
  keepReport(report: IntegrityReport): Promise<void>;
}

/** The records of one drive. */
export const createIntegrityRecords = (
  catalog: Pick<Catalog, 'local'>,
  writer: ActWriter,
): IntegrityRecords => {
  const read = (name: string): Promise<Plain | undefined> =>
    catalog.local([INTEGRITY_ROOM, name]);

  const keep = async (name: string, value: object): Promise<void> => {
    await writer.write({ verb: 'settings' }, null, (draft) => {
      draft.local([INTEGRITY_ROOM, name], value as PlainObject);
      return Promise.resolve(null);
    });
  };

  const settings: IntegrityRecords['settings'] = async () => {
    const kept = (await read('settings')) as PlainObject | undefined;
    const known = withIntegritySettings(DEFAULT_INTEGRITY_SETTINGS, kept ?? {});
    return known.ok ? known.value : DEFAULT_INTEGRITY_SETTINGS;
  };

  return {
    settings,
    configure: async (patch) => {
      const next = withIntegritySettings(await settings(), patch);
      if (!next.ok) throw badSetting(patch, next.error);
      await keep('settings', next.value);
      return next.value;
    },
    lastReport: async () =>
      ((await read('report')) as unknown as IntegrityReport | undefined) ?? null,
    keepReport: (report) => keep('report', report),
  };
};

const badSetting = (patch: PlainObject, { field, expected }: FieldFault): HmError => {
  const value = patch[field];
  const shown = JSON.stringify(value ?? null);
  return new HmError(
    'bad-argument',
    `${field} must be ${expected}, not ${shown.slice(0, 100)}.`,
    {
      name: field,
    },
  );
};
