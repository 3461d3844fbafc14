import type { IntegrityReport } from '../../core/integrity/damage.ts';

/**
 * What a check came to: nothing was checked yet, all is right, all was put right, or a person is needed; or,
 * where nothing but what was missing was looked at, some of it is, or none of it.
 */
export type BytesVerdict =
  'unknown' | 'right' | 'repaired' | 'needsYou' | 'missing' | 'noneMissing';

/** How many items need somebody: a kept report names only the first of very many. */
export const leftOf = ({ stillMissing, missing, corrupt, repaired }: IntegrityReport): number =>
  Math.max(stillMissing.length, missing + corrupt - repaired);

/** The verdict of a report, `null` where there was none yet. */
export const verdictOf = (report: IntegrityReport | null): BytesVerdict => {
  if (report === null) return 'unknown';
  const isLeft = leftOf(report) > 0;
  if (report.checked === 0) return isLeft ? 'missing' : 'noneMissing';
  if (isLeft) return 'needsYou';
  return report.repaired > 0 ? 'repaired' : 'right';
};
