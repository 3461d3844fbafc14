import { HmError, isHmError } from '../base/hm-error.ts';
import type { BlobHash, CollectionId, MediaId } from '../base/ids.ts';
import { placementId } from '../catalog/records.ts';
import { TRASH } from '../catalog/row-projection.ts';
import type { MediaState } from '../catalog/shown.ts';
import {
  type CollectionRecord,
  type CollectionTree,
  nodeAtPath,
  pathOf,
} from '../collections/tree.ts';
import {
  GARBAGE_AGE_MS,
  type GoneBlob,
  collectGarbage,
  markGarbage,
} from '../integrity/garbage.ts';
import type { MediaRow } from '../media/media.ts';
import type { ActDraft, ActWriter } from './act.ts';
import { rootIdOf } from './collection-view.ts';
import type { DriveParts } from './drive-parts.ts';
import { furtherParts, withParts } from './composites.ts';
import { place } from './media-place.ts';

/** Days that what is in the trash stays there. */
export const TRASH_DAYS = 30;
const DAY_MS = 86_400_000;

/** Something in the trash. */
export interface TrashItem {
  readonly id: MediaId | CollectionId;
  readonly type: 'media' | 'collection';
  readonly name: string;
  /** Paths of the collections that it stood in; of a collection, the one above it. */
  readonly collections: readonly string[];
  readonly trashedAt: string;
  /** When it goes for good unless it is restored before. */
  readonly expiresAt: string;
  /** The row, where it is media. */
  readonly row: MediaRow | null;
}

/** What was removed, for 30 days. */
export interface TrashService {
  /** The latest first. */
  list(): Promise<readonly TrashItem[]>;
  /**
   * Back to where it stood. A collection that is in the trash comes back with it, unless another one
   * stands at its path by now: the item joins that.
   */
  restore(ids: readonly string[], request: string | null): Promise<null>;
  /**
   * For good: tombstones for the items, and the bytes that nothing else bears are removed, those that
   * somebody holds when they are collected next.
   */
  purge(ids: readonly string[], request: string | null): Promise<null>;
  /** Purges what has been here longer than `TRASH_DAYS`; its bytes go when they are collected next. */
  purgeExpired(): Promise<void>;
  /** Removes bytes that purges left an hour ago or earlier; how many blobs went. */
  collect(): Promise<number>;
}

/** The service over the parts of one drive. */
export const createTrashService = (parts: DriveParts, writer: ActWriter): TrashService => {
  const { catalog, clock, holds } = parts;

  const list: TrashService['list'] = async () => {
    const rows = (await catalog.rows(TRASH)).pages.flat();
    const items = await catalog.media(rows.map((row) => row.id));
    const media = rows.flatMap((row, i) => {
      const item = items[i];
      return item == null ? [] : [mediaToTrash(parts, row, item)];
    });
    const collections = trashedCollections(parts).map((record) =>
      collectionToTrash(parts, record),
    );
    return [...media, ...collections].sort((a, b) => (a.trashedAt < b.trashedAt ? 1 : -1));
  };

  const sort = async (ids: readonly string[]) => {
    const { records } = catalog.state().tree;
    const collections = ids.flatMap((id) => records.get(id as CollectionId) ?? []);
    const others = ids.filter((id) => !records.has(id as CollectionId)) as MediaId[];
    const found = await catalog.media(others);
    const media = found.map((item, i) => item ?? refuseUnknown(others[i] ?? ''));
    return { collections, media };
  };

  const restore: TrashService['restore'] = (ids, request) =>
    writer.write({ verb: 'restore', facts: { count: ids.length } }, request, async (draft) => {
      const { collections, media } = await sort(ids);
      for (const { id } of collections) restoreAbove(parts, draft, id);
      for (const item of await withParts(catalog, media)) {
        draft.patch('media', item.id, { trashedAt: null });
        for (const id of item.placedIn) restorePlace(parts, draft, item, id);
        if (!standsSomewhere(parts, item)) place(draft, item, rootIdOf(parts.identity.space));
      }
      return null;
    });

  const forget = async (ids: readonly string[], request: string | null): Promise<null> => {
    const title = { verb: 'purge', facts: { count: ids.length } };
    await writer.write(title, request, async (draft) => {
      const { collections, media } = await sort(ids);
      refuseLive(collections, media);
      const below = await contentOf(parts, collections);
      for (const { id } of below.collections) draft.tombstone('collection', id, 'purged');
      for (const { media: item, collection } of below.placements) {
        draft.tombstone('placement', placementId(item, collection), 'purged');
      }
      const purged = await withTrashedParts(parts, draft, [...media, ...below.media]);
      for (const item of purged) purgeItem(draft, item);
      const gone = await unborneBlobs(parts, purged);
      for (const { hash } of gone) draft.blob({ e: 'blob-gone', hash });
      markGarbage(draft, gone);
      return null;
    });
    return null;
  };

  /** What was purged before `beforeMs`; one that was imported again meanwhile stays. */
  const collectBefore = (
    beforeMs: number,
    isHeld: (hash: BlobHash) => boolean,
  ): Promise<number> =>
    writer.write({ verb: 'collect' }, null, (draft) =>
      collectGarbage(parts, draft, beforeMs, isHeld),
    );

  /** The purge is durable by the time that its bytes go, so it succeeds whatever the disk says of them. */
  const purge: TrashService['purge'] = async (ids, request) => {
    await forget(ids, request);
    try {
      // Whoever still reads what a person wants gone for good reads no further.
      await collectBefore(clock.nowMs(), holds.isAtWork);
    } catch (error) {
      if (!isHmError(error)) throw error;
    }
    return null;
  };

  const purgeExpired = async (): Promise<void> => {
    const now = new Date(clock.nowMs()).toISOString();
    const expired = (await list())
      .filter((item) => item.expiresAt <= now)
      .map((item) => item.id);
    if (expired.length > 0) await forget(expired, null);
  };

  return {
    list,
    restore,
    purge,
    purgeExpired,
    collect: () => collectBefore(clock.nowMs() - GARBAGE_AGE_MS, holds.isHeld),
  };
};

