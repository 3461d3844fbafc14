import type { CollectionId, SpaceId } from '../base/ids.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { createLinkIndex, listedCollections } from '../collections/links.ts';
import { nodeById, subtreeOf } from '../collections/tree.ts';
import { nodeAt, rootIdOf } from './collection-view.ts';

/** The collections whose items a path lists, with those below it or without; aliases are followed. 'not-found', 'bad-path'. */
export const collectionsListedAt = (
  state: CatalogState,
  space: SpaceId,
  path: string,
  recursive: boolean,
): readonly CollectionId[] => {
  const rootId = rootIdOf(space);
  const start = nodeAt(state, path)?.id ?? rootId;
  const below = recursive ? subtreeOf(state.tree, start === rootId ? null : start) : [];
  const index = createLinkIndex(state.links.values());
  const listed = new Set<CollectionId>();
  for (const id of [start, ...below.map((node) => node.id)]) {
    for (const target of listedCollections(index, id)) listed.add(target);
  }
  return [...listed].filter((id) => id === rootId || nodeById(state.tree, id) !== null);
};
