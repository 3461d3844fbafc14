import { HmError } from '../base/hm-error.ts';
import type { CollectionId, SpaceId } from '../base/ids.ts';
import type { CatalogState, CollectionCounts } from '../catalog/catalog-state.ts';
import type { Collection } from '../collections/collection.ts';
import { parsePath } from '../collections/path.ts';
import { type TreeNode, nodeAtPath, subtreeOf } from '../collections/tree.ts';

const NONE: CollectionCounts = { mediaCount: 0, totalSizeBytes: 0 };
const BEGINNING = new Date(0).toISOString();

/** The id under which items that stand in the root itself are kept. */
export const rootIdOf = (space: SpaceId): CollectionId => space as string as CollectionId;

/** A path as typed, checked; 'bad-path' where it names no place. */
export const checkPath = (path: string): string => {
  const parsed = parsePath(path);
  if (parsed.ok) return path;
  const { type, message, ...facts } = parsed.error;
  throw new HmError(type, message, facts);
};

/** The node at a path, `null` for the root; 'not-found' where there is none. */
export const nodeAt = (state: CatalogState, path: string): TreeNode | null => {
  if (checkPath(path) === '') return null;
  const node = nodeAtPath(state.tree, path);
  if (node !== null) return node;
  throw new HmError(
    'not-found',
    `There is no collection ${JSON.stringify(path)}. Look at listCollections(), or create it.`,
    { path },
  );
};

/** A node as it is shown, with its own counts and those of everything below it. */
export const nodeToCollection = (state: CatalogState, node: TreeNode): Collection => {
  const { body } = node;
  return {
    id: node.id,
    name: node.name,
    path: node.path,
    parentId: node.parentId,
    description: body.description,
    icon: body.icon,
    tags: body.tags,
    search: body.search,
    createdAt: body.createdAt,
    updatedAt: node.updatedAt,
    ...(state.counts.get(node.id) ?? NONE),
    ...deepCounts(state, subtreeOf(state.tree, node.id)),
  };
};

/** The root as a collection without a name. */
export const rootToCollection = (state: CatalogState, space: SpaceId): Collection => {
  const id = rootIdOf(space);
  const own = state.counts.get(id) ?? NONE;
  const deep = deepCounts(state, subtreeOf(state.tree, null));
  return {
    id,
    name: '',
    path: '',
    parentId: null,
    description: null,
    icon: null,
    tags: [],
    search: null,
    createdAt: BEGINNING,
    updatedAt: BEGINNING,
    ...own,
    deepMediaCount: own.mediaCount + deep.deepMediaCount,
    deepSizeBytes: own.totalSizeBytes + deep.deepSizeBytes,
  };
};

/** A sum of kept counts, never a recount of items: an item in two collections counts in both. */
const deepCounts = (
  state: CatalogState,
  nodes: readonly TreeNode[],
): Pick<Collection, 'deepMediaCount' | 'deepSizeBytes'> => {
  let deepMediaCount = 0;
  let deepSizeBytes = 0;
  for (const node of nodes) {
    const counts = state.counts.get(node.id) ?? NONE;
    deepMediaCount += counts.mediaCount;
    deepSizeBytes += counts.totalSizeBytes;
  }
  return { deepMediaCount, deepSizeBytes };
};
