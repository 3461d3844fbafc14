import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../src/core/base/ids.ts';
import type { MediaSummary } from '../../../src/core/media/media-summary.ts';
import {
  chipsOf,
  draftToEdit,
  EMPTY_DRAFT,
  placeToDraft,
  readPlaceDraft,
  withTag,
  withoutTag,
} from '../../../src/ui/editing/bulk-draft.ts';
import {
  dateToEdit,
  KEEP_DATE,
  previewDates,
  type DateChange,
} from '../../../src/ui/editing/date-change.ts';
import { suggestTags } from '../../../src/ui/editing/tag-suggestions.ts';
import { gridActOf } from '../../../src/ui/library/useGridKeys.ts';
import { actOfEntry } from '../../../src/ui/viewer/history-words.ts';
import { matchingFacts } from '../../../src/ui/viewer/raw-facts.ts';

const item = (name: string, capturedAt: string) => ({
  id: name as MediaId,
  name,
  capturedAt,
  capturedOffsetMinutes: 120,
});
const summary: MediaSummary = {
  count: 3,
  sizeBytes: 1,
  title: { isMixed: true },
  description: { isMixed: false, value: null },
  rating: { isMixed: false, value: 3 },
  project: { isMixed: false, value: null },
  place: { isMixed: true },
  capturedAt: { isMixed: true },
  capturedOffsetMinutes: { isMixed: false, value: 120 },
  tags: [
    { name: 'all', count: 3 },
    { name: 'favourite', count: 1 },
    { name: 'some', count: 1 },
  ],
  first: item('a', '2023-12-31T22:30:00.000Z'),
  last: item('b', '2024-02-28T12:00:00.000Z'),
  undated: 1,
};
const date = (change: Partial<DateChange>): DateChange => ({ ...KEEP_DATE, ...change });

describe('what is edited together', () => {
  it('stays as it is where nothing was touched', () => {
    expect(draftToEdit(EMPTY_DRAFT)).toEqual({ ok: true, value: {} });
  });

  it('holds what was touched alone, and empty text clears', () => {
    const draft = { ...EMPTY_DRAFT, title: ' T ', description: '  ', rating: 0, place: null };
    expect(draftToEdit(draft)).toEqual({
      ok: true,
      value: { title: 'T', description: null, rating: 0, place: null },
    });
  });

  it('names the field that cannot be understood', () => {
    const place = { point: '91, 2', name: '' };
    expect(draftToEdit({ ...EMPTY_DRAFT, place })).toMatchObject({
      error: { field: 'place', type: 'out-of-range' },
    });
    expect(
      draftToEdit({ ...EMPTY_DRAFT, date: date({ kind: 'set', wall: '2024-02-30T10:00' }) }),
    ).toMatchObject({ error: { field: 'date' } });
  });

  it('shows tags of some as partial, until they are given to all or taken from all', () => {
    expect(chipsOf(summary, EMPTY_DRAFT)).toEqual([
      { name: 'all', isPartial: false },
      { name: 'some', isPartial: true },
    ]);
    const given = withTag(EMPTY_DRAFT, summary, 'some');
    expect(chipsOf(summary, given)[1]).toEqual({ name: 'some', isPartial: false });
    expect(given.addTags).toEqual(['some']);
    const taken = withoutTag(given, summary, 'some');
    expect([taken.addTags, taken.removeTags]).toEqual([[], ['some']]);
    const back = withTag(withoutTag(EMPTY_DRAFT, summary, 'all'), summary, 'all');
    expect([back.addTags, back.removeTags]).toEqual([[], []]);
    const fresh = withoutTag(withTag(EMPTY_DRAFT, summary, '<b>'), summary, '<b>');
    expect([fresh.addTags, fresh.removeTags]).toEqual([[], []]);
  });

  it('reads a place and writes it again; no point means no place', () => {
    const place = { latitude: 1.5, longitude: -2, altitude: null, name: 'X' };
    expect(readPlaceDraft(placeToDraft(place))).toEqual({ ok: true, value: place });
    expect(readPlaceDraft({ point: ' ', name: 'X' })).toEqual({ ok: true, value: null });
  });
});

