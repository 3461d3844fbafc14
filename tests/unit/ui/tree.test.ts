import { describe, expect, it } from 'vitest';
import type { CollectionId } from '../../../src/core/base/ids.ts';
import type { Collection } from '../../../src/core/collections/collection.ts';
import {
  childPath,
  matchingCollections,
  parentPath,
  treeMove,
  visibleTree,
} from '../../../src/ui/tree.ts';

const toCollection = (path: string): Collection => ({
  id: path as CollectionId,
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  parentId: null,
  description: null,
  icon: null,
  tags: [],
  createdAt: '',
  updatedAt: '',
  mediaCount: 0,
  totalSizeBytes: 0,
  deepMediaCount: 0,
  deepSizeBytes: 0,
});
const collections = ['b', 'a', 'a/10', 'a/9', 'a/9/x'].map(toCollection);
const pathsOf = (expanded: readonly string[]): string =>
  visibleTree(collections, new Set(expanded))
    .map((node) => node.collection.path)
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
});
