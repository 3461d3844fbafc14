/** The tree of collections as rows, and where keys lead in it: pure. */
import type { Collection } from '../../core/collections/collection.ts';
import type { Link } from '../../core/collections/link.ts';

/** One visible row: a collection, or a link in it. `level` counts from 1, `position` among its siblings from 1. */
export interface TreeNode {
  /** The path of a collection, `link:` and the id of a link. */
  readonly key: string;
  /** The key of the row above in the tree, `''` at the top. */
  readonly parent: string;
  readonly name: string;
  /** What it is or, of a link, leads to; `null` for a link that dangles. */
  readonly collection: Collection | null;
  readonly link: Link | null;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly hasChildren: boolean;
  readonly isExpanded: boolean;
}

/** Rows from top to bottom: siblings by name, children below an expanded parent, its links behind them. */
export const visibleTree = (
  collections: readonly Collection[],
  expanded: ReadonlySet<string>,
  links: readonly Link[] = [],
): readonly TreeNode[] => {
  const below = childrenByParent(collections, links);
  const rows: TreeNode[] = [];
  const visit = (parent: string, level: number): void => {
    const children = below.get(parent) ?? [];
    children.forEach((child, index) => {
      const hasChildren = child.link === null && below.has(child.key);
      const isExpanded = hasChildren && expanded.has(child.key);
      rows.push({
        ...child,
        parent,
        level,
        position: index + 1,
        siblings: children.length,
        hasChildren,
        isExpanded,
      });
      if (isExpanded) visit(child.key, level + 1);
    });
  };
  visit('', 1);
  return rows;
};

type Child = Pick<TreeNode, 'key' | 'name' | 'collection' | 'link'>;

/** Links that only suggest stand in the collection's header, not in the tree. */
const childrenByParent = (
  collections: readonly Collection[],
  links: readonly Link[],
): ReadonlyMap<string, readonly Child[]> => {
  const below = new Map<string, Child[]>();
  const put = (parent: string, child: Child): void => {
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [child]);
    else siblings.push(child);
  };
  const sorted = [...collections].sort((a, b) => byName.compare(a.name, b.name));
  for (const collection of sorted) {
    const { path, name } = collection;
    put(parentPath(path), { key: path, name, collection, link: null });
  }
  const byPath = new Map(collections.map((collection) => [collection.path, collection]));
  for (const link of links) {
    if (link.type === 'related') continue;
    const collection = byPath.get(link.target ?? '') ?? null;
    const name = collection?.name ?? '';
    put(link.source, { key: `link:${link.id}`, name, collection, link });
  }
  return below;
};

/**
 * Whether the collection at `path` can be put right below `parent`: not into itself or what is below it,
 * and not to where it stands already.
 */
export const canMoveInto = (path: string, parent: string): boolean =>
  parentPath(path) !== parent && parent !== path && !parent.startsWith(`${path}/`);

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

/** Where `key` leads from the row whose own key is `path`. */
export const treeMove = (
  nodes: readonly TreeNode[],
  path: string,
  key: string,
): TreeMove | null => {
  const at = nodes.findIndex((node) => node.key === path);
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
      return focusOn(nodes.find((other) => other.key === node.parent));
    default:
      return typeAhead(nodes, at, key);
  }
};

/**
 * The key of the row that has the focus once the row `gone` is in the tree no more: the next one that is
 * left, else the one before; `null` where none is.
 */
export const rowAfterRemoval = (
  before: readonly TreeNode[],
  now: readonly TreeNode[],
  gone: string,
): string | null => {
  const left = new Set(now.map(({ key }) => key));
  const keys = before.map(({ key }) => key);
  const at = keys.indexOf(gone);
  const isLeft = (key: string): boolean => left.has(key);
  return (
    keys.slice(at + 1).find(isLeft) ?? keys.slice(0, Math.max(0, at)).findLast(isLeft) ?? null
  );
};

const focusOn = (node: TreeNode | undefined): TreeMove | null =>
  node === undefined ? null : { do: 'focus', path: node.key };

/** A letter goes to the next row whose name begins with it. */
const typeAhead = (nodes: readonly TreeNode[], at: number, key: string): TreeMove | null => {
  // Named keys ('Tab', 'F2') have longer names than any letter.
  if (key.length !== 1 || key === ' ') return null;
  const letter = key.toLocaleLowerCase();
  const inTurn = [...nodes.slice(at + 1), ...nodes.slice(0, at)];
  return focusOn(inTurn.find((node) => node.name.toLocaleLowerCase().startsWith(letter)));
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
