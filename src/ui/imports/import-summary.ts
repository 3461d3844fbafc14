/** The summary of an import as a file, in the words of a language: pure. */
import type { ImportSummaryRow } from '../../core/imports/import-job.ts';
import { tableToCsv } from '../../core/imports/table-text.ts';

/** What the summary is told with. */
export interface SummaryWords {
  readonly title: string;
  readonly headings: readonly [
    file: string,
    bytes: string,
    result: string,
    where: string,
    why: string,
    details: string,
  ];
  outcome(outcome: ImportSummaryRow['outcome']): string;
  collection(path: string): string;
  /** Why a file failed, or is not shown; `''` where all is well. */
  why(row: ImportSummaryRow): string;
  /** The drive's own words on it, in English; `''` where there are none. */
  details(row: ImportSummaryRow): string;
}

/** A row for every file, for a spreadsheet. */
export const summaryToCsv = (rows: readonly ImportSummaryRow[], words: SummaryWords): string =>
  tableToCsv([
    words.headings,
    ...rows.map((row) => [
      row.path,
      String(row.sizeBytes),
      words.outcome(row.outcome),
      row.collections.map((path) => words.collection(path)).join('; '),
      words.why(row),
      words.details(row),
    ]),
  ]);

const OUTCOMES = ['failed', 'not-done', 'duplicate', 'added'] as const;

/** The same to be read: what failed first, each outcome with its count. */
export const summaryToText = (
  rows: readonly ImportSummaryRow[],
  words: SummaryWords,
): string => {
  const parts = OUTCOMES.flatMap((outcome) => {
    const files = rows.filter((row) => row.outcome === outcome);
    if (files.length === 0) return [];
    const heading = `${words.outcome(outcome)} (${files.length})`;
    return [[heading, ...files.map((row) => `  ${lineOf(row, words)}`)].join('\n')];
  });
  return `${[words.title, ...parts].join('\n\n')}\n`;
};

const lineOf = (row: ImportSummaryRow, words: SummaryWords): string => {
  const where = row.collections.map((path) => words.collection(path)).join(', ');
  return [row.path.replaceAll(/[\r\n]+/g, ' '), where, words.why(row)]
    .filter((part) => part !== '')
    .join(' — ');
};
