import { bytesToBase64url } from '../base/bytes.ts';
import { HmError } from '../base/hm-error.ts';
import type { LinkId } from '../base/ids.ts';
import type { Collection } from '../collections/collection.ts';
import type { Link, LinkBody, LinkType } from '../collections/link.ts';
import { createLinkIndex, isDangling, linksFrom, wouldCycle } from '../collections/links.ts';
import { nodeById, pathOf, subtreeOf } from '../collections/tree.ts';
import type { ActWriter } from './act.ts';
import { nodeAt, nodeToCollection, rootIdOf } from './collection-view.ts';
import type { DriveParts } from './drive-parts.ts';

const TYPES: readonly LinkType[] = ['alias', 'shortcut', 'related'];

/** Virtual links between collections. */
export interface LinksService {
  /** 'not-found' for either end, 'cycle' for an alias that would list itself, 'bad-link'. */
  create(
    link: { readonly source: string; readonly target: string; readonly type: LinkType },
    request: string | null,
  ): Promise<Link>;
  /** Links that start from a collection, or from any at or below it. */
  list(path: string, recursive?: boolean): readonly Link[];
  remove(id: LinkId, request: string | null): Promise<null>;
  /** Collections that a 'related' link joins to this one, in either direction, each once. */
  related(path: string): readonly Collection[];
}

/** The service over the parts of one drive. */
export const createLinksService = (
  { catalog, identity, random }: DriveParts,
  writer: ActWriter,
): LinksService => {
  const rootId = rootIdOf(identity.space);
  const idAt = (path: string) => nodeAt(catalog.state(), path)?.id ?? rootId;

  const toLink = (id: LinkId, body: LinkBody): Link => {
    const { tree } = catalog.state();
    const path = (end: LinkBody['sourceId']) => (end === rootId ? '' : pathOf(tree, end));
    const isLive = (end: LinkBody['sourceId']) => path(end) !== null;
    return {
      id,
      source: path(body.sourceId) ?? '',
      target: path(body.targetId),
      type: body.type,
      dangling: isDangling(body, isLive),
      createdAt: body.createdAt,
    };
  };

  const create: LinksService['create'] = async ({ source, target, type }, request) => {
    const title = { verb: 'create-link', facts: { source, target, type } };
    const id = await writer.write<LinkId>(title, request, (draft) => {
      if (!TYPES.includes(type)) refuseType(type);
      const body: LinkBody = {
        sourceId: idAt(source),
        targetId: idAt(target),
        type,
        createdAt: draft.at,
        trashedAt: null,
      };
      const index = createLinkIndex(catalog.state().links.values());
      if (type === 'alias' && wouldCycle(index, body.sourceId, body.targetId)) {
        refuseCycle(source, target);
      }
      const made = bytesToBase64url(random.bytes(16)) as LinkId;
      draft.patch('link', made, { ...body });
      return Promise.resolve(made);
    });
    const made = catalog.state().links.get(id);
    if (made === undefined) throw new Error(`The link ${id} was written but is not there.`);
    return toLink(id, made.body);
  };

  const list: LinksService['list'] = (path, recursive = false) => {
    const { tree, links } = catalog.state();
    const start = idAt(path);
    const below = recursive ? subtreeOf(tree, start === rootId ? null : start) : [];
    const index = createLinkIndex(links.values());
    return [...new Set([start, ...below.map((node) => node.id)])]
      .flatMap((source) => linksFrom(index, source))
      .map(({ id, body }) => toLink(id, body));
  };

  const remove: LinksService['remove'] = (id, request) =>
    writer.write({ verb: 'remove-link', facts: { id } }, request, (draft) => {
      if (!catalog.state().links.has(id)) {
        throw new HmError('not-found', `There is no link ${JSON.stringify(id)}.`, { id });
      }
      draft.tombstone('link', id, 'removed');
      return Promise.resolve(null);
    });

  const related: LinksService['related'] = (path) => {
    const here = idAt(path);
    const state = catalog.state();
    const others = new Set(
      [...state.links.values()]
        .filter(({ body }) => body.type === 'related' && body.trashedAt === null)
        .flatMap(({ body: { sourceId, targetId } }) =>
          sourceId === here ? [targetId] : targetId === here ? [sourceId] : [],
        ),
    );
    return [...others].flatMap((id) => {
      const node = nodeById(state.tree, id);
      return node === null ? [] : [nodeToCollection(state, identity.space, node)];
    });
  };

  return { create, list, remove, related };
};

const refuseType = (type: string): never => {
  throw new HmError(
    'bad-link',
    `A link cannot be ${JSON.stringify(type)}. It is one of ${TYPES.join(', ')}.`,
    { type },
  );
};

const refuseCycle = (source: string, target: string): never => {
  throw new HmError(
    'cycle',
    `An alias from ${JSON.stringify(source)} to ${JSON.stringify(target)} would list itself. Use a shortcut instead.`,
    { source, target },
  );
};
