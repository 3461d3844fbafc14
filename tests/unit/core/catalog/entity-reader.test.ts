import { describe, expect, it } from 'vitest';
import { STRETCH } from '../../../../src/core/base/stretches.ts';
import type { CatalogStore } from '../../../../src/core/catalog/catalog-store.ts';
import { createEntityReader } from '../../../../src/core/catalog/entity-reader.ts';
import type { EntityState } from '../../../../src/core/catalog/records.ts';
import { createMemoryCatalog } from '../../../../src/platform/memory/memory-catalog.ts';

/** A store whose entities have `versions` as their only content, and how many keys were asked for. */
const countingStore = () => {
  const memory = createMemoryCatalog();
  /** How many keys, or how many records behind which. */
  const asked: (number | string)[] = [];
  let breaths = 0;
  const store: CatalogStore = {
    ...memory,
    get: (table, keys) => {
      asked.push(keys.length);
      return memory.get(table, keys);
    },
    scan: (table, range) => {
      asked.push(`${range.limit} from ${range.after?.[1]}`);
      return memory.scan(table, range);
    },
  };
  const write = (id: string, versions: number): Promise<void> =>
    memory.commit([
      { table: 'entities', key: ['media', id], value: { heads: [], versions, placedIn: [] } },
    ]);
  const put = async (...ids: readonly string[]): Promise<void> => {
    for (const id of ids) await write(id, Number(id));
  };
  const breathe = (): Promise<void> => {
    breaths += 1;
    return Promise.resolve();
  };
  return { store, asked, write, put, breathe, breaths: () => breaths };
};

const same = (state: EntityState): EntityState => state;

describe('D45: what an act reads', () => {
  it('is read once, and as it was until it is forgotten', async () => {
    const { store, asked, write, breathe } = countingStore();
    const reader = createEntityReader(store, breathe);
    const versions = async () => (await reader.read('media', ['x'], same))[0]?.versions;
    await write('x', 1);
    await reader.holding(async () => {
      expect(await versions()).toBe(1);
      await write('x', 2);
      expect(await versions()).toBe(1);
      expect(asked).toEqual([1]);
      reader.forget();
      expect(await versions()).toBe(2);
    });
    await write('x', 3);
    expect(await versions()).toBe(3);
  });

  it('is not taken from a read that began before it was forgotten', async () => {
    const { store, write, breathe } = countingStore();
    await write('x', 1);
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
    const reader = createEntityReader(slow, breathe);
    await reader.holding(async () => {
      const late = reader.read('media', ['x'], same);
      await write('x', 2);
      reader.forget();
      answer();
      expect((await late)[0]?.versions).toBe(1);
      expect((await reader.read('media', ['x'], same))[0]?.versions).toBe(2);
    });
  });

  it('is read by key, in stretches with a breath between, where it stands apart', async () => {
    const { store, asked, breathe, put, breaths } = countingStore();
    const all = Array.from({ length: 5_000 }, (_, i) => String(i).padStart(4, '0'));
    await put(...all);
    const reader = createEntityReader(store, breathe);
    const ids = all.filter((_, i) => i % 20 === 7).reverse();
    const states = await reader.read('media', ids, same);
    expect(states.map(({ versions }) => versions)).toEqual(ids.map(Number));
    // One look at its neighbours, which were others.
    expect(asked).toEqual([`${STRETCH} from 000`, STRETCH, STRETCH, 45]);
    expect(breaths()).toBe(3);
  });

  it('is read with its neighbours where they are wanted too, and what is not there is nothing', async () => {
    const { store, asked, breathe, put, breaths } = countingStore();
    const all = Array.from({ length: 3 * STRETCH }, (_, i) => String(i).padStart(4, '0'));
    await put(...all.filter((_, i) => i % 3 > 0));
    const reader = createEntityReader(store, breathe);
    const states = await reader.read('media', all, same);
    expect(states.map(({ versions }) => versions)).toEqual(
      all.map((id, i) => (i % 3 > 0 ? Number(id) : 0)),
    );
    expect(asked).toEqual([
      `${STRETCH} from 000`,
      `${STRETCH} from 010`,
      `${STRETCH} from 020`,
    ]);
    expect(breaths()).toBe(2);
  });
});
