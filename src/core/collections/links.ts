import type { CollectionId, LinkId } from '../base/ids.ts';
import type { LinkBody } from './link.ts';

/** A link with its id, as the catalogue has it. */
export interface LinkRecord {
  readonly id: LinkId;
  readonly body: LinkBody;
}

/** The live links of a drive, by the collection that they start from. */
export interface LinkIndex {
  readonly bySource: ReadonlyMap<CollectionId, readonly LinkRecord[]>;
}

/** An index of the links that are not in the trash; each source's links in order of their ids. */
export const createLinkIndex = (links: Iterable<LinkRecord>): LinkIndex => {
  const bySource = new Map<CollectionId, LinkRecord[]>();
  for (const link of links) {
    if (link.body.trashedAt !== null) continue;
    const siblings = bySource.get(link.body.sourceId);
    if (siblings === undefined) bySource.set(link.body.sourceId, [link]);
    else siblings.push(link);
  }
  for (const siblings of bySource.values()) siblings.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { bySource };
};

/** The links that start at a collection, in order of their ids. */
export const linksFrom = (index: LinkIndex, source: CollectionId): readonly LinkRecord[] =>
  index.bySource.get(source) ?? [];

/**
 * The collections whose media `id` lists (rule L1): itself first, then the targets of its aliases, and of
 * theirs, nearest first, each once. A circle of aliases ends where it closes. Targets that are gone are
 * named all the same: whoever reads finds nothing there.
 */
export const listedCollections = (
  index: LinkIndex,
  id: CollectionId,
): readonly CollectionId[] => {
  const listed = new Set([id]);
  for (const source of listed) {
    for (const { body } of linksFrom(index, source)) {
      if (body.type === 'alias') listed.add(body.targetId);
    }
  }
  return [...listed];
};

/** Whether an alias from `source` to `target` would make a collection list itself again (rule L2). */
export const wouldCycle = (
  index: LinkIndex,
  source: CollectionId,
  target: CollectionId,
): boolean => listedCollections(index, target).includes(source);

/** Whether the target of a link is gone (rule L3); `isLive` knows the collections that are shown. */
export const isDangling = (link: LinkBody, isLive: (id: CollectionId) => boolean): boolean =>
  !isLive(link.targetId);
