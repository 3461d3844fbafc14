import type { CollectionId } from '../base/ids.ts';
import { settlePlaces } from './tree-rules.ts';
import type { CollectionRecord, PlacedCollection } from './tree-rules.ts';

export type { CollectionRecord } from './tree-rules.ts';

/** A collection where the tree shows it. */
export interface TreeNode extends CollectionRecord {
  /** The name that is shown: the body's, or `name (2)` where a sibling has it (rule T4). */
  readonly name: string;
  readonly path: string;
  /** Where it is shown; `null` right below the root, whatever the body says (rules T2, T3, T5). */
  readonly parentId: CollectionId | null;
  /** 1 right below the root, 64 at most. */
  readonly depth: number;
  /** In natural order of their names. */
  readonly childIds: readonly CollectionId[];
}

/**
 * The collections of a space as a tree, settled by the rules of docs/spec/collections.md: the same
 * records in any order give the same tree. A value, never changed; the root has no node.
 */
export interface CollectionTree {
  readonly records: ReadonlyMap<CollectionId, CollectionRecord>;
  /** Those that are shown: neither in the trash nor below something that is (rule T1). */
  readonly nodes: ReadonlyMap<CollectionId, TreeNode>;
  readonly idByPath: ReadonlyMap<string, CollectionId>;
  readonly rootIds: readonly CollectionId[];
}

/** The tree of `collections`; of two records with one id the last counts. */
export const createTree = (collections: Iterable<CollectionRecord>): CollectionTree => {
  const records = new Map<CollectionId, CollectionRecord>();
  for (const record of collections) records.set(record.id, record);
  const placed = settlePlaces(records);
  const idsBelow = (id: CollectionId | null) =>
    (placed.get(id) ?? []).map(({ record }) => record.id);
  const nodes = new Map<CollectionId, TreeNode>();
  const idByPath = new Map<string, CollectionId>();
  const place = (above: TreeNode | null, { record, name }: PlacedCollection): TreeNode => ({
    ...record,
    name,
    path: above === null ? name : `${above.path}/${name}`,
    parentId: above?.id ?? null,
    depth: (above?.depth ?? 0) + 1,
    childIds: idsBelow(record.id),
  });
  const waiting: (TreeNode | null)[] = [null];
  for (const above of waiting) {
    for (const child of placed.get(above?.id ?? null) ?? []) {
      const node = place(above, child);
      nodes.set(node.id, node);
      idByPath.set(node.path, node.id);
      waiting.push(node);
    }
  }
  return { records, nodes, idByPath, rootIds: idsBelow(null) };
};

/**
 * The tree after `changes` (records new or changed) and `removed` ids. Where only descriptions, icons, tags or times
 * changed, places are kept; else everything is placed again.
 */
export const changeTree = (
  tree: CollectionTree,
  changes: Iterable<CollectionRecord>,
  removed: Iterable<CollectionId> = [],
): CollectionTree => {
  const records = new Map(tree.records);
  const changed = [...changes];
  let keepsPlaces = true;
  for (const id of removed) keepsPlaces = !records.delete(id) && keepsPlaces;
  for (const record of changed) {
    keepsPlaces &&= isPlacedAlike(records.get(record.id), record);
    records.set(record.id, record);
  }
  if (!keepsPlaces) return createTree(records.values());
  const nodes = new Map(tree.nodes);
  for (const record of changed) {
    const node = nodes.get(record.id);
    if (node !== undefined) nodes.set(record.id, { ...node, ...record });
  }
  return { ...tree, records, nodes };
};

/** The collection at a path as it is shown; `null` where there is none, and for the root. */
export const nodeAtPath = (tree: CollectionTree, path: string): TreeNode | null => {
  const id = tree.idByPath.get(path);
  return id === undefined ? null : nodeById(tree, id);
};

/** The collection with an id; `null` where it is gone or hidden by the trash. */
export const nodeById = (tree: CollectionTree, id: CollectionId): TreeNode | null =>
  tree.nodes.get(id) ?? null;

/** The path of a shown collection (`''` for `null`, the root); `null` where it is not shown. */
export const pathOf = (tree: CollectionTree, id: CollectionId | null): string | null =>
  id === null ? '' : (tree.nodes.get(id)?.path ?? null);

/** What stands right below a collection, or below the root for `null`, in natural order. */
export const childrenOf = (
  tree: CollectionTree,
  id: CollectionId | null,
): readonly TreeNode[] => {
  const ids = id === null ? tree.rootIds : (tree.nodes.get(id)?.childIds ?? []);
  return ids.flatMap((child) => tree.nodes.get(child) ?? []);
};

/** The collections above one, its parent first; none for those right below the root. */
export const ancestorsOf = (tree: CollectionTree, id: CollectionId): readonly TreeNode[] => {
  const above: TreeNode[] = [];
  for (let node = parentNode(tree, id); node !== undefined; node = parentNode(tree, node.id)) {
    above.push(node);
  }
  return above;
};

/** Whether `id` lies anywhere below `above`; every shown collection lies below the root, `null`. */
export const isBelow = (
  tree: CollectionTree,
  id: CollectionId,
  above: CollectionId | null,
): boolean =>
  above === null
    ? tree.nodes.has(id)
    : ancestorsOf(tree, id).some((ancestor) => ancestor.id === above);

/** A collection and everything below it, depth first, siblings in natural order; the whole tree for `null`. */
export const subtreeOf = (
  tree: CollectionTree,
  id: CollectionId | null,
): readonly TreeNode[] => {
  const start = id === null ? childrenOf(tree, null) : [tree.nodes.get(id) ?? []].flat();
  const waiting = [...start].reverse();
  const below: TreeNode[] = [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    below.push(node);
    waiting.push(...[...childrenOf(tree, node.id)].reverse());
  }
  return below;
};

/** Whether a live sibling is shown by `name` below `parentId`; what is told to whoever would make another. */
export const isNameTaken = (
  tree: CollectionTree,
  parentId: CollectionId | null,
  name: string,
): boolean => {
  const above = pathOf(tree, parentId);
  return above !== null && tree.idByPath.has(above === '' ? name : `${above}/${name}`);
};

const parentNode = (tree: CollectionTree, id: CollectionId): TreeNode | undefined => {
  const parentId = tree.nodes.get(id)?.parentId ?? null;
  return parentId === null ? undefined : tree.nodes.get(parentId);
};

const isPlacedAlike = (a: CollectionRecord | undefined, b: CollectionRecord): boolean =>
  a !== undefined &&
  a.body.name === b.body.name &&
  a.body.parentId === b.body.parentId &&
  a.body.createdAt === b.body.createdAt &&
  (a.body.trashedAt === null) === (b.body.trashedAt === null);
