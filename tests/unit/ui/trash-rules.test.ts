import { describe, expect, it } from 'vitest';
import type { TrashItem } from '../../../src/core/drive/trash-service.ts';
import { bytesOf, matching } from '../../../src/ui/trash/trash-rules.ts';

const entry = (name: string, collection: string, sizeBytes: number | null): TrashItem => ({
  id: name as TrashItem['id'],
  type: sizeBytes === null ? 'collection' : 'media',
  name,
  collections: [collection],
  trashedAt: '2026-11-21T09:00:00.000Z',
  expiresAt: '2026-12-21T09:00:00.000Z',
  row: sizeBytes === null ? null : ({ sizeBytes } as TrashItem['row']),
});
const ENTRIES = [
  entry('Lake.jpg', 'Travel/2024', 300),
  entry('tower (1).jpg', 'Travel/2024', 40),
  entry('Archive', '', null),
];

describe('the trash', () => {
  it('is searched by every word, in names and in places, whatever the case', () => {
    const names = (text: string) => matching(ENTRIES, text).map(({ name }) => name);
    expect(names('  ')).toHaveLength(3);
    expect(names('travel LAKE')).toEqual(['Lake.jpg']);
    expect(names('(1')).toEqual(['tower (1).jpg']);
    expect(names('.*')).toEqual([]);
  });

  it('counts the bytes of what is chosen, and does not guess those of a collection', () => {
    expect(bytesOf(ENTRIES, new Set(['Lake.jpg', 'tower (1).jpg']))).toBe(340);
    expect(bytesOf(ENTRIES, new Set(['Lake.jpg', 'Archive']))).toBeNull();
  });
});
