import type { Disk, DiskFile } from '../../core/storage/disk.ts';
import { quotaExceeded, withOpfsErrors } from './opfs-errors.ts';
import type { CopyFile } from './opfs-names.ts';
import { createOpfsNames } from './opfs-names.ts';
import { whenUnread } from './shared-reading.ts';

/** Bytes that a copy holds in memory at a time. */
const COPY_BYTES = 4 * 1024 * 1024;

/**
 * `FileSystemSyncAccessHandle` as this adapter uses it, so that it type-checks beside the DOM library,
 * which leaves it out: only dedicated workers have it.
 */
interface SyncAccessHandle {
  getSize(): number;
  read(buffer: Uint8Array, options: { readonly at: number }): number;
  write(buffer: Uint8Array, options: { readonly at: number }): number;
  truncate(sizeBytes: number): void;
  flush(): void;
  close(): void;
}
interface SyncAccessible {
  createSyncAccessHandle(options?: { readonly mode: 'readwrite' }): Promise<SyncAccessHandle>;
}

/**
 * The origin private file system below `root` as a `Disk`, for dedicated workers. `flush()` is an
 * fdatasync in Chromium; nothing else reaches the platter (docs/storage.md).
 */
export const createOpfsDisk = (root: FileSystemDirectoryHandle): Disk => {
  const { file, ...names } = createOpfsNames(root, copyFile);
  return {
    ...names,
    open: async (path, { create }) => {
      const handle = await file(path, create);
      return whenUnread([path], () =>
        withOpfsErrors(path, async () => createOpfsFile(path, await openSync(handle))),
      );
    },
    move: (from, to) => whenUnread([from, to], () => names.move(from, to)),
    remove: (path) => whenUnread([path], () => names.remove(path)),
  };
};

/** Exclusive: Firefox knows no other mode and ignores the option. */
const openSync = (handle: FileSystemFileHandle): Promise<SyncAccessHandle> =>
  (handle as unknown as SyncAccessible).createSyncAccessHandle({ mode: 'readwrite' });

const createOpfsFile = (path: string, access: SyncAccessHandle): DiskFile => {
  // Each body runs in one turn; the promise carries what it throws.
  const run = <T>(act: () => T): Promise<T> =>
    withOpfsErrors(path, () => new Promise<T>((resolve) => resolve(act())));
  return {
    size: () => run(() => access.getSize()),
    read: (at, length) => run(() => readAt(access, at, length)),
    write: (at, bytes) => run(() => writeAt(path, access, at, bytes)),
    truncate: (sizeBytes) => run(() => resize(path, access, sizeBytes)),
    flush: () => run(() => access.flush()),
    close: () => run(() => access.close()),
  };
};

const readAt = (
  access: SyncAccessHandle,
  at: number,
  length: number,
): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, access.getSize() - at)));
  const count = bytes.length === 0 ? 0 : access.read(bytes, { at });
  return count === bytes.length ? bytes : bytes.slice(0, count);
};

/**
 * Over the quota Chromium returns a huge number instead of throwing (crbug 541725401) and Firefox a short
 * count; either way the file goes back to its size. A write that begins inside the file and ends behind
 * it takes its room first, so that a refusal comes before an old byte is overwritten.
 */
const writeAt = (
  path: string,
  access: SyncAccessHandle,
  at: number,
  bytes: Uint8Array,
): void => {
  const sizeBefore = access.getSize();
  const end = at + bytes.length;
  if (at < sizeBefore && end > sizeBefore) resize(path, access, end);
  const restore = (): void => {
    if (access.getSize() > sizeBefore) access.truncate(sizeBefore);
  };
  let count: number;
  try {
    count = access.write(bytes, { at });
  } catch (error) {
    restore();
    throw error;
  }
  if (count === bytes.length) return;
  restore();
  throw quotaExceeded(path, `wrote ${count} of ${bytes.length} bytes`);
};

/** Over the quota Chromium's `truncate` reports success and does nothing. */
const resize = (path: string, access: SyncAccessHandle, sizeBytes: number): void => {
  access.truncate(sizeBytes);
  if (access.getSize() === sizeBytes) return;
  throw quotaExceeded(path, `could not grow to ${sizeBytes} bytes`);
};

/** Not one step: a crash in between leaves part of the copy, and both names for the start to sort out. */
const copyFile: CopyFile = async (from, to) => {
  const source = await from.getFile();
  const access = await openSync(to);
  try {
    access.truncate(0);
    for (let at = 0; at < source.size; at += COPY_BYTES) {
      const bytes = new Uint8Array(await source.slice(at, at + COPY_BYTES).arrayBuffer());
      writeAt(to.name, access, at, bytes);
    }
    access.flush();
  } finally {
    access.close();
  }
};
