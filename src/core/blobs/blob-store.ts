import type { BlobHash, ChunkHash } from '../base/ids.ts';
import { isBlobHash } from '../base/ids.ts';
import { HmError } from '../base/hm-error.ts';
import type { Disk, DiskEntry } from '../storage/disk.ts';

/** How many directories of `blobs/` are read at the same time. */
const LIST_WIDTH = 16;

/** A file in `staging/`: bytes on their way in, or debris of an import that was cut short. */
export interface StagedFile {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * Whole originals and their chunk lists as files, named by their hashes (docs/storage.md).
 *
 * The store believes names: whoever calls `adopt` or `putList` has computed the hash of the very bytes
 * and has flushed them, and whoever reads checks what it reads. Failures are those of `Disk`.
 */
export interface BlobStore {
  /** Where the bytes of `hash` lie: `blobs/<first byte>/<hash>`. */
  pathOf(hash: BlobHash): string;
  /** Where what heals them lies, if it was made: `parity/<hash>`. */
  parityPathOf(hash: BlobHash): string;
  /** Where a file that is still coming in is written: `staging/<name>`. */
  stagingPath(name: string): string;
  /**
   * Takes a staged file, flushed and closed, as the blob `hash`. A blob of that size that is there
   * already wins, and the staged copy goes; one of another size is torn and goes to quarantine first.
   */
  adopt(
    stagingPath: string,
    hash: BlobHash,
    sizeBytes: number,
  ): Promise<'stored' | 'already-there'>;
  /** Removes a staged file that is not wanted any more; nothing there is fine. */
  discard(stagingPath: string): Promise<void>;
  has(hash: BlobHash): Promise<boolean>;
  /** The size in bytes, or `null` where there is no such blob. */
  size(hash: BlobHash): Promise<number | null>;
  /** Bytes `[start, end)`, clipped to the size. */
  read(hash: BlobHash, start?: number, end?: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Every blob that has a name, in no order; other names in `blobs/` are left out. */
  list(): AsyncIterable<BlobHash>;
  /** Removes a blob, and its parity after it. */
  remove(hash: BlobHash): Promise<void>;
  /** Moves a damaged blob out of the way and returns its new path; `null` where there was none. */
  quarantine(hash: BlobHash, reason: QuarantineReason): Promise<string | null>;
  /** A path in quarantine that is free. */
  quarantinePath(hash: BlobHash, reason: QuarantineReason): Promise<string>;

  /** Where an encoded chunk list lies: `lists/<hash>`. */
  listPathOf(hash: ChunkHash): string;
  /** Keeps an encoded chunk list, as well as it can without a flush; whoever reads checks its hash. */
  putList(hash: ChunkHash, bytes: Uint8Array): Promise<void>;
  /** The encoded chunk list, or `null` where there is none. */
  readList(hash: ChunkHash): Promise<Uint8Array<ArrayBuffer> | null>;
  removeList(hash: ChunkHash): Promise<void>;

  /** What lies in `staging/`. */
  listStaging(): Promise<readonly StagedFile[]>;
  /** Removes the staged files whose names are not in `keep`; returns how many went. */
  clearStaging(keep: ReadonlySet<string>): Promise<number>;
}

/**
 * Why a blob was set aside: its size is not what its name stands for, or its bytes are not; 'wrong-chunks' are
 * those stretches alone, of a blob that was put right in its place.
 */
export type QuarantineReason = 'wrong-size' | 'wrong-bytes' | 'wrong-chunks';

/** A blob store over `disk`, whose root is the drive's directory. */
export const createBlobStore = (disk: Disk): BlobStore => {
  const size = (hash: BlobHash) => disk.size(pathOf(hash));

  const quarantine = async (
    hash: BlobHash,
    reason: QuarantineReason,
  ): Promise<string | null> => {
    if ((await size(hash)) === null) return null;
    const path = await freeQuarantinePath(disk, hash, reason);
    await disk.move(pathOf(hash), path);
    return path;
  };

  const adopt: BlobStore['adopt'] = async (staged, hash, sizeBytes) => {
    const there = await size(hash);
    if (there === sizeBytes) {
      await disk.remove(staged);
      return 'already-there';
    }
    if (there !== null) await quarantine(hash, 'wrong-size');
    await disk.move(staged, pathOf(hash));
    return 'stored';
  };

  return {
    pathOf,
    parityPathOf,
    stagingPath,
    adopt,
    discard: (staged) => disk.remove(staged),
    has: async (hash) => (await size(hash)) !== null,
    size,
    read: (hash, start, end) => disk.read(pathOf(hash), start, end),
    list: () => listBlobs(disk),
    remove: async (hash) => {
      await disk.remove(pathOf(hash));
      await disk.remove(parityPathOf(hash));
    },
    quarantine,
    quarantinePath: (hash, reason) => freeQuarantinePath(disk, hash, reason),
    listPathOf,
    putList: (hash, bytes) => putList(disk, hash, bytes),
    readList: (hash) => readIfThere(disk, listPathOf(hash)),
    removeList: (hash) => disk.remove(listPathOf(hash)),
    listStaging: () => listStaging(disk),
    clearStaging: (keep) => clearStaging(disk, keep),
  };
};

const pathOf = (hash: BlobHash): string => `blobs/${hash.slice(0, 2)}/${hash}`;
const parityPathOf = (hash: BlobHash): string => `parity/${hash}`;
const listPathOf = (hash: ChunkHash): string => `lists/${hash}`;
const stagingPath = (name: string): string => `staging/${name}`;

/** `quarantine/<hash>.<reason>.<n>`, the first `n` that is free: a second damaged copy replaces no first. */
const freeQuarantinePath = async (
  disk: Disk,
  hash: BlobHash,
  reason: QuarantineReason,
): Promise<string> => {
  for (let n = 0; ; n++) {
    const path = `quarantine/${hash}.${reason}.${n}`;
    if ((await disk.size(path)) === null) return path;
  }
};

async function* listBlobs(disk: Disk): AsyncGenerator<BlobHash> {
  const directories = (await disk.list('blobs')).filter(({ kind }) => kind === 'directory');
  const listing = directories.map(({ name }) => name);
  for (let at = 0; at < listing.length; at += LIST_WIDTH) {
    const names = listing.slice(at, at + LIST_WIDTH);
    const found = await Promise.all(names.map((name) => disk.list(`blobs/${name}`)));
    for (const [i, entries] of found.entries()) yield* blobsAmong(entries, names[i] ?? '');
  }
}

/** The blobs among the names of one directory; a file in another hash's directory is none. */
const blobsAmong = (entries: readonly DiskEntry[], directory: string): BlobHash[] =>
  entries.flatMap(({ name, kind }) =>
    kind === 'file' && isBlobHash(name) && name.startsWith(directory) ? [name] : [],
  );

/** Not flushed: its name is its hash, so a torn list is known when it is read, and can be made again. */
const putList = async (disk: Disk, hash: ChunkHash, bytes: Uint8Array): Promise<void> => {
  if ((await disk.size(listPathOf(hash))) === bytes.length) return;
  const file = await disk.open(listPathOf(hash), { create: true });
  try {
    await file.truncate(0);
    await file.write(0, bytes);
  } finally {
    await file.close();
  }
};

const readIfThere = async (
  disk: Disk,
  path: string,
): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    return await disk.read(path);
  } catch (error) {
    if (error instanceof HmError && error.type === 'not-found') return null;
    throw error;
  }
};

const listStaging = async (disk: Disk): Promise<readonly StagedFile[]> => {
  const files = (await disk.list('staging')).filter(({ kind }) => kind === 'file');
  return Promise.all(
    files.map(async ({ name }) => {
      const path = stagingPath(name);
      return { name, path, sizeBytes: (await disk.size(path)) ?? 0 };
    }),
  );
};

const clearStaging = async (disk: Disk, keep: ReadonlySet<string>): Promise<number> => {
  const debris = (await disk.list('staging')).filter(({ name }) => !keep.has(name));
  for (const { name } of debris) await disk.remove(stagingPath(name));
  return debris.length;
};
