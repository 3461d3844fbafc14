import { concatBytes } from '../base/bytes.ts';
import type { Disk } from './disk.ts';
import { encodeRecord } from './pack-format.ts';
import type { PackIndex } from './pack-index.ts';
import { createPackIndex } from './pack-index.ts';
import type { PackSegment, PickParts } from './pack-segment.ts';
import { openPackSegment } from './pack-segment.ts';

const MIB = 1024 * 1024;
/** How much of `maxBytes` is left standing when room is made. */
const KEPT_SHARE = 0.9;
const SEGMENT_NAME = /^([0-9]{1,15})\.pack$/;

/**
 * Many small things that can be made again (thumbnails, covers, previews) in few large files: 30 to 50
 * times faster to write than a file each. Nothing here is acknowledged: a record is on the platter with
 * its batch, and one that was torn or damaged reads as `null` and is forgotten.
 *
 * One owner at a time: the segments are open, exclusively, until `close()`.
 */
export interface PackStore {
  /**
   * Keeps `parts` under `key`, in place of what was there. Readable at once; written when 4 MiB wait, or
   * by `flush()`. Rejects like `Disk` where that write fails: what waited is forgotten.
   */
  put(key: string, parts: readonly Uint8Array[]): Promise<void>;
  /** All parts of a record, one after another; `null` where there is none, or no whole one any more. */
  get(key: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The `index`-th part, from 0; `null` also where the record has fewer. Only this part is read and checked. */
  getPart(key: string, index: number): Promise<Uint8Array<ArrayBuffer> | null>;
  has(key: string): boolean;
  /** Forgets a key, for good once flushed; nothing there is fine. */
  delete(key: string): Promise<void>;
  /** Writes and flushes what waits. */
  flush(): Promise<void>;
  /** Bytes of all segments, outdated records included. */
  usedBytes(): number;
  keys(): IterableIterator<string>;
  /** Flushes and lets the files go. */
  close(): Promise<void>;
}

/** Where a pack lies and how large it may grow. */
export interface PackStoreOptions {
  readonly disk: Disk;
  /** The directory of the segments, `<n>.pack`; nobody else's files lie there. */
  readonly directory: string;
  /** A segment is sealed when the next record would pass this. 64 MiB unless told. */
  readonly segmentBytes?: number;
  /** Beyond this the least recently used segments go, down to 90 %. The one being written stays. Asked at each write. */
  readonly maxBytes: number | (() => number);
  /** How much waits before it is written. 4 MiB unless told. */
  readonly batchBytes?: number;
}

/** Opens a pack, or makes one. Reads footers only, and scans the one segment that is not sealed. */
export const openPackStore = async (options: PackStoreOptions): Promise<PackStore> => {
  const index = createPackIndex();
  const segments = new Map<number, PackSegment>();
  try {
    await openSegments(options, index, segments);
  } catch (error) {
    await Promise.all([...segments.values()].map((segment) => segment.close()));
    throw error;
  }
  return createPackStore(options, index, segments);
};

const openSegments = async (
  { disk, directory }: PackStoreOptions,
  index: PackIndex,
  segments: Map<number, PackSegment>,
): Promise<void> => {
  const found = (await disk.list(directory)).flatMap(({ name }) => segmentId(name));
  const ids = found.length === 0 ? [1] : found.sort((a, b) => a - b);
  for (const id of ids) {
    const { segment, entries } = await openPackSegment(disk, segmentPath(directory, id), id);
    segments.set(id, segment);
    for (const entry of entries) index.add(id, entry);
    // The start was cut short between two segments, or a footer is damaged: the records stand as scanned.
    if (!segment.isSealed() && id !== ids.at(-1)) await segment.seal();
  }
};

const segmentId = (name: string): number[] => {
  const digits = SEGMENT_NAME.exec(name)?.[1];
  return digits === undefined ? [] : [Number(digits)];
};

const segmentPath = (directory: string, id: number): string => `${directory}/${id}.pack`;

const createPackStore = (
  {
    disk,
    directory,
    maxBytes,
    segmentBytes = 64 * MIB,
    batchBytes = 4 * MIB,
  }: PackStoreOptions,
  index: PackIndex,
  segments: Map<number, PackSegment>,
): PackStore => {
  const inTurn = createTurns();
  const uses = createUses(segments.keys());

  const usedBytes = (): number => {
    let sum = 0;
    for (const segment of segments.values()) sum += segment.sizeBytes();
    return sum;
  };

  const writeBatch = async (segment: PackSegment): Promise<void> => {
    const outcome = await segment.writeBatch();
    if (outcome.ok) return;
    for (const key of outcome.lostKeys) {
      if (index.get(key)?.segment === segment.id) index.forget(key);
    }
    throw outcome.error;
  };

  /** The segment that takes the next record: the newest, or one after it where that is full. */
  const segmentFor = async (recordBytes: number): Promise<PackSegment> => {
    const newestId = Math.max(...segments.keys());
    const newest = segments.get(newestId);
    const isRoomy = newest !== undefined && newest.sizeBytes() + recordBytes <= segmentBytes;
    if (newest !== undefined && !newest.isSealed()) {
      if (isRoomy || newest.isEmpty()) return newest;
      await writeBatch(newest);
      await newest.seal();
    }
    const id = newestId + 1;
    const { segment } = await openPackSegment(disk, segmentPath(directory, id), id);
    segments.set(id, segment);
    uses.touch(id);
    return segment;
  };

  const append = async (key: string, record: Uint8Array<ArrayBuffer>, isTombstone: boolean) => {
    const segment = await segmentFor(record.length);
    const offset = segment.append(key, record, isTombstone);
    index.add(segment.id, { key, offset, isTombstone });
    if (segment.waitingBytes() >= batchBytes) await writeBatch(segment);
  };

  const flush = async (): Promise<void> => {
    for (const segment of segments.values()) await writeBatch(segment);
  };

  /** Outdated records of the keys that go must not speak again: tombstones first, then the file. */
  const evict = async (segment: PackSegment): Promise<void> => {
    segments.delete(segment.id);
    for (const key of index.drop(segment.id)) await append(key, encodeRecord(key, null), true);
    await flush();
    await segment.close();
    await disk.remove(segment.path);
  };

  const makeRoom = async (): Promise<void> => {
    const most = typeof maxBytes === 'number' ? maxBytes : maxBytes();
    if (usedBytes() <= most) return;
    for (const id of uses.leastRecentFirst()) {
      const segment = segments.get(id);
      if (usedBytes() <= most * KEPT_SHARE) return;
      if (segment?.isSealed() === true) await evict(segment);
    }
  };

  const read = async (key: string, pick: PickParts) => {
    const location = index.get(key);
    const segment = location && segments.get(location.segment);
    if (location === undefined || segment === undefined) return null;
    uses.touch(segment.id);
    const isCurrent = () => {
      const now = index.get(key);
      return now?.segment === location.segment && now.offset === location.offset;
    };
    try {
      const parts = await segment.readParts(location.offset, key, pick);
      if (parts !== 'damaged') return parts;
    } catch (error) {
      // Evicted between two reads: its file is closed, and there is nothing to report.
      if (isCurrent()) throw error;
      return null;
    }
    if (isCurrent()) index.forget(key);
    return null;
  };

  return {
    put: (key, parts) => {
      const record = encodeRecord(key, parts);
      return inTurn(async () => {
        await append(key, record, false);
        await makeRoom();
      });
    },
    get: async (key) => {
      const parts = await read(key, (all) => all);
      return parts === null ? null : concatBytes(parts);
    },
    getPart: async (key, at) => {
      const parts = await read(key, (all) => all.slice(at, at + 1));
      return parts?.[0] ?? null;
    },
    has: (key) => index.has(key),
    delete: (key) =>
      inTurn(async () => {
        if (index.has(key)) await append(key, encodeRecord(key, null), true);
      }),
    flush: () => inTurn(flush),
    usedBytes,
    keys: () => index.keys(),
    close: () =>
      inTurn(async () => {
        await flush();
        for (const segment of segments.values()) await segment.close();
      }),
  };
};

/** Lets acts run one after another, whatever becomes of those before. */
const createTurns = (): (<T>(act: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act, act);
    last = turn.catch(() => undefined);
    return turn;
  };
};

/** When each segment was last read or begun; at the start they stand in the order of their age. */
const createUses = (ids: Iterable<number>) => {
  const order = new Set(ids);
  return {
    touch: (id: number): void => {
      order.delete(id);
      order.add(id);
    },
    leastRecentFirst: (): readonly number[] => [...order],
  };
};
