/** What a report says as of now: pure. Items come back, or are let go, long before the next check. */
import type { IntegrityReport } from '../../core/integrity/damage.ts';
import type { Orphan } from '../../core/integrity/orphan.ts';
import type { MediaRow } from '../../core/media/media.ts';
import { leftOf } from './bytes-verdict.ts';

/** What became of an item without good bytes: nothing yet, its bytes are here again, or nobody wants it any more. */
export type Fate = 'missing' | 'back' | 'away';

/** The fate of an item by its row; `null` where it is gone or in the trash. */
export const fateOf = (row: Pick<MediaRow, 'availability'> | null): Fate => {
  if (row === null) return 'away';
  return row.availability === 'missing' || row.availability === 'damaged' ? 'missing' : 'back';
};

/** The report without what is settled since; what came back counts as repaired. `fates` by the id of the item. */
export const reportNow = (
  report: IntegrityReport,
  fates: ReadonlyMap<string, Fate>,
): IntegrityReport => {
  const { stillMissing } = report;
  const fate = (id: string): Fate => fates.get(id) ?? 'missing';
  const left = stillMissing.filter(({ id }) => fate(id) === 'missing');
  const back = hashesOf(stillMissing.filter(({ id }) => fate(id) === 'back'));
  const away = hashesOf(stillMissing.filter(({ id }) => fate(id) === 'away'));
  const open = hashesOf(left);
  const given = [...away].filter((hash) => !back.has(hash) && !open.has(hash)).length;
  return {
    ...report,
    stillMissing: left,
    missing: report.missing - given,
    repaired: report.repaired + back.size,
  };
};

/** What stands nowhere else: an item without bytes stands among the missing already. */
export const leftOverOf = (
  orphans: readonly Orphan[],
  report: IntegrityReport | null,
): readonly Orphan[] => {
  const told = hashesOf(report?.stillMissing ?? []);
  // A kept report names only the first of very many; the others it counts.
  const isCounted = report !== null && leftOf(report) > report.stillMissing.length;
  return orphans.filter(
    ({ kind, hash }) => kind !== 'missing-bytes' || !(isCounted || told.has(hash ?? '')),
  );
};

const hashesOf = (items: IntegrityReport['stillMissing']): ReadonlySet<string> =>
  new Set(items.map(({ hash }) => hash));
