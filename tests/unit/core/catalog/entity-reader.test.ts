import { describe, expect, it } from 'vitest';
import { STRETCH } from '../../../../src/core/base/stretches.ts';
import type { CatalogStore } from '../../../../src/core/catalog/catalog-store.ts';
import { createEntityReader } from '../../../../src/core/catalog/entity-reader.ts';
import { createMemoryCatalog } from '../../../../src/platform/memory/memory-catalog.ts';

/** A store whose entities have `versions` as their only content, and how many keys were asked for. */
const countingStore = () => {
  const memory = createMemoryCatalog();
  const asked: number[] = [];
  const store: CatalogStore = {
    ...memory,
    get: (table, keys) => {
      asked.push(keys.length);
      return memory.get(table, keys);
    },
  };
  const put = (id: string, versions: number): Promise<void> =>
    memory.commit([
      { table: 'entities', key: ['media', id], value: { heads: [], versions, placedIn: [] } },
    ]);
  return { store, asked, put };
};

describe('D45: what an act reads', () => {
  it('is read once, and as it was until it is forgotten', async () => {
    const { store, asked, put } = countingStore();
    const reader = createEntityReader(store, () => Promise.resolve());
    const versions = async () => (await reader.read('media', ['x']))[0]?.versions;
    await put('x', 1);
    await reader.holding(async () => {
      expect(await versions()).toBe(1);
      await put('x', 2);
      expect(await versions()).toBe(1);
      expect(asked).toEqual([1]);
      reader.forget();
      expect(await versions()).toBe(2);
    });
    await put('x', 3);
    expect(await versions()).toBe(3);
  });

  it('is not taken from a read that began before it was forgotten', async () => {
    const { store, put } = countingStore();
    await put('x', 1);
    let answer = (): void => undefined;
    const gate = new Promise<void>((resolve) => (answer = resolve));
    let isFirst = true;
    const slow: CatalogStore = {
      ...store,
      get: async (table, keys) => {
        const records = await store.get(table, keys);
        if (isFirst) {
          isFirst = false;
          await gate;
        }
        return records;
      },
    };
    const reader = createEntityReader(slow, () => Promise.resolve());
    await reader.holding(async () => {
      const late = reader.read('media', ['x']);
      await put('x', 2);
      reader.forget();
      answer();
      expect((await late)[0]?.versions).toBe(1);
      expect((await reader.read('media', ['x']))[0]?.versions).toBe(2);
    });
  });

  it('is read in stretches with a breath between, in its order', async () => {
    const { store, asked, put } = countingStore();
    await put('7', 7);
    let breaths = 0;
    const reader = createEntityReader(store, () => {
      breaths += 1;
      return Promise.resolve();
    });
    const ids = Array.from({ length: 2 * STRETCH + 1 }, (_, i) => String(i));
    const states = await reader.read('media', ids);
    expect(states.map(({ versions }) => versions)).toEqual(
      ids.map((id) => (id === '7' ? 7 : 0)),
    );
    expect([asked, breaths]).toEqual([[STRETCH, STRETCH, 1], 2]);
  });
});
