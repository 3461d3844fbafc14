import type { Plain } from '../base/plain.ts';
import { isPlainObject } from '../base/plain-fields.ts';
import type { CatalogKey, CatalogRecord } from '../catalog/catalog-store.ts';
import type { ActWriter } from './act.ts';
import type { DriveParts } from './drive-parts.ts';
import { INTEGRITY_ROOM } from './integrity-records.ts';

/**
 * What of its own books the drive made good: the catalogue was damaged ('catalog-mended'), damaged with the
 * journal ('catalog-salvaged') or gone ('catalog-rebuilt'); the journal was gone or behind
 * ('journal-restored') or could not be read in part ('journal-mended').
 */
export const MENDINGS = [
  'catalog-mended',
  'catalog-salvaged',
  'catalog-rebuilt',
  'journal-restored',
  'journal-mended',
] as const;
export type MendingCode = (typeof MENDINGS)[number];

/** One such repair. */
export interface Mending {
  readonly what: MendingCode;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** The repairs of catalogue and journal, kept over restarts; they do not sync (V15). */
export interface MendingHistory {
  /** Keeps those of `codes` that tell of such a repair, now. Never rejects: the repair was made. */
  note(codes: readonly string[]): Promise<void>;
  /** The newest first. */
  list(): Promise<readonly Mending[]>;
}

const PREFIX: CatalogKey = [INTEGRITY_ROOM, 'mending'];
/** The oldest go. */
const KEPT = 100;

/** The history of one drive. */
export const createMendingHistory = (
  { catalog, clock, onDefect }: Pick<DriveParts, 'catalog' | 'clock' | 'onDefect'>,
  writer: Pick<ActWriter, 'write' | 'healed'>,
): MendingHistory => {
  const keep = (mended: readonly MendingCode[]): Promise<null> =>
    writer.write({ verb: 'settings' }, null, async (draft) => {
      const at = new Date(clock.nowMs()).toISOString();
      const known = await catalog.scan('local', { prefix: PREFIX });
      const oldest = known.slice(0, Math.max(0, known.length + mended.length - KEPT));
      for (const { key } of oldest) draft.local(key, null);
      for (const what of mended) draft.local([...PREFIX, at, what], { what, at });
      return null;
    });
  const read = (): Promise<readonly CatalogRecord[]> =>
    catalog.scan('local', { prefix: PREFIX, reverse: true, limit: KEPT });
  return {
    note: async (codes) => {
      const mended = MENDINGS.filter((code) => codes.includes(code));
      if (mended.length > 0) await keep(mended).catch(onDefect);
    },
    list: async () =>
      (await writer.healed(read)).flatMap(({ value }) => parseMending(value) ?? []),
  };
};

const parseMending = (value: Plain): Mending | null => {
  if (!isPlainObject(value)) return null;
  const { at } = value;
  const what = MENDINGS.find((code) => code === value['what']);
  return what === undefined || typeof at !== 'string' ? null : { what, at };
};
