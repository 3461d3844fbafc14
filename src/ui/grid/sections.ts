/** Sections of a listing by the day, month or year in which things were taken. */
import type { MediaRow } from '../../core/media/media.ts';

/** How finely a listing is cut; 'none' leaves it whole. */
export type Grouping = 'day' | 'month' | 'year' | 'none';

/** Items `[first, end)` that share a `key`: '2024-06-03', '2024-06', '2024', or '' without a date. */
export interface Section {
  readonly key: string;
  readonly first: number;
  readonly end: number;
}

/** Length of the ISO 8601 prefix that two items of one section share. */
const PREFIX: Record<Grouping, number> = { day: 10, month: 7, year: 4, none: 0 };

/** A section holds about so many items, or the next coarser grouping is taken. */
const ENOUGH = 6;

/** Cuts `rows`, which are in order of capture, where the key changes. */
export const sectionRows = (
  rows: readonly Pick<MediaRow, 'capturedAt'>[],
  grouping: Grouping,
): readonly Section[] => {
  const sections: { key: string; first: number; end: number }[] = [];
  let last: { key: string; first: number; end: number } | undefined;
  rows.forEach((row, index) => {
    const key = row.capturedAt?.slice(0, PREFIX[grouping]) ?? '';
    if (last?.key === key) last.end = index + 1;
    else sections.push((last = { key, first: index, end: index + 1 }));
  });
  return sections;
};

/** The finest grouping whose sections are not mostly empty rows; 'none' where even years are. */
export const chooseGrouping = (rows: readonly Pick<MediaRow, 'capturedAt'>[]): Grouping => {
  for (const grouping of ['day', 'month', 'year'] as const)
    if (rows.length >= ENOUGH * sectionRows(rows, grouping).length) return grouping;
  return 'none';
};

/** The sections of a listing by date, none where it is better left whole. */
export const groupRows = (
  rows: readonly Pick<MediaRow, 'capturedAt'>[],
): readonly Section[] => {
  const grouping = chooseGrouping(rows);
  return grouping === 'none' ? [] : sectionRows(rows, grouping);
};

/** The section that holds item `index`; `null` where there is none. */
export const sectionOf = (sections: readonly Section[], index: number): Section | null =>
  sections.find((section) => index >= section.first && index < section.end) ?? null;
