import type { PackStore } from './pack-store.ts';

/** What the drive asks of the place for things that can be made again; a `PackStore` is one. */
export interface DerivedStore extends Pick<PackStore, 'put' | 'getPart' | 'flush' | 'delete'> {
  /** Bytes of all segments, outdated records included. */
  usedBytes(): number | Promise<number>;
}

/** A store that may be used while it is still being opened: each call waits for that. */
export const derivedWhenOpen = (opening: Promise<PackStore>): DerivedStore => {
  // A failure is met by whoever calls; until then it must not count as unhandled.
  opening.catch(() => undefined);
  return {
    put: async (key, parts) => (await opening).put(key, parts),
    getPart: async (key, index) => (await opening).getPart(key, index),
    flush: async () => (await opening).flush(),
    delete: async (key) => (await opening).delete(key),
    usedBytes: async () => (await opening).usedBytes(),
  };
};
