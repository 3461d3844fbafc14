/** The tree of collections as rows, and where keys lead in it: pure. */
import type { Collection } from '../core/collections/collection.ts';

/** One visible row. `level` counts from 1, `position` among its siblings from 1. */
export interface TreeNode {
  readonly collection: Collection;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly hasChildren: boolean;
  readonly isExpanded: boolean;
}

/** Rows from top to bottom: siblings by name, children below an expanded parent. */
export const visibleTree = (
  collections: readonly Collection[],
  expanded: ReadonlySet<string>,
): readonly TreeNode[] => {
  const below = new Map<string, Collection[]>();
  for (const collection of collections) {
    const parent = parentPath(collection.path);
    below.set(parent, [...(below.get(parent) ?? []), collection]);
  }
  const rows: TreeNode[] = [];
  const visit = (path: string, level: number): void => {
    const children = [...(below.get(path) ?? [])].sort((a, b) =>
      byName.compare(a.name, b.name),
    );
    children.forEach((collection, index) => {
      const hasChildren = below.has(collection.path);
      const isExpanded = hasChildren && expanded.has(collection.path);
      rows.push({
        collection,
        level,
        position: index + 1,
        siblings: children.length,
        hasChildren,
        isExpanded,
      });
      if (isExpanded) visit(collection.path, level + 1);
    });
  };
  visit('', 1);
  return rows;
};

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The path of the collection above; `''` for those below the root. */
export const parentPath = (path: string): string =>
  path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** `name` below `parent`. */
export const childPath = (parent: string, name: string): string =>
  parent === '' ? name : `${parent}/${name}`;

/** What a key does in the tree (WAI-ARIA tree pattern); `null` where it does nothing. */
export type TreeMove =
  | { readonly do: 'focus'; readonly path: string }
  | { readonly do: 'expand' | 'collapse'; readonly path: string };

/** Where `key` leads from the row of `path`. */
export const treeMove = (
  nodes: readonly TreeNode[],
  path: string,
  key: string,
): TreeMove | null => {
  const at = nodes.findIndex((node) => node.collection.path === path);
  const node = nodes[at];
  if (node === undefined) return null;
  switch (key) {
    case 'ArrowDown':
      return focusOn(nodes[at + 1]);
    case 'ArrowUp':
      return focusOn(nodes[at - 1]);
    case 'Home':
      return focusOn(nodes[0]);
    case 'End':
      return focusOn(nodes.at(-1));
    case 'ArrowRight':
      if (!node.hasChildren) return null;
      return node.isExpanded ? focusOn(nodes[at + 1]) : { do: 'expand', path };
    case 'ArrowLeft':
      if (node.isExpanded) return { do: 'collapse', path };
      return focusOn(nodes.find((other) => other.collection.path === parentPath(path)));
    default:
      return typeAhead(nodes, at, key);
  }
};

const focusOn = (node: TreeNode | undefined): TreeMove | null =>
  node === undefined ? null : { do: 'focus', path: node.collection.path };

/** A letter goes to the next row whose name begins with it. */
const typeAhead = (nodes: readonly TreeNode[], at: number, key: string): TreeMove | null => {
  // Named keys ('Tab', 'F2') have longer names than any letter.
  if (key.length !== 1 || key === ' ') return null;
  const letter = key.toLocaleLowerCase();
  const inTurn = [...nodes.slice(at + 1), ...nodes.slice(0, at)];
  return focusOn(
    inTurn.find((node) => node.collection.name.toLocaleLowerCase().startsWith(letter)),
  );
};

/** Collections whose path holds every word of `text`, by path. */
export const matchingCollections = (
  collections: readonly Collection[],
  text: string,
): readonly Collection[] => {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return collections
    .filter(({ path }) => words.every((word) => path.toLocaleLowerCase().includes(word)))
    .sort((a, b) => byName.compare(a.path, b.path));
};
