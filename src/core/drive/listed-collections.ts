import type { CollectionId, SpaceId } from '../base/ids.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { nodeAt, rootIdOf } from './collection-view.ts';
import { listedBelow } from './listed-below.ts';

/** The collections whose items a path lists, with those below it or without; aliases are followed. 'not-found', 'bad-path'. */
export const collectionsListedAt = (
  state: CatalogState,
  space: SpaceId,
  path: string,
  recursive: boolean,
): readonly CollectionId[] => {
  const rootId = rootIdOf(space);
  const start = nodeAt(state, path)?.id ?? rootId;
  return [...listedBelow(state, rootId, start, recursive)];
};
