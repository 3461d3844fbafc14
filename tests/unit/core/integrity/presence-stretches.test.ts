import { describe, expect, it } from 'vitest';
import type { BlobHash } from '../../../../src/core/base/ids.ts';
import { type Catalog, openCatalog } from '../../../../src/core/catalog/catalog.ts';
import type { CollectionId } from '../../../../src/core/base/ids.ts';
import type { JournalEntry } from '../../../../src/core/catalog/journal-entry.ts';
import { createRowPages } from '../../../../src/core/catalog/row-pages.ts';
import { createWriteLock } from '../../../../src/core/catalog/write-lock.ts';
import type { MediaRow } from '../../../../src/core/media/media.ts';
import {
  checkPresence,
  NOTED_AT_ONCE,
  type PresenceParts,
} from '../../../../src/core/integrity/presence.ts';
import { createMemoryCatalog } from '../../../../src/platform/memory/memory-catalog.ts';

const COUNT = 2 * NOTED_AT_ONCE + 1;

describe('V1: very many originals that are gone', () => {
  it('are noted in transactions of some thousands, neighbours in a list together', async () => {
    const { catalog, hashes } = await catalogOf(COUNT);
    const listed = hashes.filter((_, i) => i % 2 === 0).reverse();
    const shelf = 'shelf' as CollectionId;
    const noted: (readonly BlobHash[])[] = [];
    const report = await look({
      ...catalog,
      state: () => ({
        ...catalog.state(),
        counts: new Map([[shelf, { mediaCount: listed.length, totalSizeBytes: 0 }]]),
      }),
      rows: () => Promise.resolve(createRowPages([listed.map(rowOf)])),
      noteBlobs: (seen) => {
        noted.push([...seen.keys()]);
        return catalog.noteBlobs(seen);
      },
    });
    expect(report).toMatchObject({ checked: COUNT, missing: COUNT });
    expect(noted.map((some) => some.length)).toEqual([NOTED_AT_ONCE, NOTED_AT_ONCE, 1]);
    expect(noted.flat().slice(0, listed.length)).toEqual(listed);
    expect((await catalog.missing()).size).toBe(COUNT);
  });

  it('are noted to the end by the next look, where the first was cut short', async () => {
    const { catalog, store } = await catalogOf(COUNT);
    let rounds = 0;
    const cut = look({
      ...catalog,
      noteBlobs: (seen) =>
        rounds++ === 1 ? Promise.reject(new Error('cut short')) : catalog.noteBlobs(seen),
    });
    await expect(cut).rejects.toThrow('cut short');
    const next = await openCatalog(store);
    expect(next.state().missing).toBe(NOTED_AT_ONCE);
    expect((await next.missing()).size).toBe(NOTED_AT_ONCE);
    expect(await look(next)).toMatchObject({ missing: COUNT });
    expect((await (await openCatalog(store)).missing()).size).toBe(COUNT);
  });
});

/** A catalogue that knows so many blobs, whose names differ in their last digits. */
const catalogOf = async (count: number) => {
  const store = createMemoryCatalog();
  const catalog = await openCatalog(store);
  const hashes = Array.from(
    { length: count },
    (_, i) => i.toString(16).padStart(64, '0') as BlobHash,
  );
  const entries = hashes.map(
    (hash) =>
      ({
        e: 'blob',
        hash,
        sizeBytes: 1,
        listHash: hash,
        verifiedAt: '2026-01-01T00:00:00.000Z',
      }) as unknown as JournalEntry,
  );
  await catalog.apply(entries, null);
  return { store, catalog, hashes };
};

const rowOf = (hash: BlobHash): MediaRow => ({ id: hash, hash }) as unknown as MediaRow;

/** A look into an empty store. */
const look = (catalog: PresenceParts['catalog'] & Pick<Catalog, 'missing'>) =>
  checkPresence({
    catalog,
    blobs: {
      list: async function* () {
        /* Nothing is there. */
      },
      has: () => Promise.resolve(false),
    },
    exclusively: createWriteLock(),
    garbage: () => Promise.resolve(new Set()),
  });
