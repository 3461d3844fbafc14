import { describe, expect, it } from 'vitest';
import type { ImportSummaryRow } from '../../../src/core/imports/import-job.ts';
import {
  summaryToCsv,
  summaryToText,
  type SummaryWords,
} from '../../../src/ui/imports/import-summary.ts';

const words: SummaryWords = {
  title: 'Import into Trips',
  headings: ['File', 'Bytes', 'Result', 'Already in', 'Why', 'Details'],
  outcome: (outcome) => outcome.toUpperCase(),
  collection: (path) => `[${path}]`,
  why: ({ failure, unshown }) => (failure === null ? (unshown ?? '') : 'It moved.'),
  details: ({ failure }) => failure?.message ?? '',
};

const row = (path: string, change: Partial<ImportSummaryRow> = {}): ImportSummaryRow => ({
  path,
  sizeBytes: 7,
  outcome: 'added',
  collections: [],
  unshown: null,
  failure: null,
  ...change,
});
const rows = [
  row('a.jpg'),
  row('b.jpg', { outcome: 'duplicate', collections: ['x', 'y/z'] }),
  row('=cmd|calc.jpg', {
    outcome: 'failed',
    failure: { type: 'read-failed', message: 'NotReadableError, 3' },
  }),
  row('d.psd', { unshown: 'no decoder' }),
];

describe('the summary of an import', () => {
  it('has a row for every file as a table, and no formula', () => {
    expect(summaryToCsv(rows, words)).toBe(
      [
        'File,Bytes,Result,Already in,Why,Details',
        'a.jpg,7,ADDED,,,',
        'b.jpg,7,DUPLICATE,"[x]; [y/z]",,',
        `'=cmd|calc.jpg,7,FAILED,,It moved.,"NotReadableError, 3"`,
        'd.psd,7,ADDED,,no decoder,',
        '',
      ].join('\r\n'),
    );
  });

  it('tells in plain text what failed first, each outcome with its count', () => {
    expect(summaryToText([...rows, row('two\nlines', { outcome: 'not-done' })], words)).toBe(
      `Import into Trips

FAILED (1)
  =cmd|calc.jpg — It moved.

NOT-DONE (1)
  two lines

DUPLICATE (1)
  b.jpg — [x], [y/z]

ADDED (2)
  a.jpg
  d.psd — no decoder
`,
    );
  });
});
