import { HmError } from '../base/hm-error.ts';
import type { PlainObject } from '../base/plain.ts';
import { type TreeNode, subtreeOf } from '../collections/tree.ts';
import { nameFault } from '../uri/segment.ts';
import type { CollectionsService } from './collections-service.ts';
import type { DriveParts } from './drive-parts.ts';
import { checkQuery } from './search-service.ts';
import type { SavedSearch } from './search-types.ts';

/** Searches that are kept as collections; wherever they were moved to since. */
export interface SavedSearchService {
  /** In the order of the tree. */
  list(): readonly SavedSearch[];
  /** Makes one at the root, or changes the question of the one that has this name; 'name-taken', 'bad-query', 'bad-path'. */
  save(name: string, query: PlainObject, request: string | null): Promise<SavedSearch>;
  /** Into the trash; 'not-found'. */
  remove(name: string, request: string | null): Promise<null>;
}

/** The service over the collections of a drive. */
export const createSavedSearches = (
  { catalog }: DriveParts,
  collections: CollectionsService,
): SavedSearchService => {
  const list = (): readonly SavedSearch[] =>
    subtreeOf(catalog.state().tree, null).flatMap(nodeToSaved);

  /** Those at the root first. */
  const find = (name: string): SavedSearch | null => {
    const named = list().filter((saved) => saved.name === name);
    return named.find(({ path }) => path === name) ?? named[0] ?? null;
  };

  const save: SavedSearchService['save'] = async (name, query, request) => {
    const fault = nameFault(name);
    if (fault !== null) {
      throw new HmError(
        'bad-path',
        `A saved search cannot be called ${JSON.stringify(name)}: it ${fault}.`,
        { name },
      );
    }
    const search = checkQuery(query);
    const known = find(name);
    if (known === null) await collections.create(name, { search }, request);
    else await collections.update(known.path, { search }, request);
    return find(name) ?? refuseUnknown(name);
  };

  const remove: SavedSearchService['remove'] = async (name, request) =>
    collections.remove((find(name) ?? refuseUnknown(name)).path, request);

  return { list, save, remove };
};

const nodeToSaved = ({ id, name, path, body }: TreeNode): readonly SavedSearch[] =>
  body.search === null
    ? []
    : [{ id, name, path, query: body.search, createdAt: body.createdAt }];

const refuseUnknown = (name: string): never => {
  throw new HmError(
    'not-found',
    `There is no saved search ${JSON.stringify(name)}. Look at search.saved.list().`,
    { name },
  );
};
