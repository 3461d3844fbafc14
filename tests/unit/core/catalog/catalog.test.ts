import { createBLAKE2b } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { createBackend } from '../../../../src/app/backend.ts';
import type { BlobHash, CollectionId, MediaId } from '../../../../src/core/base/ids.ts';
import type {
  CatalogKey,
  CatalogStore,
  CatalogTable,
} from '../../../../src/core/catalog/catalog-store.ts';
import type { JournalEntry } from '../../../../src/core/catalog/journal-entry.ts';
import { startDrive } from '../../../simulation/drive/drive-world.ts';
import { createCheckedStore } from '../../../../src/core/catalog/checked-store.ts';
import { openCatalog } from '../../../../src/core/catalog/catalog.ts';
import { PAGE_ROWS, draftRowPages, NO_ROWS } from '../../../../src/core/catalog/row-pages.ts';
import { readJournalEntries } from './journal-of-drive.ts';
import { startSmallDrive } from '../drive/small-drive.ts';

const digest = async () => {
  const hasher = (await createBLAKE2b(256)).init();
  return { update: (b: Uint8Array) => void hasher.update(b), digest: () => hasher.digest() };
};

describe('the catalogue', () => {
  it('D8: however the journal is cut into transactions, the catalogue is the same', async () => {
    const { drive, machine, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    await drive.media.update(ids, { rating: 2 }, null);
    await drive.media.update(ids, { rating: 3 }, null);
    machine.clock.advance(120_000);
    await drive.compact({ force: true });
    const before = await versionsOf(machine.catalog);
    await drive.rebuildCatalog(await digest());
    expect(before.length).toBeGreaterThan(0);
    expect(await versionsOf(machine.catalog)).toEqual(before);

    const entries = await readJournalEntries(machine);
    const counts = entries.filter(({ e }) => e === 'count');
    expect(counts.length).toBeGreaterThan(0);
    await machine.catalog.clear();
    const catalog = await openCatalog(machine.catalog);
    for (const entry of entries) await catalog.apply([entry], null);
    const [item] = await catalog.media([ids[0] as MediaId]);
    expect(item?.versions).toBe(3);
  });

  it('D36: a damaged page is noticed, and the catalogue is made again once for all who meet it', async () => {
    const small = await startSmallDrive();
    await small.add('a', 'x.jpg');
    const { id } = small.drive.collections.get('a');
    const { drive, machine, names, events } = await small.restart();
    await tear(machine.catalog, { table: 'rows', key: [id, 0] });
    await expect(drive.listing.list('a', {})).rejects.toMatchObject({
      type: 'catalog-damaged',
    });
    let attempts = 0;
    const backend = createBackend(
      {
        edit: (_, request) => {
          attempts += 1;
          return drive.collections.create('b', {}, request);
        },
        list: () => drive.listing.list('a', {}),
      },
      { healed: drive.healed, onDefect: () => undefined },
    );
    const asked = ['1', '2', '3'].map((call) =>
      backend({ id: call, method: 'list', args: [] }),
    );
    const listed = { ok: true, value: { total: 1 } };
    expect(await Promise.all(asked)).toMatchObject([listed, listed, listed]);
    expect(events.filter(({ event }) => event === 'status')).toHaveLength(1);
    expect(drive.startup.degraded).toEqual(['catalog-mended']);
    expect(await backend({ id: '4', method: 'edit', args: [] })).toMatchObject({ ok: true });
    expect(attempts).toBe(1);
    expect(await names('a')).toEqual(['x.jpg']);
  });

  it.each(['entities', 'rows'] as const)(
    'D36: an act that meets damage of %s, before or behind its place in the journal, makes the catalogue again and is done once',
    async (table) => {
      const small = await startSmallDrive();
      const ids = await small.add('a', 'x.jpg');
      const { id } = small.drive.collections.get('a');
      const { drive, machine } = await small.restart();
      const key = table === 'rows' ? [id, 0] : ['media', ids[0] ?? ''];
      await tear(machine.catalog, { table, key });
      await drive.media.update(ids, { rating: 4 }, null);
      expect(drive.startup.degraded).toEqual(['catalog-mended']);
      const history = await drive.undo.history(10);
      expect(history.filter(({ verb }) => verb === 'edit')).toHaveLength(1);
      expect(await drive.undo.undo(null)).toBe('Edited 1 item');
      expect((await drive.media.get(ids[0] as MediaId)).rating).toBeNull();
    },
  );

  it('D32: a note of what was seen and an act at once: neither forgets the other', async () => {
    const { machine, add } = await startSmallDrive();
    await add('a', 'x.jpg');
    let commits = 0;
    const store: CatalogStore = {
      ...machine.catalog,
      commit: async (writes) => {
        // The first commit takes long, so that the second, were it not in turn, would overtake it.
        if ((commits += 1) === 1) await turns(50);
        await machine.catalog.commit(writes);
      },
    };
    const catalog = await openCatalog(store);
    const [hash] = await firstOf(catalog.blobHashes());
    const before = catalog.state().acts;
    const act = { e: 'act', id: 'one', before: [] } as unknown as JournalEntry;
    await Promise.all([
      catalog.noteBlobs(new Map([[hash as BlobHash, { state: 'damaged' }]])),
      catalog.apply([act], { segment: 9, offset: 9 }),
    ]);
    expect(catalog.state()).toMatchObject({ acts: before + 1, position: { segment: 9 } });
    const { id } = [...catalog.state().tree.nodes.values()][0] ?? { id: '' as CollectionId };
    expect((await catalog.rows(id)).pages[0]?.[0]?.availability).toBe('damaged');
  });

  it('D29: what is done to items leaves what their rows say of lost bytes', async () => {
    const { drive, machine, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    const { hash } = await drive.media.get(ids[0] as MediaId);
    const path = [...machine.disk.files().keys()].find((name) => name.includes(hash));
    await machine.disk.remove(path ?? '');
    await drive.checkPresence();
    const shown = async (path: string) =>
      (await drive.listing.list(path, { sort: 'name', order: 'asc' })).items.map(
        ({ availability }) => availability,
      );
    await drive.media.update(ids, { rating: 3 }, null);
    expect(await shown('a')).toEqual(['missing', 'local']);
    await drive.media.move(ids, 'b', null, null);
    expect(await shown('b')).toEqual(['missing', 'local']);
    await drive.media.remove(ids, null);
    await drive.trash.restore(ids, null);
    expect(await shown('b')).toEqual(['missing', 'local']);
  });

  it('D27: a listing that was being read while an act was written is not kept', async () => {
    const { machine, add } = await startSmallDrive();
    const ids = await add('a', 'x.jpg', 'y.jpg');
    await add('b', 'z.jpg');
    const survivor = machine.survive('crash', { seed: 9 });
    let isSlow = false;
    const catalog = {
      ...survivor.catalog,
      scan: async (...asked: Parameters<CatalogStore['scan']>) => {
        const records = await survivor.catalog.scan(...asked);
        if (isSlow && asked[0] === 'rows') await turns(2_000);
        return records;
      },
    };
    const { drive } = await startDrive({ ...survivor, catalog });
    await drive.listing.list('a', {});
    isSlow = true;
    const asked = drive.listing.list('', { recursive: true });
    await turns(20);
    isSlow = false;
    await drive.media.remove(ids.slice(0, 1), null);
    await asked;
    expect((await drive.listing.list('', { recursive: true })).total).toBe(2);
  });

  it('pages fill up in order, change where the row is, and keep what others hold', () => {
    const rowOf = (i: number) => ({ id: `id-${i}` as MediaId, rating: 0 }) as never;
    const draft = draftRowPages(NO_ROWS);
    for (let i = 0; i < PAGE_ROWS + 1; i++) draft.put(rowOf(i));
    const full = draft.finish();
    expect(full.pages.map((page) => page.length)).toEqual([PAGE_ROWS, 1]);
    const second = draftRowPages(full);
    second.remove('id-0' as MediaId);
    second.put({ id: 'id-1', rating: 5 } as never);
    expect([...second.dirty]).toEqual([0]);
    const changed = second.finish();
    expect(changed.pages[0]).toHaveLength(PAGE_ROWS - 1);
    expect(full.pages[0]).toHaveLength(PAGE_ROWS);
    expect(changed.pages[1]).toBe(full.pages[1]);
    expect(second.row('id-0' as MediaId)).toBeNull();
    // The last one took its place, and is found there.
    const third = draftRowPages(changed);
    const last = `id-${PAGE_ROWS - 1}` as MediaId;
    expect(third.row(last)).toMatchObject({ id: last, rating: 0 });
    third.remove('id-1' as MediaId);
    third.put({ id: last, rating: 7 } as never);
    const ids = third.finish().pages[0]?.map(({ id }) => id);
    expect(new Set(ids).size).toBe(PAGE_ROWS - 2);
    expect(ids).toHaveLength(PAGE_ROWS - 2);
    expect(third.row(last)?.rating).toBe(7);
  });
});

const firstOf = async <T>(batches: AsyncIterable<readonly T[]>): Promise<readonly T[]> => {
  for await (const batch of batches) return batch;
  return [];
};

/** Lets so many turns of the event loop's promises pass. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

/** Turns a bit of a stored record. */
const tear = async (
  store: CatalogStore,
  { table, key }: { readonly table: CatalogTable; readonly key: CatalogKey },
): Promise<void> => {
  const [stored] = (await store.get(table, [key])) as [Uint8Array];
  const value = stored.with(10, (stored[10] ?? 0) ^ 1);
  await store.commit([{ table, key, value }]);
};

const versionsOf = async (store: CatalogStore) => {
  const versions: (readonly [string, number])[] = [];
  for await (const batch of createCheckedStore(store).walk('entities'))
    for (const { key, value } of batch)
      versions.push([key.join('/'), (value as { versions: number }).versions]);
  return versions;
};
