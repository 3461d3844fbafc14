import { describe, expect, it } from 'vitest';
import type { CollectionId } from '../../../src/core/base/ids.ts';
import type { Collection } from '../../../src/core/collections/collection.ts';
import type { Link, LinkType } from '../../../src/core/collections/link.ts';
import type { LinkId } from '../../../src/core/base/ids.ts';
import { headerOf } from '../../../src/ui/collections/collection-header.ts';
import {
  canMoveInto,
  childPath,
  matchingCollections,
  parentPath,
  rowAfterRemoval,
  treeMove,
  visibleTree,
} from '../../../src/ui/collections/tree.ts';

const toCollection = (path: string): Collection => ({
  id: path as CollectionId,
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  parentId: null,
  description: null,
  icon: null,
  tags: [],
  search: null,
  createdAt: '',
  updatedAt: '',
  mediaCount: 0,
  totalSizeBytes: 0,
  deepMediaCount: 0,
  deepSizeBytes: 0,
});
const toLink = (id: string, source: string, target: string | null, type: LinkType): Link => ({
  id: id as LinkId,
  source,
  target,
  type,
  dangling: target === null,
  createdAt: '',
});
const collections = ['b', 'a', 'a/10', 'a/9', 'a/9/x'].map(toCollection);
const pathsOf = (expanded: readonly string[]): string =>
  visibleTree(collections, new Set(expanded))
    .map((node) => node.key)
    .join(' ');

describe('tree of collections', () => {
  it('shows siblings in natural order, and children below what is open', () => {
    expect(pathsOf([])).toBe('a b');
    expect(pathsOf(['a'])).toBe('a a/9 a/10 b');
  });

  it('hides what is open below what is closed', () => {
    expect(pathsOf(['a/9'])).toBe('a b');
  });

  it('tells level, place and number of siblings', () => {
    const node = visibleTree(collections, new Set(['a']))[2];
    expect(node).toMatchObject({ level: 2, position: 2, siblings: 2, hasChildren: false });
  });

  it('moves as the ARIA pattern says', () => {
    const nodes = visibleTree(collections, new Set(['a']));
    expect(treeMove(nodes, 'a', 'ArrowDown')).toEqual({ do: 'focus', path: 'a/9' });
    expect(treeMove(nodes, 'a', 'ArrowLeft')).toEqual({ do: 'collapse', path: 'a' });
    expect(treeMove(nodes, 'a/9', 'ArrowRight')).toEqual({ do: 'expand', path: 'a/9' });
    expect(treeMove(nodes, 'a/9', 'ArrowLeft')).toEqual({ do: 'focus', path: 'a' });
    expect(treeMove(nodes, 'b', 'ArrowDown')).toBeNull();
    expect(treeMove(nodes, 'a', 'End')).toEqual({ do: 'focus', path: 'b' });
    expect(treeMove(nodes, 'a', 'B')).toEqual({ do: 'focus', path: 'b' });
    expect(treeMove(nodes, 'a', 'q')).toBeNull();
  });

  it('goes on at the next row that is left when one goes with all below it, else at the one before', () => {
    const rows = (paths: readonly string[]) =>
      visibleTree(paths.map(toCollection), new Set(['a', 'a/9']));
    const before = rows(['a', 'a/10', 'a/9', 'a/9/x', 'b']);
    expect(rowAfterRemoval(before, rows(['a', 'a/10', 'b']), 'a/9')).toBe('a/10');
    expect(rowAfterRemoval(before, rows(['b']), 'a')).toBe('b');
    expect(rowAfterRemoval(before, rows(['a', 'a/10', 'a/9', 'a/9/x']), 'b')).toBe('a/10');
    expect(rowAfterRemoval(rows(['b']), [], 'b')).toBeNull();
  });

  it('takes paths apart and puts them together', () => {
    expect(parentPath('a/9/x')).toBe('a/9');
    expect(parentPath('a')).toBe('');
    expect(childPath('', 'a')).toBe('a');
    expect(childPath('a', '9')).toBe('a/9');
  });

  it('finds by every word of a text, wherever it stands in the path', () => {
    expect(matchingCollections(collections, 'X A').map((c) => c.path)).toEqual(['a/9/x']);
    expect(matchingCollections(collections, '')).toHaveLength(5);
  });

  it('shows shortcuts and aliases behind the children of their source, and related ones nowhere', () => {
    const nodes = visibleTree(collections, new Set(['a']), [
      toLink('1', 'a', 'b', 'shortcut'),
      toLink('2', 'a', 'b', 'related'),
      toLink('3', '', 'a/9', 'alias'),
      toLink('4', 'b', null, 'shortcut'),
    ]);
    expect(nodes.map(({ key, name }) => `${key} ${name}`)).toEqual([
      'a a',
      'a/9 9',
      'a/10 10',
      'link:1 b',
      'b b',
      'link:3 9',
    ]);
    expect(nodes[3]).toMatchObject({ parent: 'a', level: 2, position: 3, hasChildren: false });
    expect(nodes[4]?.hasChildren).toBe(true);
    expect(treeMove(nodes, 'link:1', 'ArrowLeft')).toEqual({ do: 'focus', path: 'a' });
    const open = visibleTree(collections, new Set(['b']), [toLink('4', 'b', null, 'shortcut')]);
    expect(open.at(-1)).toMatchObject({ key: 'link:4', collection: null, name: '' });
  });

  it('moves a collection to where it is not yet, never into itself or below', () => {
    expect(canMoveInto('a/9', 'b')).toBe(true);
    expect(canMoveInto('a/9', '')).toBe(true);
    expect(canMoveInto('a', 'ab')).toBe(true);
    expect(canMoveInto('a/9', 'a')).toBe(false);
    expect(canMoveInto('a', '')).toBe(false);
    expect(canMoveInto('a', 'a')).toBe(false);
    expect(canMoveInto('a', 'a/9/x')).toBe(false);
  });
});

describe('header of a collection', () => {
  it('is none where there is nothing to say', () => {
    expect(headerOf('a', collections, [])).toBeNull();
    expect(headerOf('', collections, [])).toBeNull();
  });

  it('tells links by kind, related ones from both sides and each once', () => {
    const links = [
      toLink('1', 'a', 'b', 'alias'),
      toLink('2', 'a', null, 'shortcut'),
      toLink('3', 'a', 'b', 'related'),
      toLink('4', 'b', 'a', 'related'),
    ];
    expect(headerOf('a', collections, links)?.groups).toEqual([
      { kind: 'lists', links: [{ key: '1', path: 'b' }] },
      { kind: 'quick', links: [{ key: '2', path: null }] },
      { kind: 'related', links: [{ key: '4', path: 'b' }] },
    ]);
    expect(headerOf('b', collections, links)?.groups).toEqual([
      { kind: 'related', links: [{ key: '3', path: 'a' }] },
    ]);
  });
});
