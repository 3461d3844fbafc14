import { expect, it } from 'vitest';
import {
  ariaSortOf,
  LIST_COLUMNS,
  orderAfter,
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
