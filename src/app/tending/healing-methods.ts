import type { Drive } from '../../core/drive/drive.ts';
import type { Mending } from '../../core/drive/mending-history.ts';
import type { Repair } from '../../core/drive/repair-history.ts';
import type { DrillReport } from '../../core/integrity/drill-report.ts';
import { isBlobHash } from '../../core/base/ids.ts';
import { isDirectory } from '../../platform/file-system-access/directory-walk.ts';
import { type Methods, badArgument, object, text } from '../backend.ts';
import type { Healing } from './healing.ts';

/** The methods of `hm.integrity` that heal, by name. Arguments are whatever a script passed. */
export const healingMethods = (
  healing: Healing,
  { repairs, mendings }: Pick<Drive, 'repairs' | 'mendings'>,
): Methods => ({
  'integrity.drill': (): Promise<DrillReport> => healing.drill(),
  'integrity.receipts': ([options]): Promise<readonly Repair[]> => {
    const { limit = 100 } = object(options ?? {}, 'options') as { readonly limit?: unknown };
    return repairs.list({ limit: whole(limit, 'limit', 1, 1_000) });
  },
  'integrity.mendings': (): Promise<readonly Mending[]> => mendings.list(),
  'integrity.discardReplaced': ([blob]) => {
    const hash = text(blob, 'blob');
    if (!isBlobHash(hash)) throw badArgument(blob, 'blob', 'a hash of 64 hex digits');
    return repairs.discard(hash);
  },
  'integrity.healFrom': ([folder]) => {
    if (!isFolder(folder)) throw badArgument(folder, 'folder', 'the handle of a folder');
    healing.healFrom(folder);
  },
});

const whole = (value: unknown, name: string, least: number, most: number): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
    return value;
  }
  throw badArgument(value, name, `a whole number from ${least} to ${most}`);
};

const isFolder = (value: unknown): value is FileSystemDirectoryHandle =>
  value instanceof FileSystemHandle && isDirectory(value);
