import { describe, expect, it } from 'vitest';
import { parseCollectionBody } from '../../../../src/core/collections/collection-body.ts';
import { parseLinkBody } from '../../../../src/core/collections/link-body.ts';

const ID = 'A'.repeat(22);
const collection = { name: 'a', parentId: ID, createdAt: '2026-01-01T00:00:00Z' };
const link = { sourceId: ID, targetId: ID, type: 'alias', createdAt: '2026-01-01T00:00:00Z' };

describe('bodies from others', () => {
  it('a collection gets defaults for what is missing and loses what is unknown', () => {
    expect(parseCollectionBody({ ...collection, later: 1 })).toEqual({
      ok: true,
      value: {
        ...collection,
        description: null,
        icon: null,
        search: null,
        tags: [],
        trashedAt: null,
      },
    });
  });

  it.each([
    ['name', { name: 'a/b' }],
    ['name', { name: 7 }],
    ['parentId', { parentId: 'short' }],
    ['tags', { tags: ['ok', 1] }],
    ['tags', { tags: Array.from({ length: 257 }, () => 'a') }],
    ['createdAt', { createdAt: '2026-13-01T00:00:00Z' }],
    ['trashedAt', { trashedAt: 'yesterday' }],
    ['description', { description: 'x'.repeat(10_001) }],
  ])('a collection with a bad %s is refused by its field', (field, wrong) => {
    expect(parseCollectionBody({ ...collection, ...wrong })).toMatchObject({
      ok: false,
      error: { type: 'bad-collection', field },
    });
  });

  it('a link reads back, and is refused by its field', () => {
    expect(parseLinkBody(link)).toEqual({ ok: true, value: { ...link, trashedAt: null } });
    expect(parseLinkBody({ ...link, type: 'hard' })).toMatchObject({
      error: { field: 'type' },
    });
    expect(parseLinkBody({ ...link, targetId: null })).toMatchObject({
      error: { field: 'targetId' },
    });
  });
});
