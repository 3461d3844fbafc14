import { HmError } from '../base/hm-error.ts';
import type { CollectionId, SpaceId } from '../base/ids.ts';
import type { CatalogState, CollectionCounts } from '../catalog/catalog-state.ts';
import { countedAgain } from '../catalog/shared-counts.ts';
import type { Collection } from '../collections/collection.ts';
import { parsePath } from '../collections/path.ts';
import { type TreeNode, nodeAtPath } from '../collections/tree.ts';
import { listedBelow } from './listed-below.ts';

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

/** A node as it is shown, with its own counts and those of all that it lists. */
export const nodeToCollection = (
  state: CatalogState,
  space: SpaceId,
  node: TreeNode,
): Collection => {
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
    ...countsOf(state, space, node.id),
  };
};

/** The root as a collection without a name. */
export const rootToCollection = (state: CatalogState, space: SpaceId): Collection => {
  const id = rootIdOf(space);
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
    ...countsOf(state, space, id),
  };
};

type Counts = Pick<
  Collection,
  'mediaCount' | 'totalSizeBytes' | 'deepMediaCount' | 'deepSizeBytes'
>;

/** From kept counts, never a recount of items; the deep ones are of what is listed when it is opened (D26). */
const countsOf = (state: CatalogState, space: SpaceId, id: CollectionId): Counts => {
  const listed = listedBelow(state, rootIdOf(space), id, true);
  const again = countedAgain(state.shared, listed);
  let deepMediaCount = -again.mediaCount;
  let deepSizeBytes = -again.totalSizeBytes;
  for (const collection of listed) {
    const { mediaCount, totalSizeBytes } = state.counts.get(collection) ?? NONE;
    deepMediaCount += mediaCount;
    deepSizeBytes += totalSizeBytes;
  }
  return { ...(state.counts.get(id) ?? NONE), deepMediaCount, deepSizeBytes };
};
