import { bytesToBase64url } from '../base/bytes.ts';
import { HmError } from '../base/hm-error.ts';
import type { CollectionId } from '../base/ids.ts';
import type { Plain, PlainObject } from '../base/plain.ts';
import { parseCollectionBody } from '../collections/collection-body.ts';
import type { Collection, CollectionBody, CollectionMeta } from '../collections/collection.ts';
import { nameOf, parentOf } from '../collections/path.ts';
import {
  type CollectionTree,
  childrenOf,
  isBelow,
  nodeById,
  nodeAtPath,
  subtreeOf,
} from '../collections/tree.ts';
import { parseSearchQuery } from '../search/search-query.ts';
import type { ActDraft, ActWriter } from './act.ts';
import {
  checkPath,
  nodeAt,
  nodeToCollection,
  rootIdOf,
  rootToCollection,
} from './collection-view.ts';
import type { DriveParts } from './drive-parts.ts';

/** Collections by path. A `request` id makes a call safe to repeat. */
export interface CollectionsService {
  /** Makes a collection and its missing parents; 'name-taken', 'bad-path'. */
  create(path: string, meta: CollectionMeta, request: string | null): Promise<Collection>;
  get(path: string): Collection;
  /** Those right below a path in natural order, or everything below it depth first. */
  list(path: string, recursive: boolean): readonly Collection[];
  /** Changes description, icon or tags, or the name alone. */
  update(
    path: string,
    patch: CollectionMeta & { readonly name?: string },
    request: string | null,
  ): Promise<Collection>;
  /** Renames and moves in one; 'cycle', 'name-taken', 'not-found'. Missing parents are made. */
  move(path: string, newPath: string, request: string | null): Promise<Collection>;
  /** Puts a collection, with all below it, into the trash. */
  remove(path: string, request: string | null): Promise<null>;
  /** Refuses a path that nothing can be put into: 'bad-path', 'is-a-search'. */
  check(path: string): void;
  /** The id of the collection at `path`, made with its parents within an act where it is missing. */
  ensure(draft: ActDraft, made: Map<string, CollectionId>, path: string): CollectionId;
}

/** The service over the parts of one drive. */
export const createCollectionsService = (
  { catalog, identity, random }: DriveParts,
  writer: ActWriter,
): CollectionsService => {
  const tree = (): CollectionTree => catalog.state().tree;
  const get = (path: string): Collection => {
    const state = catalog.state();
    const node = nodeAt(state, path);
    return node === null
      ? rootToCollection(state, identity.space)
      : nodeToCollection(state, identity.space, node);
  };

  const ensure: CollectionsService['ensure'] = (draft, made, path) => {
    if (checkPath(path) === '') return rootIdOf(identity.space);
    const known = nodeAtPath(tree(), path)?.id ?? made.get(path);
    if (known !== undefined) return holdsItems(path, known);
    const parent = parentOf(path) ?? '';
    const parentId = parent === '' ? null : ensure(draft, made, parent);
    const id = bytesToBase64url(random.bytes(16)) as CollectionId;
    made.set(path, id);
    draft.patch('collection', id, newBody(nameOf(path), parentId, draft.at));
    return id;
  };

  /** The same id; 'is-a-search' where it is one, into which nothing is put. */
  const holdsItems = (path: string, id: CollectionId): CollectionId => {
    if ((nodeById(tree(), id)?.body.search ?? null) === null) return id;
    throw new HmError(
      'is-a-search',
      `${JSON.stringify(path)} is a saved search: what it lists is found, not put there. Choose a collection.`,
      { path },
    );
  };

  const check: CollectionsService['check'] = (path) => {
    checkPath(path);
    for (let at: string | null = path; at !== null; at = parentOf(at)) {
      const id = nodeAtPath(tree(), at)?.id;
      if (id !== undefined) holdsItems(at, id);
    }
  };

  const create: CollectionsService['create'] = async (path, meta, request) => {
    await writer.write({ verb: 'create-collection', facts: { path } }, request, (draft) => {
      refuseTaken(tree(), checkPath(path));
      const id = ensure(draft, new Map(), path);
      draft.patch('collection', id, checkMeta(meta));
      return Promise.resolve(null);
    });
    return get(path);
  };

  const update: CollectionsService['update'] = async (path, { name, ...meta }, request) => {
    if (name !== undefined && name !== nameOf(path)) {
      const parent = parentOf(path) ?? '';
      return move(path, parent === '' ? name : `${parent}/${name}`, request);
    }
    await writer.write({ verb: 'edit-collection', facts: { path } }, request, (draft) => {
      const node = nodeBelowRoot(path);
      refuseOtherKind(path, node.body.search, meta.search);
      draft.patch('collection', node.id, checkMeta(meta));
      return Promise.resolve(null);
    });
    return get(path);
  };

  const nodeBelowRoot = (path: string) => {
    const node = nodeAt(catalog.state(), path);
    if (node !== null) return node;
    throw new HmError(
      'bad-path',
      'The root cannot be changed, moved or removed. Name a collection.',
    );
  };

  const move: CollectionsService['move'] = async (path, newPath, request) => {
    const title = { verb: 'move-collection', facts: { path, newPath } };
    await writer.write(title, request, (draft) => {
      const node = nodeBelowRoot(path);
      refuseTaken(tree(), checkPath(newPath), node.id);
      const parent = parentOf(newPath) ?? '';
      refuseCycle(tree(), node.id, path, parent);
      const parentId = parent === '' ? null : ensure(draft, new Map(), parent);
      draft.patch('collection', node.id, { name: nameOf(newPath), parentId });
      return Promise.resolve(null);
    });
    return get(newPath);
  };

  const remove: CollectionsService['remove'] = (path, request) =>
    writer.write({ verb: 'remove-collection', facts: { path } }, request, (draft) => {
      draft.patch('collection', nodeBelowRoot(path).id, { trashedAt: draft.at });
      return Promise.resolve(null);
    });

  const list: CollectionsService['list'] = (path, recursive) => {
    const state = catalog.state();
    const id = nodeAt(state, path)?.id ?? null;
    const nodes = recursive
      ? subtreeOf(state.tree, id).filter((node) => node.id !== id)
      : childrenOf(state.tree, id);
    return nodes.map((node) => nodeToCollection(state, identity.space, node));
  };

  return {
    create,
    get,
    list,
    update,
    move,
    remove,
    ensure,
    check,
  };
};