const mediaToTrash = (
  parts: DriveParts,
  row: MediaRow,
  { placedIn, body }: MediaState,
): TrashItem => ({
  id: row.id,
  type: 'media',
  name: body.name,
  collections: placedIn.flatMap((id) => shownPath(parts, id) ?? []).sort(),
  row,
  ...trashTimes(body.trashedAt),
});

const collectionToTrash = (parts: DriveParts, { id, body }: CollectionRecord): TrashItem => ({
  id,
  type: 'collection',
  name: body.name,
  collections: [shownPath(parts, body.parentId) ?? ''],
  row: null,
  ...trashTimes(body.trashedAt),
});

const shownPath = (
  { catalog, identity }: DriveParts,
  id: CollectionId | null,
): string | null => (id === rootIdOf(identity.space) ? '' : pathOf(catalog.state().tree, id));

const trashTimes = (trashedAt: string | null): Pick<TrashItem, 'trashedAt' | 'expiresAt'> => {
  const since = trashedAt ?? new Date(0).toISOString();
  const expiresAt = new Date(Date.parse(since) + TRASH_DAYS * DAY_MS).toISOString();
  return { trashedAt: since, expiresAt };
};

const trashedCollections = ({ catalog }: DriveParts): readonly CollectionRecord[] =>
  [...catalog.state().tree.records.values()].filter((record) => record.body.trashedAt !== null);

/** Makes an item be seen in a collection that it stands in, or in the one that took that one's path. */
const restorePlace = (
  parts: DriveParts,
  draft: ActDraft,
  item: MediaState,
  id: CollectionId,
): void => {
  const { tree } = parts.catalog.state();
  const path = pathInTrash(tree, id);
  const successor = path === null ? null : nodeAtPath(tree, path);
  if (successor === null) {
    restoreAbove(parts, draft, id);
    return;
  }
  draft.tombstone('placement', placementId(item.id, id), 'removed');
  place(draft, item, successor.id);
};

/** The path that a collection in the trash, or below one, had by its name; `null` for one that is shown or gone. */
const pathInTrash = (tree: CollectionTree, id: CollectionId): string | null => {
  if (tree.nodes.has(id)) return null;
  const names: string[] = [];
  const seen = new Set<CollectionId>();
  for (let at: CollectionId | null = id; at !== null && !seen.has(at);) {
    seen.add(at);
    const record: CollectionRecord | undefined = tree.records.get(at);
    if (record === undefined) return null;
    names.unshift(record.body.name);
    at = record.body.parentId;
  }
  return names.join('/');
};

