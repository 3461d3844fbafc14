import type { BlobHash } from '../core/base/ids.ts';
import type { Originals } from '../core/drive/drive-parts.ts';
import { fileAt } from '../platform/file-system-access/file-at.ts';
import { createRunningHash } from '../platform/hashing/running-hash.ts';

const READ_BYTES = 4 * 1024 * 1024;

/** Originals as files of the browser. */
export interface FileOriginals extends Originals {
  open(hash: BlobHash): Promise<File | null>;
}

/** Originals in the drive's directory of the origin's private file system. */
export const createOriginals = (
  directory: FileSystemDirectoryHandle,
  pathOf: (hash: BlobHash) => string,
): FileOriginals => {
  const open = (hash: BlobHash): Promise<File | null> => fileAt(directory, pathOf(hash));
  const hash: Originals['hash'] = async (wanted) => {
    const file = await open(wanted);
    const running = await createRunningHash();
    for (let at = 0; file !== null && at < file.size; at += READ_BYTES) {
      running.update(new Uint8Array(await file.slice(at, at + READ_BYTES).arrayBuffer()));
    }
    return running.digest() as BlobHash;
  };
  const estimate: Originals['estimate'] = async () => {
    const { quota = 0, usage: used = 0 } = await navigator.storage.estimate();
    return { quota, used, persisted: await navigator.storage.persisted() };
  };
  return { open, hash, estimate };
};
