import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../src/core/base/ids.ts';
import { chooseGrouping, sectionOf, sectionRows } from '../../../src/ui/grid/sections.ts';
import {
  EMPTY_SELECTION,
  extendTo,
  keepListed,
  toggleItem,
  togglePart,
  widen,
} from '../../../src/ui/grid/selection.ts';

const taken = (...days: (string | null)[]) =>
  days.map((day) => ({ capturedAt: day === null ? null : `${day}T12:00:00.000Z` }));
const listing = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id: id as MediaId }));
const idAt = (i: number): MediaId => listing[i]?.id ?? ('' as MediaId);
const sorted = (ids: ReadonlySet<MediaId>): string => [...ids].sort().join('');

describe('sections', () => {
  it('cut a listing where the day changes, undated things last', () => {
    const rows = taken('2024-06-03', '2024-06-03', '2024-06-02', null);
    expect(sectionRows(rows, 'day')).toEqual([
      { key: '2024-06-03', first: 0, end: 2 },
      { key: '2024-06-02', first: 2, end: 3 },
      { key: '', first: 3, end: 4 },
    ]);
  });

  it('are as fine as leaves several items in each', () => {
    const many = taken(
      ...Array.from({ length: 12 }, (_, i) => `2024-06-0${1 + (i % 2)}`).sort(),
    );
    expect(chooseGrouping(many)).toBe('day');
    const sparse = taken(...Array.from({ length: 12 }, (_, i) => `2024-06-${10 + i}`));
    expect(chooseGrouping(sparse)).toBe('month');
    expect(chooseGrouping(taken('2024-01-01', '2023-01-01'))).toBe('none');
  });

  it('are found by an item', () => {
    const sections = sectionRows(taken('2024-06-03', '2024-06-02'), 'day');
    expect(sectionOf(sections, 1)?.key).toBe('2024-06-02');
    expect(sectionOf(sections, 2)).toBeNull();
  });
});

describe('selection', () => {
  it('extends from the anchor in both directions, and the anchor stays', () => {
    const anchored = toggleItem(EMPTY_SELECTION, idAt(2));
    const down = extendTo(anchored, listing, idAt(4));
    expect(sorted(down.ids)).toBe('cde');
    expect(sorted(extendTo(down, listing, idAt(0)).ids)).toBe('abcde');
  });

  it('lets a part go where all of it is selected, and takes it whole otherwise', () => {
    const part = listing.slice(0, 2);
    const taken = togglePart(toggleItem(EMPTY_SELECTION, idAt(0)), part);
    expect(sorted(taken.ids)).toBe('ab');
    expect(togglePart(taken, part).ids.size).toBe(0);
  });

  it('widens to the section first, then to everything', () => {
    const section = listing.slice(1, 3);
    const once = widen(EMPTY_SELECTION, section, listing);
    expect(sorted(once.ids)).toBe('bc');
    expect(widen(once, section, listing).ids.size).toBe(5);
  });

  it('forgets what is no longer listed, anchor included', () => {
    const both = toggleItem(toggleItem(EMPTY_SELECTION, idAt(0)), idAt(4));
    const kept = keepListed(both, listing.slice(0, 2));
    expect(sorted(kept.ids)).toBe('a');
    expect(kept.anchor).toBeNull();
    expect(keepListed(kept, listing)).toBe(kept);
  });
});
