import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followPages, sortPages } from '../../../../src/core/drive/sorted-rows.ts';
import type { MediaRow } from '../../../../src/core/media/media.ts';
import { madeRow } from '../../../fixtures/media/made-row.ts';

const SEED = 20261121;

const rowOf = (number: number, minute: number, tags: readonly string[]): MediaRow =>
  madeRow(number, {
    capturedAt:
      minute === 0 ? null : `2024-06-03T12:${String(minute).padStart(2, '0')}:00.000Z`,
    tags,
  });

/** Collections of pages of rows; an item may stand in several collections, there with an equal row. */
const drives = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 9 }),
      isTagged: fc.boolean(),
      home: fc.integer({ min: 0, max: 2 }),
      also: fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }),
    }),
    { maxLength: 60 },
  )
  .map((items) => {
    const collections: MediaRow[][][] = [[], [], []];
    items.forEach(({ minute, isTagged, home, also }, number) => {
      const row = rowOf(number, minute, isTagged ? ['lake'] : []);
      for (const at of new Set([home, also ?? home])) {
        const pages = (collections[at] ??= []);
        if ((pages.at(-1)?.length ?? 4) >= 4) pages.push([]);
        pages.at(-1)?.push(row);
      }
    });
    return collections;
  });

type Pages = readonly (readonly (readonly MediaRow[])[])[];

/** Later pages of the same drive: what is equal stays the same object, as the catalogue has it. */
const followed = (before: Pages, after: Pages): Pages => {
  const known = new Map(before.flat(2).map((row) => [JSON.stringify(row), row]));
  return after.map((pages, at) =>
    pages.map((page, number) => {
      const rows = page.map((row) => known.get(JSON.stringify(row)) ?? row);
      const old = before[at]?.[number];
      return old?.length === rows.length && old.every((row, i) => row === rows[i]) ? old : rows;
    }),
  );
};

describe('sorted rows', () => {
  it('follow a change to what sorting everything again would give', () => {
    fc.assert(
      fc.property(
        drives,
        drives,
        fc.constantFrom('asc' as const, 'desc' as const),
        fc.boolean(),
        (before, after, order, isTagged) => {
          const wanted = {
            sort: 'capturedAt' as const,
            order,
            tags: isTagged ? ['lake'] : [],
          };
          const pages = followed(before, after);
          const next = followPages(sortPages(before, wanted), pages);
          expect(next.entries.map(({ row }) => row)).toEqual(
            sortPages(pages, wanted).entries.map(({ row }) => row),
          );
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('take a row to its new place among many that stay', () => {
    const rows = Array.from({ length: 40 }, (_, i) => rowOf(i, i + 1, []));
    const wanted = { sort: 'capturedAt' as const, order: 'asc' as const, tags: [] };
    const later = rows.map((row, i) => (i === 3 ? rowOf(3, 30, []) : row));
    const next = followPages(sortPages([[rows]], wanted), [[later]]);
    expect(next.entries).toEqual(sortPages([[later]], wanted).entries);
  });

  it('stay the same entries where nothing changed, so that nothing is made of them again', () => {
    const pages = [[[rowOf(1, 1, []), rowOf(2, 2, [])]]];
    const wanted = { sort: 'capturedAt' as const, order: 'desc' as const, tags: [] };
    const sorted = sortPages(pages, wanted);
    expect(followPages(sorted, [...pages]).entries).toBe(sorted.entries);
  });

  it('keep an item that left one of the two collections in which it stood', () => {
    const both = rowOf(1, 1, []);
    const rest = Array.from({ length: 20 }, (_, i) => rowOf(i + 2, 5, []));
    const wanted = { sort: 'capturedAt' as const, order: 'desc' as const, tags: [] };
    const sorted = sortPages([[[both]], [[both, ...rest]]], wanted);
    const next = followPages(sorted, [[[]], [[both, ...rest]]]);
    expect(next.entries).toHaveLength(21);
  });
});
