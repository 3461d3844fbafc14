/** What stands above the pictures of a collection: pure. */
import type { Collection } from '../../core/collections/collection.ts';
import type { Link } from '../../core/collections/link.ts';

/** Where a link of a header leads; `path` is `null` where the collection is gone. */
export interface HeaderLink {
  readonly key: string;
  readonly path: string | null;
}

/** The words and links of a header, those of a kind together. */
export interface CollectionHeader {
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly groups: readonly {
    readonly kind: 'lists' | 'quick' | 'related';
    readonly links: readonly HeaderLink[];
  }[];
}

/** The header of the collection at `path`; `null` where it has nothing to say. Related ones are told on both sides. */
export const headerOf = (
  path: string,
  collections: readonly Collection[],
  links: readonly Link[],
): CollectionHeader | null => {
  const collection = collections.find((one) => one.path === path);
  const from = links.filter((link) => link.source === path);
  const ofType = (type: Link['type']): readonly HeaderLink[] =>
    from
      .filter((link) => link.type === type)
      .map(({ id, target }) => ({ key: id, path: target }));
  const back = links
    .filter((link) => link.type === 'related' && link.target === path && link.source !== path)
    .map(({ id, source }) => ({ key: id, path: source }));
  const groups = [
    { kind: 'lists' as const, links: ofType('alias') },
    { kind: 'quick' as const, links: ofType('shortcut') },
    { kind: 'related' as const, links: eachOnce([...ofType('related'), ...back]) },
  ].filter((group) => group.links.length > 0);
  const description = collection?.description ?? null;
  const tags = collection?.tags ?? [];
  if (description === null && tags.length === 0 && groups.length === 0) return null;
  return { description, tags, groups };
};

const eachOnce = (links: readonly HeaderLink[]): readonly HeaderLink[] => [
  ...new Map(links.map((link) => [link.path ?? link.key, link])).values(),
];
