import { describe, expect, it } from 'vitest';
import {
  chipKey,
  chipsOf,
  dropAllChips,
  dropChip,
  tagsIn,
  withTag,
} from '../../../../src/ui/search/chips.ts';
import { commonTags } from '../../../../src/ui/search/common-tags.ts';
import {
  inOrder,
  kindOfSpan,
  monthSpan,
  spanOf,
} from '../../../../src/ui/search/date-choices.ts';
import {
  addRecentSearch,
  parseRecentSearches,
} from '../../../../src/ui/search/recent-searches.ts';
import { NO_REQUEST, type SearchRequest } from '../../../../src/ui/search/search-request.ts';

const REQUEST: SearchRequest = {
  ...NO_REQUEST,
  text: 'lake',
  kinds: ['photo'],
  to: '2024-06-30',
  tags: ['blue', 'cold'],
  rating: 3,
  maxSizeBytes: 5,
};

describe('chips', () => {
  it('stand in one order, one for each tag', () => {
    expect(chipsOf(REQUEST).map(chipKey)).toEqual([
      'kind:',
      'date:',
      'tag:blue',
      'tag:cold',
      'rating:',
      'size:',
    ]);
  });

  it('drop one at a time, and leave the text when all are dropped', () => {
    for (const chip of chipsOf(REQUEST))
      expect(chipsOf(dropChip(REQUEST, chip))).toEqual(
        chipsOf(REQUEST).filter((other) => chipKey(other) !== chipKey(chip)),
      );
    expect(dropAllChips(REQUEST)).toEqual({ ...NO_REQUEST, text: 'lake' });
  });

  it('take a tag once', () => {
    expect(withTag(REQUEST, 'blue')).toBe(REQUEST);
    expect(withTag(REQUEST, '')).toBe(REQUEST);
    expect(tagsIn(' a, b c ,, ')).toEqual(['a', 'b c']);
    expect(withTag(REQUEST, 'new').tags).toEqual(['blue', 'cold', 'new']);
  });

  it('offer the tags of most results that are not taken yet', () => {
    const tags = ['b', 'taken', 'a', 'c'].map((name, i) => ({ name, count: 9 - i }));
    expect(commonTags(tags, ['taken'], 2)).toEqual(['b', 'a']);
  });
});

describe('spans of days', () => {
  const january = new Date(2024, 0, 15, 12);

  it('are whole months and years, across the turn of the year too', () => {
    expect(spanOf('thisMonth', january)).toEqual({ from: '2024-01-01', to: '2024-01-31' });
    expect(spanOf('lastMonth', january)).toEqual({ from: '2023-12-01', to: '2023-12-31' });
    expect(spanOf('thisYear', january)).toEqual({ from: '2024-01-01', to: '2024-12-31' });
    expect(spanOf('lastYear', january)).toEqual({ from: '2023-01-01', to: '2023-12-31' });
    expect(monthSpan(2024, 1).to).toBe('2024-02-29');
    expect(monthSpan(2023, 1).to).toBe('2023-02-28');
  });

  it('have the name of what they are', () => {
    expect(kindOfSpan(spanOf('thisYear', january))).toEqual({ is: 'year', key: '2024' });
    expect(kindOfSpan(monthSpan(2024, 1))).toEqual({ is: 'month', key: '2024-02' });
    expect(kindOfSpan({ from: '2024-02-03', to: '2024-02-03' })).toEqual({
      is: 'day',
      key: '2024-02-03',
    });
    expect(kindOfSpan({ from: '2024-02-03', to: null })).toMatchObject({ is: 'since' });
    expect(kindOfSpan({ from: null, to: '2024-02-03' })).toMatchObject({ is: 'until' });
    expect(kindOfSpan({ from: '2024-02-03', to: '2024-02-09' })).toMatchObject({
      is: 'between',
    });
    expect(kindOfSpan({ from: null, to: null })).toBeNull();
  });

  it('are turned round where they end before they begin', () => {
    expect(inOrder({ from: '2024-02-09', to: '2024-02-03' })).toEqual({
      from: '2024-02-03',
      to: '2024-02-09',
    });
    expect(inOrder({ from: '2024-02-09', to: null })).toEqual({ from: '2024-02-09', to: null });
  });
});

describe('recent searches', () => {
  it('keep the latest, once, without what was typed on the way to it', () => {
    expect(addRecentSearch(['la', 'Sea'], 'lake ')).toEqual(['lake', 'Sea']);
    expect(addRecentSearch(['lake', 'sea'], 'LAKE')).toEqual(['LAKE', 'sea']);
    expect(addRecentSearch(['sea'], '  ')).toEqual(['sea']);
  });

  it('are none where something else was stored', () => {
    expect(parseRecentSearches('x')).toEqual([]);
    expect(parseRecentSearches([1, 'a', ' '])).toEqual(['a']);
  });
});
