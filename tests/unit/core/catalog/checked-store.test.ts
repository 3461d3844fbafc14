import { describe, expect, it } from 'vitest';
import type { CatalogKey, CatalogStore } from '../../../../src/core/catalog/catalog-store.ts';
import {
  type CheckedStore,
  createCheckedStore,
} from '../../../../src/core/catalog/checked-store.ts';
import {
  createMemoryCatalog,
  type MemoryCatalog,
} from '../../../../src/platform/memory/memory-catalog.ts';
import { describeCatalogStore } from '../../../contract/catalog-store.suite.ts';
import { failureOf } from '../../../contract/failure-of.ts';

describeCatalogStore('a checked store', () =>
  Promise.resolve(createCheckedStore(createMemoryCatalog())),
);

const key = (n: number): CatalogKey => ['media', `item ${n}`];
const RECORDS = 10;

/** A store with some records, and what reads the same bytes anew. */
const filled = async (): Promise<{ stored: MemoryCatalog; again: () => CheckedStore }> => {
  const stored = createMemoryCatalog();
  const store = createCheckedStore(stored);
  for (let n = 0; n < RECORDS; n++)
    await store.commit([{ table: 'entities', key: key(n), value: { n } }]);
  return { stored, again: () => createCheckedStore(stored) };
};

const readAll = async (store: CheckedStore): Promise<number> => {
  let records = 0;
  for await (const batch of store.walk('entities')) records += batch.length;
  return records;
};

const bytesAt = async (store: CatalogStore, at: CatalogKey): Promise<Uint8Array> =>
  ((await store.get('entities', [at])) as [Uint8Array])[0];

