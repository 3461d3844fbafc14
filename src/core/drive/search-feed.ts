import { isHmError } from '../base/hm-error.ts';
import type { MediaId } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogWatcher } from '../catalog/watch-catalog.ts';
import { type BlobRecord, recordToEntity } from '../catalog/records.ts';
import { type MediaState, entityToMedia } from '../catalog/shown.ts';
import { createWriteLock } from '../catalog/write-lock.ts';
import type { CatalogKey } from '../catalog/catalog-store.ts';
import { type SearchDocument, mediaToDocument } from '../search/document.ts';
import type { SearchHost } from '../search/search-host.ts';
import type { DriveParts } from './drive-parts.ts';
import { rootIdOf } from './collection-view.ts';
import { changedSince, stampOf } from './search-stamp.ts';

/** Keeps an index in step with the catalogue. It is opened by the first who asks, not before. */
export interface SearchFeed extends CatalogWatcher {
  /** Runs `act` on the index once it holds all that the catalogue shows now. */
  ask<T>(act: (host: SearchHost) => Promise<T>): Promise<T>;
  /** Forgets the index and makes it again. */
  rebuild(): Promise<void>;
  /** Brings the index up to date, and keeps it where enough has changed since it was kept; for idle time. */
  tend(): Promise<void>;
}

/** Items read at a time: the drive answers others in between. */
const BATCH = 250;
/** Changed items after which the index is kept again; fewer are read anew at the next start. */
const KEEP_AFTER = 500;

/** A feed over the parts of a drive. */
export const createSearchFeed = ({
  catalog,
  identity,
  searchHost: host,
}: Pick<DriveParts, 'catalog' | 'identity' | 'searchHost'>): SearchFeed => {
  const inTurn = createWriteLock();
  /** Who keeps the index stands in a line of its own: questions and changes do not wait for it. */
  const keepInTurn = createWriteLock();
  const pending = new Set<MediaId>();
  let isOpen = false;
  /** How often the catalogue was cleared: what was read before says nothing any more. */
  let clearings = 0;
  let changed = 0;
  let shownTree: unknown = null;

  const send = async (items: readonly (MediaState | null)[], ids: readonly MediaId[]) => {
    const live = items.filter((item) => item?.body.trashedAt === null) as MediaState[];
    const shown = new Set(live.map(({ id }) => id));
    const documents = await toDocuments(catalog, live);
    await host.change(
      documents,
      ids.filter((id) => !shown.has(id)),
    );
    changed += ids.length;
  };

  const fill = async (): Promise<void> => {
    await host.clear();
    changed = KEEP_AFTER;
    const since = clearings;
    let after: CatalogKey | undefined;
    do {
      const range = after === undefined ? {} : { after };
      const records = await catalog.scan('entities', {
        prefix: ['media'],
        limit: BATCH,
        ...range,
      });
      const items = records.map(({ key, value }) =>
        entityToMedia(key[1] as MediaId, recordToEntity(value)),
      );
      await send(items, []);
      after = records.length < BATCH ? undefined : records.at(-1)?.key;
    } while (after !== undefined && since === clearings);
  };

  const open = async (): Promise<void> => {
    const since = clearings;
    shownTree = null;
    changed = 0;
    const stamp = await host.load();
    const known = stamp === null ? null : await changedSince(catalog, stamp);
    if (known === null) await fill();
    else for (const id of known) pending.add(id);
    isOpen = since === clearings;
  };

  const flush = async (): Promise<void> => {
    const { tree } = catalog.state();
    if (shownTree !== tree) {
      await host.show([rootIdOf(identity.space), ...tree.nodes.keys()]);
      shownTree = tree;
    }
    while (pending.size > 0) {
      // In the order of the catalogue, which reads neighbours at once; what comes meanwhile is next.
      const sorted = [...pending].sort();
      for (let at = 0; at < sorted.length; at += BATCH) {
        const ids = sorted.slice(at, at + BATCH);
        for (const id of ids) pending.delete(id);
        await send(await catalog.media(ids), ids);
      }
    }
  };

  const upToDate = async (): Promise<void> => {
    while (!isOpen) await open();
    await flush();
  };

  /** A thread that died took the index along: it is opened again, once. */
  const surely = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      isOpen = false;
      if (!isHmError(error) || error.type !== 'worker-crashed') throw error;
      return act();
    }
  };

  const keep = async (stamp: string): Promise<void> => {
    const held = changed;
    try {
      if (await host.keep(stamp)) changed -= held;
    } catch (error) {
      // The thread took the index along: the next one who asks opens it again.
      isOpen = false;
      if (!isHmError(error) || error.type !== 'worker-crashed') throw error;
    }
  };

  return {
    onChange: ({ added, updated, removed }) => {
      for (const ids of [added, updated, removed]) for (const id of ids) pending.add(id);
    },
    onClear: () => {
      clearings += 1;
      isOpen = false;
    },
    ask: (act) =>
      inTurn(() =>
        surely(async () => {
          await upToDate();
          return act(host);
        }),
      ),
    rebuild: () =>
      keepInTurn(async () => {
        // Taken first, here as below: what happens meanwhile is read once more, never missed.
        const stamp = await stampOf(catalog);
        await inTurn(() =>
          surely(async () => {
            await host.forget();
            isOpen = false;
            await upToDate();
          }),
        );
        await keep(stamp);
      }),
    tend: () =>
      keepInTurn(async () => {
        const stamp = await stampOf(catalog);
        await inTurn(() => surely(upToDate));
        if (changed >= KEEP_AFTER) await keep(stamp);
      }),
  };
};

const toDocuments = async (
  catalog: Catalog,
  items: readonly MediaState[],
): Promise<readonly SearchDocument[]> => {
  const blobs = await catalog.blobs(items.map(({ body }) => body.hash));
  return items.map(({ id, body, placedIn }, i) =>
    mediaToDocument(id, body, placedIn, placesOf(blobs[i] ?? null)),
  );
};

/** Places that have a copy, sound or damaged. */
const placesOf = (blob: BlobRecord | null): readonly string[] =>
  (blob?.copies ?? []).flatMap(({ place, state }) => (state === 'missing' ? [] : [place]));
