import { isHmError } from '../../core/base/hm-error.ts';
import { createOpfsDirectories } from './opfs-directories.ts';
import { isDomError } from './opfs-errors.ts';

/** Small enough that a piece is still in the processor's cache when it is hashed. */
const PIECE_BYTES = 256 * 1024;
/** A file is held for so many bytes at a time, a tenth of a second of hashing; a writer that waits is let in then. */
const HELD_BYTES = 64 * 1024 * 1024;
/** How often and how long a handle is waited for that a terminated worker has not let go of yet. */
const LATE_TRIES = 10;
const LATE_WAIT_MS = 25;

/** `FileSystemSyncAccessHandle` as a reader uses it; only dedicated workers have it. */
interface ReadAccess {
  getSize(): number;
  read(buffer: Uint8Array, options: { readonly at: number }): number;
  close(): void;
}
interface ReadAccessible {
  createSyncAccessHandle(options: { readonly mode: 'read-only' }): Promise<ReadAccess>;
}

/** Takes a piece of a file; its bytes are overwritten by the next piece, once this is done. */
export type TakePiece = (piece: Uint8Array<ArrayBuffer>) => void | Promise<void>;

/**
 * Reads files of the drive straight from the disk, in any thread that has sync access handles, while others read
 * them too: five times as fast as through slices of a `File`, whose bytes pass through the browser's own process.
 */
export interface SharedReader {
  /**
   * Hands over all bytes of the file at `path`, in order. `false`, before the first of them, where the browser can
   * let only one in at a time, or somebody writes to the file. Rejects with a `DOMException` where the file is
   * gone, or came to be written to meanwhile.
   */
  read(path: string, take: TakePiece): Promise<boolean>;
}

/** A reader of what lies below the directory that `getRoot` gives; one file at a time, since its buffer is one. */
export const createSharedReader = (
  getRoot: () => Promise<FileSystemDirectoryHandle>,
  heldBytes = HELD_BYTES,
): SharedReader => {
  const buffer = new Uint8Array(PIECE_BYTES);
  let opened: ReturnType<typeof openDirectories> | null = null;
  const openDirectories = async () => createOpfsDirectories(await getRoot());

  return {
    read: async (path, take) => {
      if (!canShare()) return false;
      const directories = await (opened ??= openDirectories());
      const handle = await directories.inParent(path, false, (directory, name) =>
        directory.getFileHandle(name),
      );
      for (let at = 0; ; at += heldBytes) {
        const stretch = { at, end: at + heldBytes, buffer, take };
        const isMore = await whileReading(path, () => readStretch(handle, stretch));
        if (isMore === 'refused') return false;
        if (!isMore) return true;
      }
    },
  };
};

/** Chromium from 121 on; others ignore the mode, and would lock everybody else out. */
const canShare = (): boolean => {
  const { FileSystemSyncAccessHandle: access } = globalThis as {
    readonly FileSystemSyncAccessHandle?: { readonly prototype: object };
  };
  return access !== undefined && 'mode' in access.prototype;
};

interface Stretch {
  readonly at: number;
  readonly end: number;
  readonly buffer: Uint8Array<ArrayBuffer>;
  readonly take: TakePiece;
}

/** Whether there is more behind the stretch; 'refused' where the first one is written to. */
const readStretch = async (
  handle: FileSystemFileHandle,
  { at: start, end, buffer, take }: Stretch,
): Promise<boolean | 'refused'> => {
  const access = await openShared(handle, start === 0);
  if (access === null) return 'refused';
  try {
    const sizeBytes = access.getSize();
    for (let at = start; at < Math.min(end, sizeBytes);) {
      const room = buffer.subarray(0, end - at);
      const count = access.read(room, { at });
      // In a private window of Chromium a removed file is opened, and is said to have 2^64 - 1 bytes.
      if (count === 0 || count > room.length)
        throw new DOMException('The file became shorter.', 'NotReadableError');
      await take(room.subarray(0, count));
      at += count;
    }
    return end < sizeBytes;
  } finally {
    access.close();
  }
};

const openShared = async (
  handle: FileSystemFileHandle,
  mayBeRefused: boolean,
): Promise<ReadAccess | null> => {
  try {
    const accessible = handle as unknown as ReadAccessible;
    return await accessible.createSyncAccessHandle({ mode: 'read-only' });
  } catch (error) {
    if (mayBeRefused && isDomError(error, 'NoModificationAllowedError')) return null;
    throw error;
  }
};

const lockOf = (path: string): string => `hm-read ${path}`;

const whileReading = <T>(path: string, act: () => Promise<T>): Promise<T> =>
  navigator.locks.request(lockOf(path), { mode: 'shared' }, act);

/**
 * Runs `act`, which opens, moves or removes the files at `paths`. Where that is refused because somebody reads one, it
 * waits for its turn between two stretches of the reading; rejects 'busy' where that was not the reason.
 */
export const whenUnread = async <T>(
  paths: readonly string[],
  act: () => Promise<T>,
): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (!isBusy(error) || !canShare()) throw error;
    return withLocks(paths, () => whenLetGo(act));
  }
};

const withLocks = <T>(
  [path, ...others]: readonly string[],
  act: () => Promise<T>,
): Promise<T> =>
  path === undefined
    ? act()
    : navigator.locks.request(lockOf(path), () => withLocks(others, act));

/** The lock of a reader that was terminated may go a little before its handle does. */
const whenLetGo = async <T>(act: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error) || tries === LATE_TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LATE_WAIT_MS));
  }
};

const isBusy = (error: unknown): boolean => isHmError(error) && error.type === 'busy';
