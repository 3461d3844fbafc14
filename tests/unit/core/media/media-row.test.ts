import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlobHash, MediaId } from '../../../../src/core/base/ids.ts';
import type { Plain, PlainObject } from '../../../../src/core/base/plain.ts';
import { packRows, unpackRows } from '../../../../src/core/media/media-row.ts';
import type { MediaRow } from '../../../../src/core/media/media.ts';
import { ROW_SORTS, compareRows, sortRows } from '../../../../src/core/media/row-order.ts';

const SEED = 20_261_126;
const hex = (length: number) =>
  fc.string({
    unit: fc.constantFrom(
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ),
    minLength: length,
    maxLength: length,
  });
const time = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const row: fc.Arbitrary<MediaRow> = fc.record({
  id: hex(22).map((text) => text as MediaId),
  hash: hex(64).map((text) => text as BlobHash),
  name: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('img1', 'img2', 'img10', 'É')),
  kind: fc.constantFrom('photo', 'video', 'audio', 'other'),
  mime: fc.constantFrom('image/jpeg', 'video/mp4'),
  sizeBytes: fc.maxSafeNat(),
  width: fc.option(fc.integer({ min: 1 })),
  height: fc.option(fc.integer({ min: 1 })),
  durationSeconds: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => n + 0)),
  capturedAt: fc.option(time),
  createdAt: time,
  rating: fc.option(fc.integer({ min: 0, max: 5 })),
  tags: fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 3 }),
  thumbHash: fc.option(hex(28)),
  parts: fc.integer({ min: 1, max: 1_000 }),
  availability: fc.constantFrom('local', 'partial', 'remote', 'missing', 'damaged'),
});
const rows = fc.uniqueArray(row, { maxLength: 30, selector: ({ id }) => id });

describe('packed pages', () => {
  it('unpack to the rows that were packed', () => {
    fc.assert(
      fc.property(rows, (list) => {
        expect(unpackRows(structuredClone(packRows(list)))).toEqual({ ok: true, value: list });
      }),
      { seed: SEED },
    );
  });

  it('with a column missing, cut or of another type are refused, never half read', () => {
    const wrong = fc.constantFrom<Plain | undefined>(
      undefined,
      null,
      3.5,
      'x',
      [1],
      new Uint8Array(3),
    );
    fc.assert(
      fc.property(
        rows.filter((list) => list.length > 0),
        fc.nat(),
        wrong,
        (list, at, value) => {
          const page = packRows(list) as PlainObject;
          const columns = Object.keys(page);
          const column = columns[at % columns.length] ?? 'form';
          expect(unpackRows({ ...page, [column]: value } as Plain).ok).toBe(false);
        },
      ),
      { seed: SEED },
    );
  });

  it('that are no pages are refused', () => {
    for (const page of [null, 'x', [], {}, { form: 1 }])
      expect(unpackRows(page).ok).toBe(false);
  });
});

describe('the order of rows', () => {
  it('is one order for one set of rows, the same by comparison and by sorting', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...ROW_SORTS),
        fc.constantFrom('asc', 'desc'),
        (list, sort, order) => {
          const sorted = sortRows(list, sort, order);
          expect([...list].reverse().sort(compareRows(sort, order))).toEqual(sorted);
          expect(sorted).toHaveLength(list.length);
        },
      ),
      { seed: SEED },
    );
  });

  const named = (...names: string[]): MediaRow[] => {
    const [first] = fc.sample(row, { seed: SEED, numRuns: 1 });
    if (first === undefined) throw new Error('no sample');
    return names.map((name, i) => ({
      ...first,
      name,
      id: `id${i}`.padEnd(22, '0') as MediaId,
    }));
  };
  const namesOf = (list: readonly MediaRow[]): string[] => list.map(({ name }) => name);

  it('puts numbers in names in order of their size, without regard to case and accents', () => {
    const list = named('IMG_10.jpg', 'img_9.jpg', 'IMG_0011.jpg', 'eté', 'Étang', 'b', 'A');
    expect(namesOf(sortRows(list, 'name', 'asc'))).toEqual([
      'A',
      'b',
      'Étang',
      'eté',
      'img_9.jpg',
      'IMG_10.jpg',
      'IMG_0011.jpg',
    ]);
  });

  it('puts rows without a date last in either direction, equal ones by id', () => {
    const list = named('a', 'b', 'c', 'd').map((entry, i) => ({
      ...entry,
      capturedAt:
        [null, '2024-01-01T00:00:00Z', '2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00Z'][i] ??
        null,
    }));
    expect(namesOf(sortRows(list, 'capturedAt', 'asc'))).toEqual(['b', 'c', 'd', 'a']);
    expect(namesOf(sortRows(list, 'capturedAt', 'desc'))).toEqual(['d', 'b', 'c', 'a']);
  });
});
