import { HmError } from '../../core/base/hm-error.ts';
import type { Disk, DiskFile } from '../../core/storage/disk.ts';
import { withOpfsErrors } from './opfs-errors.ts';
import type { CopyFile } from './opfs-names.ts';
import { createOpfsNames } from './opfs-names.ts';

/**
 * The same files as `createOpfsDisk` for a page that has no worker to do it. Slower by far: every flush
 * closes a writable, which replaces the file by its copy, and opens the next. Closing is the most that a
 * page can ask for, and Chromium does not sync it, so a power cut may take what was flushed here.
 * Exclusive among the users of this one disk; other tabs are kept out by the drive's lock.
 */
export const createOpfsPageDisk = (root: FileSystemDirectoryHandle): Disk => {
  const { file, ...names } = createOpfsNames(root, copyFile);
  const openPaths = new Set<string>();

  const assertClosed = (path: string): void => {
    const held = [...openPaths].find((open) => open === path || open.startsWith(`${path}/`));
    if (held === undefined) return;
    throw new HmError('busy', `${held} is open elsewhere. Close it there first.`, {
      path: held,
    });
  };

  const open: Disk['open'] = async (path, { create }) => {
    assertClosed(path);
    openPaths.add(path);
    try {
      const handle = await file(path, create);
      return createPageFile(path, handle, () => openPaths.delete(path));
    } catch (error) {
      openPaths.delete(path);
      throw error;
    }
  };

  return {
    ...names,
    open,
    move: async (from, to) => {
      assertClosed(from);
      assertClosed(to);
      await names.move(from, to);
    },
    remove: async (path) => {
      assertClosed(path);
      await names.remove(path);
    },
  };
};

/** One file, its calls one after another; what was written shows to readers once it is flushed. */
const createPageFile = (
  path: string,
  handle: FileSystemFileHandle,
  release: () => void,
): DiskFile => {
  let writable: FileSystemWritableFileStream | null = null;
  let isOpen = true;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(() => {
      if (isOpen) return withOpfsErrors(path, act);
      throw new HmError('io-failed', `${path} is closed. Open it again.`, { path });
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const settle = async (): Promise<void> => {
    const closing = writable;
    writable = null;
    await closing?.close();
  };
  const change = async (act: (to: FileSystemWritableFileStream) => Promise<void>) => {
    writable ??= await handle.createWritable({ keepExistingData: true });
    try {
      await act(writable);
    } catch (error) {
      // A stream that failed is closed for good: what it held since the last flush is lost.
      writable = null;
      throw error;
    }
  };
  const snapshot = async (): Promise<File> => {
    await settle();
    return handle.getFile();
  };

  return {
    size: () => inTurn(async () => (await snapshot()).size),
    read: (at, length) =>
      inTurn(async () => {
        const part = (await snapshot()).slice(at, at + length);
        return new Uint8Array(await part.arrayBuffer());
      }),
    write: (at, bytes) => {
      const data = bytes.slice();
      return inTurn(() => change((to) => to.write({ type: 'write', position: at, data })));
    },
    truncate: (sizeBytes) => inTurn(() => change((to) => to.truncate(sizeBytes))),
    flush: () => inTurn(settle),
    close: async () => {
      if (!isOpen) return;
      await inTurn(settle).finally(() => {
        isOpen = false;
        release();
      });
    },
  };
};

const copyFile: CopyFile = async (from, to) => {
  const source = await from.getFile();
  await source.stream().pipeTo(await to.createWritable());
};
