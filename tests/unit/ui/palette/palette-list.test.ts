import { describe, expect, it } from 'vitest';
import { movedTo } from '../../../../src/ui/base/list-keys.ts';
import { listPalette, type PaletteEntry } from '../../../../src/ui/palette/palette-list.ts';
import { addRecent, parseRecent, RECENT_MOST } from '../../../../src/ui/palette/recent.ts';

const entry = (kind: PaletteEntry['kind'], label: string): PaletteEntry => ({
  key: `${kind}:${label}`,
  kind,
  label,
  icon: 'folder',
  keys: [],
  mediaId: null,
  run: () => undefined,
});
const ENTRIES = [
  entry('action', 'Undo'),
  entry('action', 'Import files'),
  entry('collection', 'Iceland'),
  entry('saved', 'Italy'),
];
const list = (typed: string, recent: readonly string[] = [], media: PaletteEntry[] = []) =>
  listPalette(ENTRIES, media, typed, recent).map(
    ({ id, lines }) => `${id}: ${lines.map((line) => line.entry.label).join(', ')}`,
  );

describe('palette', () => {
  it('lists commands, then places, while nothing is typed', () => {
    expect(list('')).toEqual(['actions: Undo, Import files', 'places: Iceland, Italy']);
  });

  it('puts what was chosen lately first, once, and forgets what is gone', () => {
    expect(list('', ['saved:Italy', 'collection:Gone', 'action:Undo'])).toEqual([
      'recent: Italy, Undo',
      'actions: Import files',
      'places: Iceland',
    ]);
  });

  it('puts lately chosen ones before equal matches', () => {
    expect(list('i')).toEqual(['found: Italy, Iceland, Import files']);
    expect(list('i', ['collection:Iceland'])).toEqual(['found: Italy, Iceland, Import files']);
    const equal = [entry('action', 'Abc'), entry('action', 'Abd')];
    const [group] = listPalette(equal, [], 'ab', ['action:Abd']);
    expect(group?.lines.map((line) => line.entry.label)).toEqual(['Abd', 'Abc']);
  });

  it('shows found media below, and no heading without lines', () => {
    expect(list('zzz', [], [entry('media', 'lake.jpg')])).toEqual(['media: lake.jpg']);
    expect(list('zzz')).toEqual([]);
  });

  it('moves around its ends by the arrows, and by nothing else', () => {
    expect(movedTo(2, 'ArrowDown', 3)).toBe(0);
    expect(movedTo(0, 'ArrowUp', 3)).toBe(2);
    expect(movedTo(-1, 'ArrowDown', 3)).toBe(0);
    expect(movedTo(-1, 'ArrowUp', 3)).toBe(2);
    expect(movedTo(0, 'a', 3)).toBeNull();
    expect(movedTo(0, 'ArrowDown', 0)).toBeNull();
  });

  it('remembers the latest few, and nothing of what was never a list of keys', () => {
    const many = Array.from({ length: 9 }, (_, i) => `k${i}`);
    expect(many.reduce<readonly string[]>(addRecent, [])).toEqual(
      many.slice(-RECENT_MOST).reverse(),
    );
    expect(addRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
    expect(parseRecent({ length: 2 })).toEqual([]);
    expect(parseRecent(['a', 3, null])).toEqual(['a']);
  });
});
