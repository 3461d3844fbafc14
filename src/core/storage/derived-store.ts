import type { PackStore } from './pack-store.ts';

/** What the drive asks of the place for things that can be made again; a `PackStore` is one. */
export interface DerivedStore extends Pick<PackStore, 'put' | 'getPart' | 'flush' | 'delete'> {
  /** Bytes of all segments, outdated records included. */
  usedBytes(): number | Promise<number>;
}

/**
 * A store that is opened by the first call, which waits for that: a start that shows no thumbnail yet
 * does not read its indexes. Where opening fails every call rejects with why.
 */
export const derivedWhenAsked = (open: () => Promise<PackStore>): DerivedStore => {
  let opening: Promise<PackStore> | null = null;
  const opened = (): Promise<PackStore> => (opening ??= open());
  return {
    put: async (key, parts) => (await opened()).put(key, parts),
    getPart: async (key, index) => (await opened()).getPart(key, index),
    flush: async () => (await opened()).flush(),
    delete: async (key) => (await opened()).delete(key),
    usedBytes: async () => (await opened()).usedBytes(),
  };
};
