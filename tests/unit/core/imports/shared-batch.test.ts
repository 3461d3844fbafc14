import type { PlainObject } from '../../../../src/core/base/plain.ts';
import { describe, expect, it } from 'vitest';
import {
  batchId,
  countAdmitted,
  isBatchId,
  isStale,
  parseBatch,
  SHARE_KEPT_MS,
  type SharedBatch,
} from '../../../../src/core/imports/shared-batch.ts';

const NOW = Date.UTC(2026, 10, 21);
const batch: SharedBatch = {
  id: batchId(NOW, 7),
  receivedAt: '2026-11-21T00:00:00.000Z',
  title: 'Harbour',
  text: 'From the pier',
  url: 'https://example.org/a.jpg',
  files: [{ name: 'a.jpg', sizeBytes: 12 }],
  leftOut: 0,
  state: 'waiting',
};
const plain = (change: object = {}) =>
  JSON.parse(JSON.stringify({ ...batch, ...change })) as PlainObject;

describe('a shared batch', () => {
  it('is read back as it was written', () => {
    expect(parseBatch(plain())).toEqual({ ok: true, value: batch });
  });

  it.each([
    ['a path for an id', { id: '../hm' }],
    ['a time that is none', { receivedAt: 'yesterday' }],
    ['a text without end', { text: 'x'.repeat(10_001) }],
    ['a file of a negative size', { files: [{ name: 'a', sizeBytes: -1 }] }],
    ['a file without a name', { files: [{ sizeBytes: 1 }] }],
    ['files without number', { files: Array(501).fill({ name: 'a', sizeBytes: 1 }) }],
    ['a state of another version', { state: 'eaten' }],
    ['files that are no list', { files: { length: 1 } }],
  ])('is refused with %s', (_what, change) => {
    expect(parseBatch(plain(change))).toMatchObject({
      ok: false,
      error: { type: 'bad-batch' },
    });
  });

  it('bears an id that is a safe name and sorts by age', () => {
    const ids = [batchId(NOW, 0xffffffff), batchId(NOW + 1, 0), batchId(5, -1)];
    expect(ids.every(isBatchId)).toBe(true);
    expect(ids.toSorted()).toEqual([ids[2], ids[0], ids[1]]);
  });

  it('is stale after a week, and at once where its name is not ours', () => {
    expect(isStale(batch.id, NOW + SHARE_KEPT_MS)).toBe(false);
    expect(isStale(batch.id, NOW + SHARE_KEPT_MS + 1)).toBe(true);
    expect(isStale('something', NOW)).toBe(true);
  });
});

describe('the limits of a share', () => {
  const limits = { files: 3, bytes: 100 };
  it('let the first files in, up to the one that would pass them', () => {
    expect(countAdmitted([], limits)).toBe(0);
    expect(countAdmitted([50, 50], limits)).toBe(2);
    expect(countAdmitted([50, 51, 1], limits)).toBe(1);
    expect(countAdmitted([1, 1, 1, 1], limits)).toBe(3);
    expect(countAdmitted([101], limits)).toBe(0);
  });
});
