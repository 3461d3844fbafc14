import { describe, expect, it } from 'vitest';
import type { PackedListing } from '../../../src/app/drive-methods.ts';
import { type AskListing, createListReader } from '../../../src/app/list-reader.ts';
import type { ListOptions } from '../../../src/core/drive/listing.ts';
import { packRows } from '../../../src/core/media/media-row.ts';
import type { MediaRow } from '../../../src/core/media/media.ts';
import { madeRow } from '../../fixtures/media/made-row.ts';

const rowsOf = (count: number): readonly MediaRow[] =>
  Array.from({ length: count }, (_, i) => madeRow(i));

/** Answers as the drive does, and notes what it is asked; `editionAt` tells the edition of the n-th answer. */
const createAsked = (rows: readonly MediaRow[], editionAt: (call: number) => number) => {
  const asked: (ListOptions | undefined)[] = [];
  const ask: AskListing = (_, options) => {
    asked.push(options);
    const { offset = 0, limit = Infinity } = options ?? {};
    const reply: PackedListing = {
      rows: packRows(rows.slice(offset, offset + limit)),
      total: rows.length,
      edition: editionAt(asked.length),
    };
    return Promise.resolve(reply);
  };
  return { asked, list: createListReader(ask) };
};

describe('a listing that is read by stretches', () => {
  it.each([0, 1, 1_999, 2_000, 2_001, 4_500])('has all of %i rows in order', async (count) => {
    const rows = rowsOf(count);
    const { list } = createAsked(rows, () => 1);
    expect(await list('many')).toEqual({ items: rows, total: count });
  });

  it('has the rows that were asked for', async () => {
    const rows = rowsOf(6_000);
    const { asked, list } = createAsked(rows, () => 1);
    const { items, total } = await list('many', { offset: 100, limit: 5_000, sort: 'name' });
    expect(items).toEqual(rows.slice(100, 5_100));
    expect(total).toBe(6_000);
    expect(asked).toEqual([
      { offset: 100, limit: 2_000, sort: 'name' },
      { offset: 2_100, limit: 2_000, sort: 'name' },
      { offset: 4_100, limit: 1_000, sort: 'name' },
    ]);
    await list('many', { limit: 200 });
    expect(asked.at(-1)).toEqual({ limit: 200 });
  });

  it('is begun again where it changed meanwhile, and asked for in one piece where it changes on', async () => {
    const rows = rowsOf(4_500);
    const once = createAsked(rows, (call) => (call < 2 ? 1 : 2));
    expect((await once.list('many')).items).toEqual(rows);
    expect(once.asked.filter((options) => options?.offset === 0)).toHaveLength(2);
    const always = createAsked(rows, (call) => call);
    expect((await always.list('many')).items).toEqual(rows);
    expect(always.asked.at(-1)).toEqual({});
  });
});
