import { describe, expect, it } from 'vitest';
import type { CollectionId } from '../../../../src/core/base/ids.ts';
import { createRowCache } from '../../../../src/core/catalog/row-cache.ts';
import { createRowPages, pageToRecord } from '../../../../src/core/catalog/row-pages.ts';
import { createMemoryCatalog } from '../../../../src/platform/memory/memory-catalog.ts';
import { madeRow } from '../../../fixtures/media/made-row.ts';

const COLLECTION = 'c'.repeat(22) as CollectionId;

/** A cache over a store that holds pages of one row each. */
const createWorld = async (pages: number) => {
  const memory = createMemoryCatalog();
  await memory.commit(
    Array.from({ length: pages }, (_, n) => ({
      table: 'rows' as const,
      key: [COLLECTION, n],
      value: pageToRecord([madeRow(n)]),
    })),
  );
  let scans = 0;
  const store: typeof memory = {
    ...memory,
    scan: (...asked) => {
      scans++;
      return memory.scan(...asked);
    },
  };
  let breaths = 0;
  const cache = createRowCache(store, () => {
    breaths++;
    return Promise.resolve();
  });
  return { cache, scans: () => scans, breaths: () => breaths };
};

describe('the rows in memory', () => {
  it('are read once for all who ask while they are read', async () => {
    const { cache, scans } = await createWorld(3);
    const asked = await Promise.all([1, 2, 3].map(() => cache.read(COLLECTION)));
    expect(scans()).toBe(1);
    expect(new Set(asked).size).toBe(1);
    expect(asked[0]?.pages.flat()).toEqual([0, 1, 2].map((n) => madeRow(n)));
    expect(await cache.read(COLLECTION)).toBe(asked[0]);
    expect(scans()).toBe(1);
  });

  it('D27: what was being read while they changed is nobody’s', async () => {
    const { cache, scans } = await createWorld(3);
    const before = cache.read(COLLECTION);
    const changed = createRowPages([[madeRow(7)]]);
    cache.put(COLLECTION, changed);
    expect(await cache.read(COLLECTION)).toBe(changed);
    expect(await before).toBe(changed);
    const beforeClear = cache.read(COLLECTION);
    cache.clear();
    const after = await cache.read(COLLECTION);
    expect(after.pages.flat()).toEqual([0, 1, 2].map((n) => madeRow(n)));
    expect(await beforeClear).toBe(changed);
    expect(scans()).toBe(2);
  });

  it('are decoded a few pages at a time, so that others work between', async () => {
    const few = await createWorld(4);
    await few.cache.read(COLLECTION);
    expect(few.breaths()).toBe(0);
    const many = await createWorld(21);
    const { pages } = await many.cache.read(COLLECTION);
    expect(pages).toHaveLength(21);
    expect(many.breaths()).toBe(5);
  });
});
