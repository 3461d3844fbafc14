import type { Disk, DiskEntry } from '../../core/storage/disk.ts';
import { splitDiskPath } from '../../core/storage/disk-path.ts';
import { createOpfsDirectories } from './opfs-directories.ts';
import { isDomError, opfsError, withOpfsErrors } from './opfs-errors.ts';

/** All of a `Disk` but opening files: what pages and workers do alike. */
export interface OpfsNames extends Omit<Disk, 'open'> {
  /** The handle of a file, made where `create` is set. */
  readonly file: (path: string, create: boolean) => Promise<FileSystemFileHandle>;
}

/** Copies a file for browsers without `move()`: onto `to`, which is empty or another file. */
export type CopyFile = (from: FileSystemFileHandle, to: FileSystemFileHandle) => Promise<void>;

/** Not in TypeScript's library yet: Chromium 102, Firefox 111, Safari 15.2. */
type Movable = FileSystemFileHandle & {
  readonly move?: (directory: FileSystemDirectoryHandle, name: string) => Promise<void>;
};

/** Names below `root`; `copy` stands in for `move()` where the browser has none. */
export const createOpfsNames = (root: FileSystemDirectoryHandle, copy: CopyFile): OpfsNames => {
  const directories = createOpfsDirectories(root);

  const file = (path: string, create: boolean): Promise<FileSystemFileHandle> =>
    withOpfsErrors(path, () =>
      directories.inParent(path, create, (directory, name) =>
        directory.getFileHandle(name, { create }),
      ),
    );

  const read = async (path: string, start?: number, end?: number) => {
    const handle = await file(path, false);
    return withOpfsErrors(path, () => readSnapshot(handle, start, end));
  };

  const size = async (path: string): Promise<number | null> => {
    try {
      const handle = await directories.inParent(path, false, (directory, name) =>
        directory.getFileHandle(name),
      );
      return (await handle.getFile()).size;
    } catch (error) {
      if (isDomError(error, 'NotFoundError')) return null;
      throw opfsError(error, path);
    }
  };

  const move = async (from: string, to: string): Promise<void> => {
    const source: Movable = await file(from, false);
    if (from === to) return;
    await withOpfsErrors(to, () =>
      directories.inParent(to, true, (directory, name) =>
        moveHandle(source, directory, name, copy),
      ),
    );
    if (source.move === undefined) await remove(from);
  };

  const remove = async (path: string): Promise<void> => {
    if (splitDiskPath(path).length === 0) throw new RangeError('The root stays.');
    directories.forget(path);
    try {
      await directories.inParent(path, false, (directory, name) =>
        directory.removeEntry(name, { recursive: true }),
      );
    } catch (error) {
      if (isDomError(error, 'NotFoundError')) return;
      throw opfsError(error, path);
    }
  };

  const list = async (path: string): Promise<readonly DiskEntry[]> => {
    splitDiskPath(path);
    try {
      return await entriesOf(await directories.resolve(path, false));
    } catch (error) {
      if (isDomError(error, 'NotFoundError')) return [];
      throw opfsError(error, path);
    }
  };

  return { file, read, size, move, remove, list };
};

/**
 * A `File` is a snapshot that Chromium refuses to read once the file was written to, so each read takes
 * a fresh one, and a second where a writer came between.
 */
const readSnapshot = async (
  handle: FileSystemFileHandle,
  start?: number,
  end?: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  const readOnce = async () => {
    const snapshot = await handle.getFile();
    const stop = Math.min(end ?? snapshot.size, snapshot.size);
    return new Uint8Array(await snapshot.slice(Math.min(start ?? 0, stop), stop).arrayBuffer());
  };
  try {
    return await readOnce();
  } catch (error) {
    if (!isDomError(error, 'NotReadableError')) throw error;
    return await readOnce();
  }
};

/** WebKit wants both arguments of `move()`. */
const moveHandle = async (
  source: Movable,
  directory: FileSystemDirectoryHandle,
  name: string,
  copy: CopyFile,
): Promise<void> => {
  if (source.move !== undefined) return source.move(directory, name);
  await copy(source, await directory.getFileHandle(name, { create: true }));
};

/** Chromium shows the temporary file of an open writable as `<name>.crswap`: no file of ours. */
const entriesOf = async (
  directory: FileSystemDirectoryHandle,
): Promise<readonly DiskEntry[]> => {
  const entries: DiskEntry[] = [];
  for await (const [name, { kind }] of directory.entries()) {
    if (!name.endsWith('.crswap')) entries.push({ name, kind });
  }
  return entries;
};
