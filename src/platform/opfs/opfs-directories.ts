import { splitParent } from '../../core/storage/disk-path.ts';
import { isDomError } from './opfs-errors.ts';

/**
 * Directory handles by path, each resolved once: resolving `blobs/ab` for each of 10,000 files would cost
 * more than the files. A handle is a path (File System Standard, "locator"), so one whose directory was
 * removed and made again serves on; one whose directory is gone is found out when a file is to be made.
 */
export interface OpfsDirectories {
  /** The directory at `path`, made with its parents where `create`; rejects `NotFoundError` otherwise. */
  resolve(path: string, create: boolean): Promise<FileSystemDirectoryHandle>;
  /**
   * Runs `act` on the directory that holds `path` and on the file's name. With `create` it runs once more
   * on fresh handles where the cached directory turns out to be gone.
   */
  inParent<T>(
    path: string,
    create: boolean,
    act: (directory: FileSystemDirectoryHandle, name: string) => Promise<T>,
  ): Promise<T>;
  /** Forgets `path` and all below it. */
  forget(path: string): void;
}

/** Directories below `root`. */
export const createOpfsDirectories = (root: FileSystemDirectoryHandle): OpfsDirectories => {
  const known = new Map<string, Promise<FileSystemDirectoryHandle>>();

  const resolve = (path: string, create: boolean): Promise<FileSystemDirectoryHandle> => {
    if (path === '') return Promise.resolve(root);
    const cached = known.get(path);
    if (cached !== undefined) return cached;
    const { directory, name } = splitParent(path);
    const found = resolve(directory, create).then((parent) =>
      parent.getDirectoryHandle(name, { create }),
    );
    known.set(path, found);
    found.catch(() => {
      if (known.get(path) === found) known.delete(path);
    });
    return found;
  };

  const forget = (path: string): void => {
    for (const key of known.keys()) {
      if (key === path || key.startsWith(`${path}/`)) known.delete(key);
    }
  };

  const inParent: OpfsDirectories['inParent'] = async (path, create, act) => {
    const { directory, name } = splitParent(path);
    try {
      return await act(await resolve(directory, create), name);
    } catch (error) {
      if (!create || !isDomError(error, 'NotFoundError')) throw error;
      forget(directory.split('/')[0] ?? '');
      return await act(await resolve(directory, create), name);
    }
  };

  return { resolve, inParent, forget };
};
