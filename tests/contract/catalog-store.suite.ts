import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plain } from '../../src/core/base/plain.ts';
import type {
  CatalogKey,
  CatalogRange,
  CatalogStore,
  CatalogWrite,
} from '../../src/core/catalog/catalog-store.ts';
import { compareKeys } from '../../src/platform/memory/memory-table.ts';

const SEED = 20261121;

const put = (key: CatalogKey, value: Plain): CatalogWrite => ({
  table: 'entities',
  key,
  value,
});
const keysOf = (records: readonly { readonly key: CatalogKey }[]) =>
  records.map(({ key }) => key);

/** What every `CatalogStore` does. `createStore` gives a fresh, empty one for each test. */
export const describeCatalogStore = (
  name: string,
  createStore: () => Promise<CatalogStore>,
): void => {
  describe(`CatalogStore contract: ${name}`, () => {
    describeRecords(createStore);
    describeRanges(createStore);
    describeCommits(createStore);
  });
};

const describeRecords = (createStore: () => Promise<CatalogStore>): void => {
  it('gets values in the order of the keys asked for, undefined where there is none', async () => {
    const store = await createStore();
    await store.commit([put(['a'], 1), put(['b'], 2)]);
    expect(await store.get('entities', [['b'], ['x'], ['a'], ['b']])).toEqual([
      2,
      undefined,
      1,
      2,
    ]);
    expect(await store.get('entities', [])).toEqual([]);
  });

  it('keeps plain values as they are: bytes, null, nested lists and objects', async () => {
    const store = await createStore();
    const value = {
      bytes: new Uint8Array([0, 255]),
      none: null,
      list: [1, 'x', [true]],
      o: { p: -0.5 },
    };
    await store.commit([put(['v'], value)]);
    const [back] = await store.get('entities', [['v']]);
    expect(back).toEqual(value);
  });

  it('what the caller does to a value after the commit does not reach the store, nor the other way round', async () => {
    const store = await createStore();
    const value = { list: [1] };
    await store.commit([put(['v'], value)]);
    value.list.push(2);
    const [first] = (await store.get('entities', [['v']])) as [{ list: number[] }];
    first.list.push(3);
    expect(await store.get('entities', [['v']])).toEqual([{ list: [1] }]);
  });

  it('keeps tables apart, and clear() empties all of them', async () => {
    const store = await createStore();
    await store.commit([put(['k'], 1), { table: 'blobs', key: ['k'], value: 2 }]);
    expect(await store.get('blobs', [['k']])).toEqual([2]);
    expect(await store.get('entities', [['k']])).toEqual([1]);
    await store.clear();
    expect(await store.scan('blobs', {})).toEqual([]);
    expect(await store.scan('entities', {})).toEqual([]);
  });

  it('tells numbers from strings in keys', async () => {
    const store = await createStore();
    await store.commit([put([1], 'number'), put(['1'], 'string')]);
    expect(await store.get('entities', [[1], ['1']])).toEqual(['number', 'string']);
  });
};

