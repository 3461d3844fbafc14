import type { CollectionId } from '../base/ids.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { createLinkIndex, type LinkIndex, listedCollections } from '../collections/links.ts';
import { nodeById, subtreeOf } from '../collections/tree.ts';

const indexes = new WeakMap<CatalogState['links'], LinkIndex>();

/** One index for all who ask of the same links: a tree asks for each of its collections. */
const linkIndexOf = ({ links }: CatalogState): LinkIndex => {
  const known = indexes.get(links) ?? createLinkIndex(links.values());
  indexes.set(links, known);
  return known;
};

/** The collections whose items `start` lists, with those below it or without; aliases are followed, each once. */
export const listedBelow = (
  state: CatalogState,
  rootId: CollectionId,
  start: CollectionId,
  recursive: boolean,
): ReadonlySet<CollectionId> => {
  const below = recursive ? subtreeOf(state.tree, start === rootId ? null : start) : [];
  const index = linkIndexOf(state);
  const listed = new Set<CollectionId>();
  for (const id of [start, ...below.map((node) => node.id)]) {
    for (const target of listedCollections(index, id)) {
      if (target === rootId || nodeById(state.tree, target) !== null) listed.add(target);
    }
  }
  return listed;
};
