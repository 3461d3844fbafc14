import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollectionId } from '../../../../src/core/base/ids.ts';
import {
  ancestorsOf,
  changeTree,
  childrenOf,
  createTree,
  isBelow,
  isNameTaken,
  nodeAtPath,
  pathOf,
  subtreeOf,
} from '../../../../src/core/collections/tree.ts';
import type {
  CollectionRecord,
  CollectionTree,
} from '../../../../src/core/collections/tree.ts';

const SEED = 20_261_122;

const idOf = (label: string): CollectionId => label.padEnd(22, '-') as CollectionId;

const record = (
  label: string,
  parent: string | null = null,
  more: { name?: string; day?: number; trashed?: boolean } = {},
): CollectionRecord => ({
  id: idOf(label),
  updatedAt: '2026-01-01T00:00:00Z',
  body: {
    name: more.name ?? label,
    parentId: parent === null ? null : idOf(parent),
    description: null,
    icon: null,
    tags: [],
    search: null,
    createdAt: `2026-01-${String(more.day ?? 1).padStart(2, '0')}T00:00:00Z`,
    trashedAt: more.trashed === true ? '2026-02-01T00:00:00Z' : null,
  },
});

const pathsOf = (tree: CollectionTree): string[] =>
  subtreeOf(tree, null).map(({ path }) => path);

/** Few ids and names, so that circles, clashes, gaps and trash all happen. */
const records = fc
  .uniqueArray(
    fc.record({
      label: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'),
      parent: fc.option(
        fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'),
      ),
      name: fc.constantFrom('x', 'y', 'x (2)'),
      day: fc.integer({ min: 1, max: 3 }),
    }),
    { selector: ({ label }) => label },
  )
  .map((list) => list.map(({ label, parent, ...more }) => record(label, parent, more)));

describe('collection tree', () => {
  it('finds collections by path, lists them depth first, and knows who is above whom', () => {
    const tree = createTree([
      record('c', 'b'),
      record('b', 'a'),
      record('a'),
      record('z', 'a'),
    ]);
    expect(pathsOf(tree)).toEqual(['a', 'a/b', 'a/b/c', 'a/z']);
    expect(nodeAtPath(tree, 'a/b/c')?.id).toBe(idOf('c'));
    expect(nodeAtPath(tree, 'A')).toBeNull();
    expect(ancestorsOf(tree, idOf('c')).map(({ id }) => id)).toEqual([idOf('b'), idOf('a')]);
    expect(isBelow(tree, idOf('c'), idOf('a'))).toBe(true);
    expect(isBelow(tree, idOf('a'), idOf('c'))).toBe(false);
    expect(isBelow(tree, idOf('a'), null)).toBe(true);
    expect(pathOf(tree, null)).toBe('');
    expect(subtreeOf(tree, idOf('b')).map(({ path }) => path)).toEqual(['a/b', 'a/b/c']);
    expect(isNameTaken(tree, idOf('a'), 'z')).toBe(true);
    expect(isNameTaken(tree, null, 'z')).toBe(false);
  });

  it('lists siblings in natural order', () => {
    const names = ['img10', 'Img2', 'img1', 'École', 'eclair'];
    const tree = createTree(names.map((name, i) => record(`n${i}`, null, { name })));
    expect(childrenOf(tree, null).map(({ name }) => name)).toEqual([
      'eclair',
      'École',
      'img1',
      'Img2',
      'img10',
    ]);
  });

  it('T1: hides what is in the trash with everything below it', () => {
    const tree = createTree([
      record('a', null, { trashed: true }),
      record('b', 'a'),
      record('c', 'b'),
    ]);
    expect(tree.nodes.size).toBe(0);
    expect(tree.records.size).toBe(3);
  });

  it('T2: shows a collection whose parent is gone right below the root', () => {
    expect(pathsOf(createTree([record('b', 'gone'), record('c', 'b')]))).toEqual(['b', 'b/c']);
  });

  it('T3: opens a circle at the collection that was made last', () => {
    const tree = createTree([
      record('a', 'c', { day: 1 }),
      record('b', 'a', { day: 3 }),
      record('c', 'b', { day: 2 }),
    ]);
    expect(pathsOf(tree)).toEqual(['b', 'b/c', 'b/c/a']);
  });

  it('T4: lets the oldest keep a name, and numbers the others past names that exist', () => {
    const tree = createTree([
      record('young', null, { name: 'x', day: 3 }),
      record('old', null, { name: 'x', day: 1 }),
      record('real', null, { name: 'x (2)', day: 4 }),
    ]);
    expect(nodeAtPath(tree, 'x')?.id).toBe(idOf('old'));
    expect(nodeAtPath(tree, 'x (2)')?.id).toBe(idOf('real'));
    expect(nodeAtPath(tree, 'x (3)')?.id).toBe(idOf('young'));
  });

  it('T4: a numbered name stays within 255 bytes', () => {
    const name = 'é'.repeat(127);
    const tree = createTree([record('a', null, { name }), record('b', null, { name })]);
    for (const { name: shown } of tree.nodes.values()) {
      expect(new TextEncoder().encode(shown).length).toBeLessThanOrEqual(255);
    }
    expect(tree.idByPath.size).toBe(2);
  });

  it('T5: puts the 65th level right below the root', () => {
    const chain = Array.from({ length: 130 }, (_, i) =>
      record(`c${i}`, i === 0 ? null : `c${i - 1}`),
    );
    const tree = createTree(chain);
    expect(tree.nodes.size).toBe(130);
    expect(Math.max(...[...tree.nodes.values()].map(({ depth }) => depth))).toBe(64);
    expect(pathOf(tree, idOf('c64'))).toBe('c64');
    expect(pathOf(tree, idOf('c128'))).toBe('c128');
  });

  it('is the same for the same records in any order, with every live one shown once', () => {
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (list, order) => {
        const shuffled = list
          .map((entry) => ({ entry, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        const tree = createTree(list);
        expect(pathsOf(createTree(shuffled))).toEqual(pathsOf(tree));
        expect(tree.nodes.size).toBe(list.length);
        expect(tree.idByPath.size).toBe(list.length);
        expect(subtreeOf(tree, null)).toHaveLength(list.length);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('changes into what it would have been built as', () => {
    const change = fc.record({
      at: fc.nat(),
      name: fc.constantFrom('x', 'y'),
      description: fc.string(),
      trashed: fc.boolean(),
      remove: fc.boolean(),
      quiet: fc.boolean(),
    });
    fc.assert(
      fc.property(
        records,
        change,
        (list, { at, name, description, trashed, remove, quiet }) => {
          const old = list[at % Math.max(list.length, 1)];
          if (old === undefined) return;
          const body = quiet
            ? { ...old.body, description }
            : { ...old.body, name, trashedAt: trashed ? '2026-03-01T00:00:00Z' : null };
          const changed = remove
            ? changeTree(createTree(list), [], [old.id])
            : changeTree(createTree(list), [{ ...old, body }]);
          const rest = list.filter((entry) => entry !== old);
          const built = createTree(remove ? rest : [...rest, { ...old, body }]);
          expect(subtreeOf(changed, null)).toEqual(subtreeOf(built, null));
          expect(new Map(changed.idByPath)).toEqual(new Map(built.idByPath));
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('places 10,000 collections, a chain and a crowd of equal names among them', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      record(`n${i}`, i < 100 ? null : `n${i % 100}`, { name: i % 3 === 0 ? 'same' : `n${i}` }),
    );
    const tree = createTree(many);
    expect(tree.nodes.size).toBe(10_000);
    expect(tree.idByPath.size).toBe(10_000);
  });
});
