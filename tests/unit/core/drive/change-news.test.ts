import { expect, it } from 'vitest';
import type { CollectionId, MediaId, SpaceId } from '../../../../src/core/base/ids.ts';
import { createTree } from '../../../../src/core/collections/tree.ts';
import { changeEvents, TOLD_AT_ONCE } from '../../../../src/core/drive/change-news.ts';

const SPACE = 'space' as SpaceId;
const parts = {
  catalog: { state: () => ({ tree: createTree([]) }) },
  identity: { space: SPACE },
  clock: { nowMs: () => 0 },
} as unknown as Parameters<typeof changeEvents>[0];
const ids = (count: number, prefix: string): readonly MediaId[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}` as MediaId);

const told = (added: number, updated: number) =>
  changeEvents(parts, {
    added: ids(added, 'a'),
    updated: ids(updated, 'u'),
    removed: [],
    collections: [SPACE as string as CollectionId],
  }).map(({ payload }) => payload as Record<string, readonly string[]>);

it('A change of very many items is told in parts, each id once and in order, the collections last', () => {
  const events = told(TOLD_AT_ONCE + 1, 2 * TOLD_AT_ONCE + 1);
  expect(events.map(({ added, updated }) => [added?.length, updated?.length])).toEqual([
    [TOLD_AT_ONCE, TOLD_AT_ONCE],
    [1, TOLD_AT_ONCE],
    [0, 1],
  ]);
  expect(events.flatMap(({ updated = [] }) => updated)).toEqual(ids(2 * TOLD_AT_ONCE + 1, 'u'));
  expect(events.map(({ collections }) => collections)).toEqual([[], [], ['']]);
});

it('A change that names collections alone is told once', () => {
  expect(told(0, 0)).toMatchObject([{ added: [], updated: [], collections: [''] }]);
  expect(told(3, 0)).toHaveLength(1);
});
