import { type Catalog, openCatalog } from '../../../src/core/catalog/catalog.ts';
import type { CatalogKey } from '../../../src/core/catalog/catalog-store.ts';
import { openJournal } from '../../../src/core/journal/open-journal.ts';
import { createBlobStore } from '../../../src/core/blobs/blob-store.ts';
import { openPackStore } from '../../../src/core/storage/pack-store.ts';
import { createIdbCatalog } from '../../../src/platform/idb/idb-catalog.ts';
import { createIdbKeys } from '../../../src/platform/idb/idb-keys.ts';
import { createOpfsDisk } from '../../../src/platform/opfs/opfs-disk.ts';

/** Milliseconds of each thing that opening a drive waits for, one after another, and of a look at all blobs' names. */
export const timeOpen = async (): Promise<Readonly<Record<string, number>>> => {
  const times: Record<string, number> = {};
  const clocked = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const startMs = performance.now();
    const value = await act();
    times[name] = performance.now() - startMs;
    return value;
  };
  const clock = { nowMs: () => Date.now() };
  const root = await navigator.storage.getDirectory();
  const directory = await root.getDirectoryHandle('hm', { create: true });
  const disk = createOpfsDisk(directory);
  const journal = await clocked('open journal', () =>
    openJournal({ disk, directory: 'journal', clock }),
  );
  const store = await clocked('open database', () => createIdbCatalog('hm-catalog'));
  await clocked('load state of the catalogue', () => openCatalog(store));
  const derived = await clocked('open packs', () =>
    openPackStore({ disk, directory: 'derived', maxBytes: 10e9 }),
  );
  await clocked('open keys', () => createIdbKeys());
  const blobs = createBlobStore(disk);
  await clocked('clear staging', () => blobs.clearStaging(new Set()));
  await clocked('list names of blobs', async () => {
    const there = new Set<string>();
    for await (const hash of blobs.list()) there.add(hash);
  });
  const catalog = await openCatalog(store);
  await clocked('read records of blobs by scan', () => scanBlobs(catalog));
  await clocked('read records of blobs by hash', () => readBlobs(catalog));
  await derived.close();
  await journal.close();
  return times;
};

const AT_ONCE = 2_000;

/** All records of blobs by a walk over their table: values and keys in one answer each. */
const scanBlobs = async (catalog: Catalog): Promise<void> => {
  let after: CatalogKey | undefined;
  do {
    const range = after === undefined ? {} : { after };
    const batch = await catalog.scan('blobs', { limit: AT_ONCE, ...range });
    after = batch.length < AT_ONCE ? undefined : batch.at(-1)?.key;
  } while (after !== undefined);
};

/** The same records by their hashes, each asked for by itself. */
const readBlobs = async (catalog: Catalog): Promise<void> => {
  for await (const hashes of catalog.blobHashes()) {
    for (let at = 0; at < hashes.length; at += AT_ONCE) {
      await catalog.blobs(hashes.slice(at, at + AT_ONCE));
    }
  }
};
