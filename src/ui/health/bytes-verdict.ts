import type { IntegrityReport } from '../../core/integrity/damage.ts';

/** What a check came to: nothing was checked yet, all is right, all was put right, or a person is needed. */
export type BytesVerdict = 'unknown' | 'right' | 'repaired' | 'needsYou';

/** The verdict of a report, `null` where there was none yet. */
export const verdictOf = (report: IntegrityReport | null): BytesVerdict => {
  if (report === null) return 'unknown';
  if (report.stillMissing.length > 0 || report.repaired < report.missing + report.corrupt) {
    return 'needsYou';
  }
  return report.repaired > 0 ? 'repaired' : 'right';
};
