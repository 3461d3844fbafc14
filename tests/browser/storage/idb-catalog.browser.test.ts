import { deleteDB, openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import type { CatalogWrite } from '../../../src/core/catalog/catalog-store.ts';
import { createCheckedStore } from '../../../src/core/catalog/checked-store.ts';
import { createIdbCatalog } from '../../../src/platform/idb/idb-catalog.ts';
import { describeCatalogStore } from '../../contract/catalog-store.suite.ts';
import { failureOf } from '../../contract/failure-of.ts';

describeCatalogStore('IndexedDB', () => createIdbCatalog(crypto.randomUUID()));

describeCatalogStore('IndexedDB, checked', async () =>
  createCheckedStore(await createIdbCatalog(crypto.randomUUID())),
);

describeCatalogStore('IndexedDB without getAllRecords', async () => {
  const store = await createIdbCatalog(crypto.randomUUID());
  const prototype = IDBObjectStore.prototype as { getAllRecords?: unknown };
  const native = Object.getOwnPropertyDescriptor(prototype, 'getAllRecords');
  const withoutIt = async <T>(act: () => Promise<T>): Promise<T> => {
    delete prototype.getAllRecords;
    try {
      return await act();
    } finally {
      if (native !== undefined) Object.defineProperty(prototype, 'getAllRecords', native);
    }
  };
  return { ...store, scan: (table, range) => withoutIt(() => store.scan(table, range)) };
});

const row = (n: number): CatalogWrite => ({ table: 'rows', key: ['a', n], value: { n } });

describe('IndexedDB catalogue', () => {
  it('keeps its records for the next connection', async () => {
    const name = crypto.randomUUID();
    const first = await createIdbCatalog(name);
    await first.commit([{ table: 'rows', key: ['a', 1], value: { n: 1 } }]);
    await first.close();
    const second = await createIdbCatalog(name);
    expect(await second.get('rows', [['a', 1]])).toEqual([{ n: 1 }]);
  });

  it('gives way to a deletion from elsewhere, and then says that it is closed', async () => {
    const name = crypto.randomUUID();
    const store = await createIdbCatalog(name);
    await deleteDB(name);
    expect(await failureOf(store.get('rows', [['a']]))).toBe('io-failed');
    expect(await failureOf(store.commit([]))).toBe('io-failed');
  });

  it('lets others work while many records are committed, and shows all of them at once', async () => {
    const store = await createIdbCatalog(crypto.randomUUID());
    const writes = Array.from({ length: 1_000 }, (_, i) => row(i));
    const told: number[] = [];
    let tasks = 0;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      tasks += 1;
      port2.postMessage(null);
    };
    port2.postMessage(null);
    const between: Promise<readonly unknown[]>[] = [];
    await store.commit(writes, (done) => {
      told.push(done, tasks);
      between.push(
        store.get('rows', [
          ['a', 0],
          ['a', 999],
        ]),
      );
    });
    port1.close();
    expect(told.filter((_, i) => i % 2 === 0)).toEqual([200, 400, 600, 800]);
    expect(tasks).toBeGreaterThan(told[1] ?? Infinity);
    for (const read of await Promise.all(between)) expect(read).toEqual([{ n: 0 }, { n: 999 }]);
  });

  it('keeps nothing of many records where a late one cannot be kept', async () => {
    const store = await createIdbCatalog(crypto.randomUUID());
    const writes = Array.from({ length: 1_000 }, (_, i) => row(i));
    const broken = { ...row(700), value: (() => 0) as never };
    await expect(store.commit([...writes.slice(0, 700), broken])).rejects.toThrow();
    expect(await store.keys('rows', {})).toEqual([]);
  });

  it('D50: raises no alarm for what is read while it is written, and finds what was written past it', async () => {
    const stored = await createIdbCatalog(crypto.randomUUID());
    const store = createCheckedStore(stored);
    const acts: Promise<unknown>[] = [];
    for (let n = 0; n < 200; n++) {
      acts.push(store.commit([row(n % 5), { ...row(n % 7), value: undefined }]));
      acts.push(store.get('rows', [row(n % 5).key, row(n % 7).key]), store.keys('rows', {}));
      acts.push(store.scan('rows', { prefix: ['a'] }));
      if (n % 10 === 0) await acts.at(-1);
    }
    await Promise.all(acts);
    await store.commit([row(1), row(2)]);
    await stored.commit([{ ...row(1), value: undefined }]);
    expect(await failureOf(store.scan('rows', { prefix: ['a'] }))).toBe('catalog-damaged');
  });

  it('drops a database of an older form, which the journal makes again', async () => {
    const name = crypto.randomUUID();
    const older = await openDB(name, 1, {
      upgrade: (database) => void database.createObjectStore('rows'),
    });
    await older.put('rows', { n: 1 }, ['a', 1]);
    older.close();
    const store = createCheckedStore(await createIdbCatalog(name));
    expect(await store.keys('rows', {})).toEqual([]);
  });

  it('refuses a database of a newer form with a sentence', async () => {
    const name = crypto.randomUUID();
    (await openDB(name, 999)).close();
    expect(await failureOf(createIdbCatalog(name))).toBe('io-failed');
  });

  it('a closed store rejects io-failed', async () => {
    const store = await createIdbCatalog(crypto.randomUUID());
    await store.close();
    expect(await failureOf(store.scan('rows', {}))).toBe('io-failed');
  });
});