const describeRanges = (createStore: () => Promise<CatalogStore>): void => {
  const filled = async (): Promise<CatalogStore> => {
    const store = await createStore();
    const keys: CatalogKey[] = [
      ['a'],
      ['a', 1],
      ['a', 2],
      ['a', 10],
      ['a', 'x'],
      ['ab', 1],
      ['b'],
    ];
    await store.commit([...keys].reverse().map((key) => put(key, key.join('/'))));
    return store;
  };

  it('scans in key order: parts one by one, numbers before strings, a prefix first', async () => {
    const store = await filled();
    const records = await store.scan('entities', {});
    expect(records.map(({ value }) => value)).toEqual([
      'a',
      'a/1',
      'a/2',
      'a/10',
      'a/x',
      'ab/1',
      'b',
    ]);
  });

  it('a prefix takes whole parts, itself included', async () => {
    const store = await filled();
    expect(keysOf(await store.scan('entities', { prefix: ['a'] }))).toEqual([
      ['a'],
      ['a', 1],
      ['a', 2],
      ['a', 10],
      ['a', 'x'],
    ]);
    expect(await store.keys('entities', { prefix: ['a', 1] })).toEqual([['a', 1]]);
    expect(await store.keys('entities', { prefix: ['c'] })).toEqual([]);
  });

  it('goes on behind `after`, before it in reverse, never past the prefix', async () => {
    const store = await filled();
    const prefix = ['a'];
    expect(await store.keys('entities', { prefix, after: ['a', 2] })).toEqual([
      ['a', 10],
      ['a', 'x'],
    ]);
    expect(await store.keys('entities', { prefix, after: ['a', 2], reverse: true })).toEqual([
      ['a', 1],
      ['a'],
    ]);
    expect(await store.keys('entities', { prefix, after: ['a', 'x'] })).toEqual([]);
    expect(await store.keys('entities', { prefix, after: ['b'] })).toEqual([]);
    expect(await store.keys('entities', { prefix, after: ['a'], reverse: true })).toEqual([]);
    expect(await store.keys('entities', { prefix: ['ab'], after: ['a', 1] })).toEqual([
      ['ab', 1],
    ]);
  });

  it('a limit takes the first of the range in its own direction; 0 takes none', async () => {
    const store = await filled();
    expect(await store.keys('entities', { limit: 2 })).toEqual([['a'], ['a', 1]]);
    expect(await store.keys('entities', { limit: 2, reverse: true })).toEqual([
      ['b'],
      ['ab', 1],
    ]);
    expect(keysOf(await store.scan('entities', { limit: 2, reverse: true }))).toEqual([
      ['b'],
      ['ab', 1],
    ]);
    expect(await store.scan('entities', { limit: 0 })).toEqual([]);
    expect(await store.keys('entities', { limit: 0 })).toEqual([]);
  });

  it('any range over any keys is what sorting and filtering them gives', async () => {
    const store = await createStore();
    const part = fc.oneof(
      fc.integer({ min: -2, max: 3 }),
      fc.constantFrom('', 'a', 'b', 'é', '\u{1F600}', '\uFFFF'),
    );
    const key = fc.array(part, { minLength: 1, maxLength: 3 });
    const range = fc.record(
      {
        prefix: fc.array(part, { maxLength: 2 }),
        after: key,
        limit: fc.integer({ min: 0, max: 5 }),
        reverse: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const keys = fc.sample(key, { numRuns: 120, seed: SEED });
    await store.commit(keys.map((k) => put(k, k)));
    for (const asked of fc.sample(range, { numRuns: 300, seed: SEED })) {
      const expected = expectedKeys(keys, asked);
      expect(await store.keys('entities', asked), JSON.stringify(asked)).toEqual(expected);
      expect(keysOf(await store.scan('entities', asked)), JSON.stringify(asked)).toEqual(
        expected,
      );
    }
  });
};

/** The range by its definition, over all keys. */
const expectedKeys = (
  keys: readonly CatalogKey[],
  { prefix = [], after, limit = Infinity, reverse = false }: CatalogRange,
): readonly CatalogKey[] => {
  const unique = new Map(keys.map((key) => [JSON.stringify(key), key]));
  const direction = reverse ? -1 : 1;
  return [...unique.values()]
    .filter((key) => prefix.every((part, i) => key[i] === part))
    .filter((key) => after === undefined || compareKeys(key, after) * direction > 0)
    .sort((a, b) => compareKeys(a, b) * direction)
    .slice(0, limit);
};

const describeCommits = (createStore: () => Promise<CatalogStore>): void => {
  it('applies writes in order: the last one of a key wins, undefined removes', async () => {
    const store = await createStore();
    await store.commit([
      put(['a'], 1),
      put(['a'], 2),
      put(['b'], 1),
      { table: 'entities', key: ['b'], value: undefined },
    ]);
    expect(await store.scan('entities', {})).toEqual([{ key: ['a'], value: 2 }]);
    await store.commit([{ table: 'entities', key: ['never'], value: undefined }]);
    await store.commit([]);
  });

  it('a commit with one write that cannot be kept leaves nothing of the others', async () => {
    const store = await createStore();
    const unclonable = (() => undefined) as unknown as Plain;
    await expect(
      Promise.resolve().then(() => store.commit([put(['a'], 1), put(['b'], unclonable)])),
    ).rejects.toThrow();
    expect(await store.scan('entities', {})).toEqual([]);
    await store.commit([put(['a'], 2)]);
    expect(await store.get('entities', [['a']])).toEqual([2]);
  });

  it('commits that are sent together land one after another', async () => {
    const store = await createStore();
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => store.commit([put(['k'], i), put(['n', i], i)])),
    );
    expect(await store.get('entities', [['k']])).toEqual([29]);
    expect((await store.keys('entities', { prefix: ['n'] })).length).toBe(30);
  });
};
