import { HmError } from '../base/hm-error.ts';
import type { CollectionId } from '../base/ids.ts';
import type { FieldFault } from '../base/plain-fields.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { IntegrityReport, IntegritySettings } from '../integrity/damage.ts';
import {
  DEFAULT_INTEGRITY_SETTINGS,
  withIntegritySettings,
} from '../integrity/verify-settings.ts';
import { pathOf } from '../collections/tree.ts';
import type { ActWriter } from './act.ts';
import { nodeAt } from './collection-view.ts';

/** Where these records stand: they do not sync, and are no part of what drives are compared by. */
export const INTEGRITY_ROOM = 'integrity';

/** A kept report names as many items that are still missing; its counts say how many there are. */
const KEPT_MISSING = 1_000;

/** What is kept of checks over restarts. */
export interface IntegrityRecords {
  settings(): Promise<IntegritySettings>;
  /**
   * Rejects 'bad-argument' with the field, its value and its bounds, 'not-found' for a collection that is not
   * there; then nothing is changed.
   */
  configure(patch: PlainObject): Promise<IntegritySettings>;
  /** The last check that ended; `null` before the first. */
  lastReport(): Promise<IntegrityReport | null>;
  keepReport(report: IntegrityReport): Promise<void>;
}

/** The records of one drive. */
export const createIntegrityRecords = (
  catalog: Pick<Catalog, 'local' | 'state'>,
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

  /** Collections by id: their paths may change. */
  const readKept = async (): Promise<IntegritySettings> => {
    const kept = (await read('settings')) as PlainObject | undefined;
    const known = withIntegritySettings(DEFAULT_INTEGRITY_SETTINGS, kept ?? {});
    return known.ok ? known.value : DEFAULT_INTEGRITY_SETTINGS;
  };

  const withPaths = (kept: IntegritySettings): IntegritySettings => {
    const { tree } = catalog.state();
    const paths = kept.parityCollections?.flatMap(
      (id) => pathOf(tree, id as CollectionId) ?? [],
    );
    return { ...kept, parityCollections: paths ?? null };
  };

  /** The root stands for everything; what is no list of texts is left for the settings to refuse. */
  const withIds = (patch: PlainObject): PlainObject => {
    const given = patch['parityCollections'];
    if (!Array.isArray(given) || !given.every((path) => typeof path === 'string')) return patch;
    const nodes = given.map((path) => nodeAt(catalog.state(), path));
    const ids = nodes.flatMap((node) => node?.id ?? []);
    return {
      ...patch,
      parityCollections: nodes.includes(null) ? null : [...new Set(ids)],
    };
  };

  return {
    settings: async () => withPaths(await readKept()),
    configure: async (patch) => {
      const next = withIntegritySettings(await readKept(), withIds(patch));
      if (!next.ok) throw badSetting(patch, next.error);
      await keep('settings', next.value);
      return withPaths(next.value);
    },
    lastReport: async () =>
      ((await read('report')) as unknown as IntegrityReport | undefined) ?? null,
    keepReport: (report) =>
      keep('report', { ...report, stillMissing: report.stillMissing.slice(0, KEPT_MISSING) }),
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
