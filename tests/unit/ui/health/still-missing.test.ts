import { describe, expect, it } from 'vitest';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import type { IntegrityReport } from '../../../../src/core/integrity/damage.ts';
import type { Orphan } from '../../../../src/core/integrity/orphan.ts';
import { leftOf, verdictOf } from '../../../../src/ui/health/bytes-verdict.ts';
import {
  type Fate,
  fateOf,
  leftOverOf,
  reportNow,
} from '../../../../src/ui/health/still-missing.ts';

const named = (id: string, hash: string) => ({ id, hash, name: `${id}.jpg`, sources: [] });
const REPORT: IntegrityReport = {
  ...{ startedAt: '2026-01-01T10:00:00.000Z', tookMs: 1, checked: 9, bytesRead: 0 },
  ...{ missing: 2, corrupt: 0, repaired: 0, quarantined: 0, orphans: 0, signedBy: null },
  stillMissing: [named('boat', 'aa'), named('lake', 'bb'), named('lake twice', 'bb')],
};
const orphan = (kind: Orphan['kind'], hash: string): Orphan => ({
  ...{ id: `${kind}:${hash}`, kind, path: hash, sizeBytes: 1, hash: hash as BlobHash },
  ...{ media: [], choices: ['discard'] },
});
const now = (fates: Readonly<Record<string, Fate>>) =>
  reportNow(REPORT, new Map(Object.entries(fates)));

describe('what a report names as missing', () => {
  it('goes as it comes back, which counts as repaired', () => {
    const some = now({ boat: 'back' });
    expect(some.stillMissing.map(({ id }) => id)).toEqual(['lake', 'lake twice']);
    expect(verdictOf(some)).toBe('needsYou');
    const all = now({ boat: 'back', lake: 'back', 'lake twice': 'back' });
    expect(leftOf(all)).toBe(0);
    expect(verdictOf(all)).toBe('repaired');
    expect(all.repaired).toBe(2);
  });

  it('goes with its last item that is wanted', () => {
    expect(leftOf(now({ boat: 'missing', lake: 'away' }))).toBe(2);
    const gone = now({ boat: 'away', lake: 'away', 'lake twice': 'away' });
    expect(verdictOf(gone)).toBe('right');
  });

  it('is told as what it is where nothing else was looked at', () => {
    const names = { ...REPORT, checked: 0 };
    expect(verdictOf(names)).toBe('missing');
    const back = new Map(names.stillMissing.map(({ id }) => [id, 'back'] as const));
    expect(verdictOf(reportNow(names, back))).toBe('noneMissing');
    const away = new Map(names.stillMissing.map(({ id }) => [id, 'away'] as const));
    expect(verdictOf(reportNow(names, away))).toBe('noneMissing');
  });

  it('is as the drive says', () => {
    expect(fateOf({ availability: 'missing' })).toBe('missing');
    expect(fateOf({ availability: 'damaged' })).toBe('missing');
    expect(fateOf({ availability: 'local' })).toBe('back');
    expect(fateOf(null)).toBe('away');
  });
});

describe('what is left over', () => {
  const stray = orphan('unnamed-bytes', 'aa');
  const [boat, other] = [orphan('missing-bytes', 'aa'), orphan('missing-bytes', 'cc')];

  it('has nothing of what stands among the missing already', () => {
    expect(leftOverOf([stray, boat, other], REPORT)).toEqual([stray, other]);
    expect(leftOverOf([stray, boat], null)).toEqual([stray, boat]);
  });

  it('has nothing of what a report counts without naming it', () => {
    const evicted = { ...REPORT, missing: 4_310 };
    expect(leftOverOf([stray, boat, other], evicted)).toEqual([stray]);
  });
});
