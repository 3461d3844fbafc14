import type { BlobHash } from '../core/base/ids.ts';
import type { Originals } from '../core/drive/drive-parts.ts';
import { orAbsent } from '../platform/file-system-access/file-at.ts';
import { createRunningHash } from '../platform/hashing/running-hash.ts';
import { createOpfsDirectories } from '../platform/opfs/opfs-directories.ts';

const READ_BYTES = 4 * 1024 * 1024;

/** Originals as files of the browser. */
export interface FileOriginals extends Originals {
  open(hash: BlobHash): Promise<File | null>;
  /** BLAKE2b-256 of any file of the drive by its path, streamed; `null` where it is gone or cannot be read. */
  hashAt(path: string): Promise<BlobHash | null>;
}

/** Originals in the drive's directory of the origin's private file system. */
export const createOriginals = (
  directory: FileSystemDirectoryHandle,
  pathOf: (hash: BlobHash) => string,
): FileOriginals => {
  const directories = createOpfsDirectories(directory);
  const openAt = (path: string): Promise<File | null> =>
    orAbsent(() =>
      directories.inParent(path, false, async (parent, name) =>
        (await parent.getFileHandle(name)).getFile(),
      ),
    );
  const hashOf = async (file: File | null): Promise<BlobHash> => {
    const running = await createRunningHash();
    for (let at = 0; file !== null && at < file.size; at += READ_BYTES) {
      running.update(new Uint8Array(await file.slice(at, at + READ_BYTES).arrayBuffer()));
    }
    return running.digest() as BlobHash;
  };
  const hashAt: FileOriginals['hashAt'] = async (path) => {
    const file = await openAt(path);
    if (file === null) return null;
    try {
      return await hashOf(file);
    } catch (error) {
      // The disk cannot give these bytes any more.
      if (error instanceof DOMException) return null;
      throw error;
    }
  };
  const open = (hash: BlobHash): Promise<File | null> => openAt(pathOf(hash));
  const estimate: Originals['estimate'] = async () => {
    const { quota = 0, usage: used = 0 } = await navigator.storage.estimate();
    return { quota, used, persisted: await navigator.storage.persisted() };
  };
  return { open, hash: async (hash) => hashOf(await open(hash)), hashAt, estimate };
};