describe('D50: a store that believes nothing', () => {
  it('reads what was written, in this process and the next', async () => {
    const { again } = await filled();
    expect(await again().get('entities', [key(3), ['media', 'none']])).toEqual([
      { n: 3 },
      undefined,
    ]);
    expect(await readAll(again())).toBe(RECORDS);
  });

  it('raises no alarm for what is cleared and written anew while it is walked', async () => {
    const { again } = await filled();
    const store = again();
    const walk = store.walk('entities')[Symbol.asyncIterator]();
    expect((await walk.next()).value).toHaveLength(RECORDS);
    await store.clear();
    expect((await walk.next()).done).toBe(true);
  });

  it('finds each bit that flips in a record, and each length that it is cut to', async () => {
    const { stored, again } = await filled();
    const right = await bytesAt(stored, key(3));
    const broken = Array.from(right.keys()).flatMap((at) => [
      right.slice(0, at),
      ...Array.from({ length: 8 }, (_, bit) => right.with(at, (right[at] ?? 0) ^ (1 << bit))),
    ]);
    for (const value of broken) {
      await stored.commit([{ table: 'entities', key: key(3), value }]);
      expect(await failureOf(again().get('entities', [key(3)]))).toBe('catalog-damaged');
      expect(await failureOf(readAll(again()))).toBe('catalog-damaged');
    }
  });

  it('finds a record that is gone: by its key, in a range, among all', async () => {
    const { stored, again } = await filled();
    await stored.commit([{ table: 'entities', key: key(3), value: undefined }]);
    const reads: readonly ((store: CheckedStore) => Promise<unknown>)[] = [
      (store) => store.get('entities', [key(3)]),
      (store) => store.scan('entities', { prefix: ['media'] }),
      (store) => store.keys('entities', {}),
      readAll,
    ];
    for (const read of reads) expect(await failureOf(read(again()))).toBe('catalog-damaged');
    expect(await again().get('entities', [key(4)])).toEqual([{ n: 4 }]);
  });

  it('finds a record under the key of another, an older one, and one that was removed', async () => {
    const { stored, again } = await filled();
    const other = await bytesAt(stored, key(4));
    const old = await bytesAt(stored, key(3));
    await again().commit([
      { table: 'entities', key: key(3), value: { n: 'changed' } },
      { table: 'entities', key: key(5), value: undefined },
    ]);
    for (const [n, value] of [
      [3, other],
      [3, old],
      [5, old],
    ] as const) {
      const next = stored.survive('crash');
      await next.commit([{ table: 'entities', key: key(n), value }]);
      const store = createCheckedStore(next);
      expect(await failureOf(store.get('entities', [key(n)]))).toBe('catalog-damaged');
      // By its key alone only one that must not be there is seen.
      const some = store.keys('entities', { prefix: ['media'], limit: 9 });
      expect(await failureOf(some)).toBe(n === 5 ? 'catalog-damaged' : 'resolved');
    }
  });

  it('finds whatever is done to the sums themselves', async () => {
    const { stored } = await filled();
    const sums = await stored.scan('sums', {});
    expect(sums.length).toBe(RECORDS + 1);
    for (const { key: at, value } of sums) {
      const bytes = value as Uint8Array;
      const flipped = bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 4);
      for (const damage of [undefined, flipped, bytes.slice(0, -1)]) {
        const machine = stored.survive('crash');
        await machine.commit([{ table: 'sums', key: at, value: damage }]);
        const store = createCheckedStore(machine);
        expect(await failureOf(store.get('entities', [key(1)]))).toBe('catalog-damaged');
        await store.clear();
        expect(await store.get('entities', [key(1)])).toEqual([undefined]);
      }
    }
  });

  it('merges its sums when they are many, and knows the same', async () => {
    const stored = createMemoryCatalog();
    const store = createCheckedStore(stored);
    let most = 0;
    for (let n = 0; n < 700; n++) {
      const value = n % 7 === 3 ? undefined : { n };
      await store.commit([{ table: 'entities', key: key(n % 50), value }]);
      most = Math.max(most, (await stored.keys('sums', {})).length);
    }
    expect(most).toBe(257);
    const [one] = await stored.keys('entities', { limit: 1 });
    const there = (await stored.keys('entities', {})).length;
    expect(await readAll(createCheckedStore(stored))).toBe(there);
    await stored.commit([{ table: 'entities', key: one ?? [], value: undefined }]);
    expect(await failureOf(readAll(createCheckedStore(stored)))).toBe('catalog-damaged');
  });

  it('merges its sums when most of them are outdated', async () => {
    const stored = createMemoryCatalog();
    const store = createCheckedStore(stored);
    const pages: number[] = [];
    for (let n = 0; n < 7; n++) {
      const writes = Array.from({ length: 8_000 }, (_, i) => i).map((i) => ({
        table: 'entities' as const,
        key: ['media', i],
        value: n,
      }));
      await store.commit(writes);
      pages.push((await stored.keys('sums', { prefix: ['page'] })).length);
    }
    expect(pages).toEqual([1, 2, 3, 4, 5, 1, 2]);
    expect(await readAll(createCheckedStore(stored))).toBe(8_000);
  });

  it('raises no alarm for what is read while it is written', async () => {
    const stored = createMemoryCatalog();
    const store = createCheckedStore(stored);
    const acts: Promise<unknown>[] = [];
    for (let n = 0; n < 300; n++) {
      const value = n % 3 === 0 ? undefined : { n };
      acts.push(store.commit([{ table: 'entities', key: key(n % 5), value }]));
      acts.push(store.get('entities', [key(n % 5)]), readAll(store));
      acts.push(store.keys('entities', {}), store.scan('entities', { prefix: ['media'] }));
      if (n % 10 === 0) await acts.at(-1);
    }
    await Promise.all(acts);
  });

  it('salvages what is right beside what is damaged, sums or records', async () => {
    for (const at of [
      { table: 'entities', key: key(3) } as const,
      { table: 'sums', key: ['head'] } as const,
    ]) {
      const { stored, again } = await filled();
      await stored.commit([{ ...at, value: new Uint8Array(9) }]);
      const found: unknown[] = [];
      for await (const batch of again().salvage('entities')) found.push(...batch);
      expect(found).toHaveLength(at.table === 'sums' ? RECORDS : RECORDS - 1);
    }
  });
});
