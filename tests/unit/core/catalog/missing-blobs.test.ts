import { describe, expect, it } from 'vitest';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import { type Catalog, openCatalog } from '../../../../src/core/catalog/catalog.ts';
import type { CatalogRange, CatalogStore } from '../../../../src/core/catalog/catalog-store.ts';
import { MISSING } from '../../../../src/core/catalog/missing-blobs.ts';
import { ownCopy } from '../../../../src/core/catalog/records.ts';
import type { SimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import { startDrive } from '../../../simulation/drive/drive-world.ts';
import { startSmallDrive } from '../drive/small-drive.ts';

const FILES = ['x.jpg', 'y.jpg', 'z.jpg'];

describe('the list of missing blobs', () => {
  it('D52, V1: a start knows how many originals are missing, shows which, and reads none of their names', async () => {
    const survivor = await startWithoutOriginals();
    const { store, read } = countNames(survivor.catalog);
    const { drive } = await startDrive({
      ...survivor,
      catalog: { ...survivor.catalog, ...store },
    });
    expect(drive.startup.missing).toBe(FILES.length);
    const { items } = await drive.listing.list('a', {});
    expect(items.map(({ availability }) => availability)).toEqual(FILES.map(() => 'missing'));
    expect(read()).toBe(0);
    const tally = await drive.integrity.healMissing();
    expect(tally.stillMissing).toHaveLength(FILES.length);
    expect(read()).toBe(FILES.length);
  });

  it('V1: names are read once, and what is noted meanwhile and afterwards holds', async () => {
    const { catalog: kept } = await startWithoutOriginals();
    const { store, read } = countNames(kept);
    const [first, second] = await namesIn(kept);
    let breathe = (): Promise<void> => Promise.resolve();
    const catalog = await openCatalog(store, () => breathe());

    const breaths = createGate();
    breathe = breaths.pass;
    const asked = catalog.missing();
    await breaths.reached;
    breathe = () => Promise.resolve();
    await catalog.noteBlobs(new Map([[first, PRESENT]]));
    breaths.open();
    expect((await asked).has(second)).toBe(true);
    await expectWhatRecordsSay(catalog, FILES.length - 1);

    await catalog.noteBlobs(new Map([[first, MISSED]]));
    await catalog.noteBlobs(new Map([[second, PRESENT]]));
    await expectWhatRecordsSay(catalog, FILES.length - 1);
    expect((await catalog.missing()).has(second)).toBe(false);
    expect(read()).toBe(FILES.length);
    await expectWhatRecordsSay(await openCatalog(kept), FILES.length - 1);
  });

  it('a reading that failed is begun anew', async () => {
    const { catalog: kept } = await startWithoutOriginals();
    let isRefusing = true;
    const catalog = await openCatalog({
      ...kept,
      keys: (table, range) =>
        isRefusing && isOfNames(range)
          ? Promise.reject(new Error('refused'))
          : kept.keys(table, range),
    });
    await expect(catalog.missing()).rejects.toThrow('refused');
    isRefusing = false;
    await expectWhatRecordsSay(catalog, FILES.length);
  });

  it('a write that fails leaves the list as it was', async () => {
    const { catalog: kept } = await startWithoutOriginals();
    const [first] = await namesIn(kept);
    let isFull = false;
    const catalog = await openCatalog({
      ...kept,
      commit: (writes, onDone) =>
        isFull ? Promise.reject(new Error('full')) : kept.commit(writes, onDone),
    });
    await expectWhatRecordsSay(catalog, FILES.length);
    isFull = true;
    const noted = catalog.noteBlobs(new Map([[first, PRESENT]]));
    await expect(noted).rejects.toThrow('full');
    await expectWhatRecordsSay(catalog, FILES.length);
  });

  it('a catalogue that was cleared misses nothing', async () => {
    const { catalog: kept } = await startWithoutOriginals();
    const catalog = await openCatalog(kept);
    await expectWhatRecordsSay(catalog, FILES.length);
    await catalog.clear();
    await expectWhatRecordsSay(catalog, 0);
  });
});

const PRESENT = { state: 'present' } as const;
const MISSED = { state: 'missing' } as const;

/** A drive that has noted that each of its originals is gone, and then ended. */
const startWithoutOriginals = async (): Promise<SimulatedMachine> => {
  const { drive, machine, add } = await startSmallDrive();
  await add('a', ...FILES);
  const originals = [...machine.disk.files().keys()].filter((path) =>
    path.startsWith('blobs/'),
  );
  for (const path of originals) await machine.disk.remove(path);
  const { missing } = await drive.checkPresence();
  expect(missing).toBe(FILES.length);
  return machine.survive('crash', { seed: 3 });
};

const isOfNames = ({ prefix }: CatalogRange): boolean => prefix?.[0] === MISSING[0];

/** The same store, and how many names of missing blobs were read from it. */
const countNames = (store: CatalogStore) => {
  let names = 0;
  const counting: CatalogStore = {
    ...store,
    keys: async (table, range) => {
      const keys = await store.keys(table, range);
      names += keys.filter(([group]) => group === MISSING[0]).length;
      return keys;
    },
  };
  return { store: counting, read: () => names };
};

/** Whoever passes it waits until it is opened. */
const createGate = () => {
  let reach = (): void => undefined;
  let open = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    reached,
    open,
    pass: (): Promise<void> => {
      reach();
      return opened;
    },
  };
};

const namesIn = async (store: CatalogStore): Promise<readonly [BlobHash, BlobHash]> => {
  const [first, second] = [...(await (await openCatalog(store)).missing())];
  if (first === undefined || second === undefined) throw new Error('nothing is missing');
  return [first, second];
};

/** List, count and records agree. */
const expectWhatRecordsSay = async (catalog: Catalog, count: number): Promise<void> => {
  const gone: BlobHash[] = [];
  for await (const hashes of catalog.blobHashes()) {
    const records = await catalog.blobs(hashes);
    gone.push(...hashes.filter((_, i) => ownCopy(records[i] ?? null)?.state === 'missing'));
  }
  expect([...(await catalog.missing())].sort()).toEqual(gone.sort());
  expect(gone).toHaveLength(count);
  expect(catalog.state().missing).toBe(count);
};