const newBody = (
  name: string,
  parentId: CollectionId | null,
  createdAt: string,
): PlainObject => {
  const body: CollectionBody = {
    name,
    parentId,
    description: null,
    icon: null,
    tags: [],
    search: null,
    createdAt,
    trashedAt: null,
  };
  return body as unknown as PlainObject;
};

/** The fields of `meta` that are given, checked as a body would be. */
const checkMeta = (meta: CollectionMeta): PlainObject => {
  const given: Record<string, Plain> = {};
  for (const field of ['description', 'icon', 'tags'] as const) {
    if (meta[field] !== undefined) given[field] = meta[field];
  }
  if (meta.search !== undefined) given['search'] = checkSearch(meta.search);
  const parsed = parseCollectionBody({
    name: 'x',
    parentId: null,
    createdAt: new Date(0).toISOString(),
    ...given,
  });
  if (parsed.ok) return given;
  throw new HmError(parsed.error.type, parsed.error.message, { field: parsed.error.field });
};

const checkSearch = (search: CollectionMeta['search']): Plain => {
  if (search === null || search === undefined) return null;
  const parsed = parseSearchQuery(search as unknown as PlainObject);
  if (parsed.ok) return parsed.value as unknown as PlainObject;
  throw new HmError(parsed.error.type, parsed.error.message, { field: parsed.error.field });
};

/** What holds items cannot become a search, nor the other way round: both would lose what they are. */
const refuseOtherKind = (
  path: string,
  before: CollectionMeta['search'],
  after: CollectionMeta['search'],
): void => {
  if (after === undefined || (before === null) === (after === null)) return;
  throw new HmError(
    after === null ? 'is-a-search' : 'name-taken',
    after === null
      ? `${JSON.stringify(path)} is a saved search and stays one. Remove it instead.`
      : `There is a collection ${JSON.stringify(path)} already. Save the search under another name.`,
    { path },
  );
};

const refuseTaken = (tree: CollectionTree, path: string, except?: CollectionId): void => {
  const taken = nodeAtPath(tree, path);
  if (path !== '' && (taken === null || taken.id === except)) return;
  throw new HmError(
    'name-taken',
    `There is a collection ${JSON.stringify(path)} already. Choose another name or another place.`,
    { path },
  );
};

const refuseCycle = (
  tree: CollectionTree,
  id: CollectionId,
  path: string,
  newParent: string,
): void => {
  const parent = nodeAtPath(tree, newParent);
  if (newParent !== path && !newParent.startsWith(`${path}/`)) {
    if (parent === null || (parent.id !== id && !isBelow(tree, parent.id, id))) return;
  }
  throw new HmError(
    'cycle',
    `The collection ${JSON.stringify(path)} cannot move into itself. Choose a place outside it.`,
    { path, newParent },
  );
};