/** Takes a collection and those above it out of the trash. */
const restoreAbove = ({ catalog }: DriveParts, draft: ActDraft, id: CollectionId): void => {
  const { records } = catalog.state().tree;
  const seen = new Set<CollectionId>();
  for (let at: CollectionId | null = id; at !== null && !seen.has(at);) {
    seen.add(at);
    const record: CollectionRecord | undefined = records.get(at);
    if (record?.body.trashedAt) draft.patch('collection', at, { trashedAt: null });
    at = record?.body.parentId ?? null;
  }
};

/** Whether a collection that an item stands in is still there; all of them may have been purged. */
const standsSomewhere = ({ catalog, identity }: DriveParts, item: MediaState): boolean =>
  item.placedIn.some(
    (id) => id === rootIdOf(identity.space) || catalog.state().tree.records.has(id),
  );

/** All collections at or below the given ones, and the items that stand nowhere else. */
const contentOf = async (
  { catalog }: DriveParts,
  roots: readonly CollectionRecord[],
): Promise<{
  collections: readonly CollectionRecord[];
  placements: readonly { media: MediaId; collection: CollectionId }[];
  media: readonly MediaState[];
}> => {
  const collections = new Map(roots.map((record) => [record.id, record]));
  const { records } = catalog.state().tree;
  for (let found = -1; found !== collections.size;) {
    found = collections.size;
    for (const record of records.values()) {
      const { parentId } = record.body;
      if (parentId !== null && collections.has(parentId)) collections.set(record.id, record);
    }
  }
  const placements: { media: MediaId; collection: CollectionId }[] = [];
  for (const collection of collections.keys()) {
    const rows = (await catalog.rows(collection)).pages.flat();
    placements.push(...rows.map((row) => ({ media: row.id, collection })));
  }
  const listed = await catalog.media([...new Set(placements.map(({ media }) => media))]);
  const wholes = listed.filter((item) => item !== null);
  const parts = await furtherParts(catalog, wholes);
  for (const { id, placedIn } of parts) {
    for (const collection of placedIn) {
      if (collections.has(collection)) placements.push({ media: id, collection });
    }
  }
  const media = [...wholes, ...parts].filter(({ placedIn }) =>
    placedIn.every((id) => collections.has(id)),
  );
  return { collections: [...collections.values()], placements, media };
};

/** Purged items with those of their parts that are in the trash with them; a part that is not stands for itself. */
const withTrashedParts = async (
  { catalog }: DriveParts,
  draft: ActDraft,
  items: readonly MediaState[],
): Promise<readonly MediaState[]> => {
  const purged = new Map(items.map((item) => [item.id, item]));
  for (const part of await furtherParts(catalog, items)) {
    if (part.body.trashedAt !== null) purged.set(part.id, part);
    else if (!purged.has(part.id)) draft.patch('media', part.id, { partOf: null });
  }
  return [...purged.values()];
};

const purgeItem = (draft: ActDraft, item: MediaState): void => {
  draft.tombstone('media', item.id, 'purged');
  for (const id of item.placedIn) {
    draft.tombstone('placement', placementId(item.id, id), 'purged');
  }
};

/** Blobs that only purged items bear. */
const unborneBlobs = async (
  { catalog }: DriveParts,
  purged: readonly MediaState[],
): Promise<readonly GoneBlob[]> => {
  const ids = new Set(purged.map((item) => item.id));
  const hashes = [...new Set(purged.map((item) => item.body.hash))];
  const blobs = await catalog.blobs(hashes);
  return hashes.flatMap((hash, i) => {
    const blob = blobs[i];
    const isGone = blob?.media.every((id) => ids.has(id)) === true;
    return isGone ? [{ hash, listHash: blob.listHash }] : [];
  });
};

const refuseLive = (
  collections: readonly CollectionRecord[],
  media: readonly MediaState[],
): void => {
  const live = [...collections, ...media].find((entity) => entity.body.trashedAt === null);
  if (live === undefined) return;
  throw new HmError(
    'not-in-trash',
    `${JSON.stringify(live.body.name)} is not in the trash. Remove it first; only then can it be purged.`,
    { id: live.id },
  );
};

const refuseUnknown = (id: string): never => {
  throw new HmError('not-found', `There is nothing ${JSON.stringify(id)} in the trash.`, {
    id,
  });
};
