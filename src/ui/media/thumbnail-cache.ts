/** Thumbnails as `data:` addresses: asked for near the viewport only, shared, bounded. */
import type { MediaId } from '../../core/base/ids.ts';
import type { ThumbnailSize } from '../../core/media/media-lab.ts';

/** What a thumbnail came to: a URL to show, or why there is none. */
export type ThumbnailState =
  | { readonly state: 'ready'; readonly url: string }
  | { readonly state: 'failed'; readonly error: unknown };

/** The cache. */
export interface ThumbnailCache {
  /** The URL where it is at hand, else `null`. */
  peek(id: MediaId, size: ThumbnailSize): string | null;
  /** Tells `listener` once, at once or later; the returned function ends the lease and forgets a request not yet begun. */
  lease(
    id: MediaId,
    size: ThumbnailSize,
    listener: (state: ThumbnailState) => void,
  ): () => void;
}

/** What the cache needs. */
export interface ThumbnailCacheOptions {
  load(id: MediaId, size: ThumbnailSize): Promise<string>;
  /** URLs kept beyond those leased. */
  readonly spare: number;
  /** Requests under way at once; the latest asked for goes first, since it is what is looked at. */
  readonly concurrency: number;
}

interface Entry {
  readonly key: string;
  readonly id: MediaId;
  readonly size: ThumbnailSize;
  readonly listeners: Set<(state: ThumbnailState) => void>;
  leases: number;
  state: 'queued' | 'loading' | 'ready' | 'failed';
  url: string | null;
}

/** An empty cache. */
export const createThumbnailCache = (options: ThumbnailCacheOptions): ThumbnailCache => {
  const entries = new Map<string, Entry>();
  const queue: Entry[] = [];
  let running = 0;

  const settle = (entry: Entry, state: ThumbnailState): void => {
    entry.state = state.state;
    for (const listener of entry.listeners) listener(state);
    entry.listeners.clear();
    if (state.state === 'failed') entries.delete(entry.key);
  };

  const load = async (entry: Entry): Promise<void> => {
    try {
      entry.url = await options.load(entry.id, entry.size);
      settle(entry, { state: 'ready', url: entry.url });
    } catch (error) {
      settle(entry, { state: 'failed', error });
    }
  };

  const pump = (): void => {
    while (running < options.concurrency) {
      const entry = queue.pop();
      if (entry === undefined) return;
      entry.state = 'loading';
      running++;
      void load(entry).finally(() => {
        running--;
        trim();
        pump();
      });
    }
  };

  /** Lets the least recently leased go until only `spare` lie unused. */
  const trim = (): void => {
    const unused = [...entries.values()].filter((e) => e.leases === 0 && e.state === 'ready');
    for (const { key } of unused.slice(0, Math.max(0, unused.length - options.spare)))
      entries.delete(key);
  };

  const open = (id: MediaId, size: ThumbnailSize): Entry => {
    const key = `${id}/${size}`;
    const known = entries.get(key);
    // Put back at the end: a Map's order is the order of last use.
    if (known !== undefined) entries.delete(key);
    const entry: Entry = known ?? {
      key,
      id,
      size,
      listeners: new Set(),
      leases: 0,
      state: 'queued',
      url: null,
    };
    entries.set(key, entry);
    if (known === undefined) queue.push(entry);
    return entry;
  };

  const release = (entry: Entry): void => {
    entry.leases--;
    if (entry.leases > 0) return;
    const at = queue.indexOf(entry);
    if (at >= 0) {
      queue.splice(at, 1);
      entries.delete(entry.key);
    } else trim();
  };

  return {
    peek: (id, size) => entries.get(`${id}/${size}`)?.url ?? null,
    lease: (id, size, listener) => {
      const entry = open(id, size);
      entry.leases++;
      if (entry.url !== null) listener({ state: 'ready', url: entry.url });
      else entry.listeners.add(listener);
      pump();
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        entry.listeners.delete(listener);
        release(entry);
      };
    },
  };
};
