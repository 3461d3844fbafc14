import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableToCsv } from '../../../../src/core/imports/table-text.ts';

const SEED = 20_261_121;

/** The cells of a CSV, as RFC 4180 reads them. */
const readCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = '', end] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

describe('a table as CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+33 1 23', "'+33 1 23"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['  =cmd', "'  =cmd"],
    ['＝1', "'＝1"],
    ['-42', '-42'],
    ['1.5', '1.5'],
    ['a=b', 'a=b'],
    ['say "hi", she', '"say ""hi"", she"'],
    ['two\nlines', '"two\nlines"'],
  ])('holds no formula, and quotes what needs it: %j', (text, cell) => {
    expect(tableToCsv([[text]]).replace(/^\ufeff/, '')).toBe(`${cell}\r\n`);
  });

  it('begins with a byte order mark only where there is more than ASCII', () => {
    expect(tableToCsv([['plain']])).toBe('plain\r\n');
    expect(tableToCsv([['été']])).toBe('\ufeffété\r\n');
  });

  it('reads back as the same cells, but for the apostrophe', () => {
    const cell = fc
      .string({ unit: 'binary', maxLength: 6 })
      .filter((text) => !text.startsWith('\ufeff'));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 4,
        }),
        (rows) => {
          const read = readCsv(tableToCsv(rows));
          expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
          read.forEach((row, y) =>
            row.forEach((text, x) => {
              expect([rows[y]?.[x], `'${rows[y]?.[x] ?? ''}`]).toContain(text);
              expect(text).not.toMatch(/^[=+@]/);
            }),
          );
        },
      ),
      { seed: SEED, numRuns: 50 },
    );
  });
});