describe('dates that change together', () => {
  it('are set by the clock on the spot', () => {
    const change = date({ kind: 'set', wall: '2024-05-01T10:00', offsetMinutes: 120 });
    expect(dateToEdit(change)).toEqual({
      capturedAt: '2024-05-01T08:00:00.000Z',
      capturedOffsetMinutes: 120,
    });
  });

  it('shift by days, hours and minutes, either way; a half day is none', () => {
    const shift = date({ kind: 'shift', days: 1, hours: 2, minutes: 3, isEarlier: true });
    expect(dateToEdit(shift)).toEqual({ shiftCapturedSeconds: -93_780 });
    expect(dateToEdit(date({ kind: 'shift' }))).toEqual({});
    expect(dateToEdit(date({ kind: 'shift', days: 0.5 }))).toBeNull();
    expect(dateToEdit(date({ kind: 'shift', hours: NaN }))).toBeNull();
    expect(dateToEdit(date({ kind: 'shift', days: 1e9 }))).toBeNull();
  });

  it('show the first and the last before and after, over the end of a year and a leap day', () => {
    const shown = previewDates(summary, date({ kind: 'shift', days: 1 }));
    expect(shown.map(({ after }) => after?.capturedAt)).toEqual([
      '2024-01-01T22:30:00.000Z',
      '2024-02-29T12:00:00.000Z',
    ]);
    expect(previewDates(summary, KEEP_DATE)).toEqual([]);
    expect(
      previewDates({ first: summary.first, last: summary.first }, date({ kind: 'clear' })),
    ).toEqual([{ item: summary.first, after: null }]);
  });
});

describe('tags on offer', () => {
  const known = [
    { name: 'Été à la mer', count: 9 },
    { name: 'merle', count: 5 },
    { name: 'favourite', count: 4 },
    { name: 'hammer', count: 2 },
    { name: '<img src=x>', count: 1 },
  ];
  const names = (text: string, chosen: readonly string[] = []) =>
    suggestTags(known, text, chosen).map(({ name }) => name);

  it('begin with the text, then have a word that does, then hold it; accents do not matter', () => {
    expect(names('MER')).toEqual(['merle', 'Été à la mer', 'hammer']);
    expect(names('ete')).toEqual(['Été à la mer']);
    expect(names('<IMG')).toEqual(['<img src=x>']);
  });

  it('leave out what is chosen and the favourites, and are the most frequent where nothing is typed', () => {
    expect(names('', ['merle'])).toEqual(['Été à la mer', 'hammer', '<img src=x>']);
  });
});

describe('keys on items', () => {
  it('rate, tag, collect, edit, favour and download', () => {
    const act = (key: string, shiftKey = false) => gridActOf({ key, shiftKey });
    expect(act('3')).toEqual({ do: 'rate', stars: 3 });
    expect(['f', 'T', 'l', 'e'].map((key) => act(key)?.do)).toEqual([
      'favourite',
      'tag',
      'collect',
      'edit',
    ]);
    expect(act('D', true)).toEqual({ do: 'download' });
    expect([act('6'), act('d'), act('T', true), act('toString'), act('Tab')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('lines of the info panel', () => {
  it('name what was done, and call the unknown by one word', () => {
    expect(actOfEntry({ verb: 'edit', facts: { fields: ['title', 'x', 'place'] } })).toEqual({
      verb: 'edit',
      fields: ['title', 'place'],
      path: '',
    });
    expect(actOfEntry({ verb: 'move', facts: { toPath: 'a/b' } })).toMatchObject({
      path: 'a/b',
    });
    expect(actOfEntry({ verb: 'edit', facts: {} }).verb).toBe('other');
    expect(actOfEntry({ verb: '__proto__', facts: { toPath: 1 } })).toMatchObject({
      verb: 'other',
      path: '',
    });
  });

  it('find raw metadata by name and value', () => {
    const facts = [
      { name: 'exif.ISO', value: '400' },
      { name: 'exif.Model', value: 'X (.*)' },
    ];
    expect(matchingFacts(facts, 'exif 400')).toEqual([facts[0]]);
    expect(matchingFacts(facts, '(.*')).toEqual([facts[1]]);
    expect(matchingFacts(facts, ' ')).toEqual(facts);
  });
});
