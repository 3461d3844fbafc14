import { expect, it } from 'vitest';
import {
  ariaSortOf,
  columnTemplate,
  LIST_COLUMNS,
  NO_CHOICE,
  orderAfter,
  parseColumnChoice,
  shownColumns,
} from '../../../../src/ui/library/list-columns.ts';

it('A header orders words from A and all else from the most, and turns round at the second click', () => {
  const byDate = { sort: 'capturedAt', order: 'desc' } as const;
  expect(orderAfter(byDate, 'name')).toEqual({ sort: 'name', order: 'asc' });
  expect(orderAfter(byDate, 'rating')).toEqual({ sort: 'rating', order: 'desc' });
  expect(orderAfter(byDate, 'capturedAt')).toEqual({ sort: 'capturedAt', order: 'asc' });
  expect(orderAfter(orderAfter(byDate, 'capturedAt'), 'capturedAt')).toEqual(byDate);
});

it('One column at most says that it is the order', () => {
  const now = { sort: 'pixels', order: 'asc' } as const;
  const said = LIST_COLUMNS.map(({ sort }) => ariaSortOf(now, sort));
  expect(said.filter((word) => word !== 'none')).toEqual(['ascending']);
  expect(ariaSortOf(null, 'name')).toBe('none');
});

const idsIn = (...given: Parameters<typeof shownColumns>) =>
  shownColumns(...given).map(({ id }) => id);

it('Columns that do not fit go, what the list is ordered by last, and the name never', () => {
  expect(idsIn(NO_CHOICE, 2000, 'name')).toEqual(LIST_COLUMNS.map(({ id }) => id));
  expect(idsIn(NO_CHOICE, 380, 'capturedAt')).toEqual(['name', 'date']);
  expect(idsIn(NO_CHOICE, 380, 'tags')).toEqual(['name', 'tags']);
  expect(idsIn(NO_CHOICE, 120, null)).toEqual(['name']);
});

it('A hidden column stays hidden whatever the room, and leaves its room to another', () => {
  const choice = { hidden: ['date' as const], widthsPx: {} };
  expect(idsIn(choice, 2000, 'capturedAt')).not.toContain('date');
  expect(idsIn(choice, 380, 'name')).toEqual(['name', 'size', 'rating']);
});

it('A chosen width is kept within bounds, and the name takes what is left', () => {
  const choice = { hidden: [], widthsPx: { date: 9000, size: 1 } };
  const columns = LIST_COLUMNS.filter(({ id }) => ['name', 'date', 'size'].includes(id));
  expect(columnTemplate(choice, columns)).toBe('minmax(0, 1fr) 480px 56px');
});

it('What was kept is read back, and what is none of it left out', () => {
  const kept = {
    hidden: ['kind', 'name', 'nose'],
    widthsPx: { date: 150, nose: 3, tags: 'x' },
  };
  expect(parseColumnChoice(kept)).toEqual({ hidden: ['kind'], widthsPx: { date: 150 } });
  for (const none of [null, 7, 'x', [], {}, { hidden: 3, widthsPx: 4 }])
    expect(parseColumnChoice(none)).toEqual(NO_CHOICE);
});
