import { HmError } from '../../core/base/hm-error.ts';
import type { StagingCopy } from '../../core/media/ingest-ports.ts';

/** All that the drive keeps in OPFS lies below this directory. */
const DRIVE_DIRECTORY = 'hm';
/** How often and how long a lock is waited for that a terminated worker has not let go of yet. */
const LOCK_TRIES = 40;
const LOCK_WAIT_MS = 25;

/** What this file uses of the platform's handle, so that it type-checks beside the DOM library too. */
interface SyncAccessHandle {
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(sizeBytes: number): void;
  flush(): void;
  close(): void;
}
interface SyncAccessible {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
}

/**
 * An empty file at a path of the drive's disk, open for this worker alone; what stood there is gone. Its
 * directories are made. Rejects with 'quota-exceeded'.
 */
export const openStagingFile = async (path: string): Promise<StagingCopy> => {
  const handle = await fileAt(path).catch(asQuota);
  const access = await openWhenFree(handle).catch(asQuota);
  access.truncate(0);
  let at = 0;
  return {
    append: (bytes) => {
      const written = writeAt(access, bytes, at);
      // Chromium over quota writes nothing and answers 4294967288 (crbug 541725401), or throws.
      if (written !== bytes.length) throw diskFull(at, bytes.length);
      at += written;
    },
    flush: () => access.flush(),
    close: () => access.close(),
  };
};

/** The directory of the last job, which is that of the next: each step on the way asks the browser's own process. */
let lastDirectory: {
  readonly path: string;
  readonly handle: FileSystemDirectoryHandle;
} | null = null;

const fileAt = async (path: string): Promise<FileSystemFileHandle> => {
  const cut = path.lastIndexOf('/') + 1;
  const [directory, name] = [path.slice(0, cut), path.slice(cut)];
  if (lastDirectory?.path === directory) {
    try {
      return await lastDirectory.handle.getFileHandle(name, { create: true });
    } catch (error) {
      // Somebody removed the directory since: it is made anew.
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
  }
  const handle = await directoryAt(directory);
  lastDirectory = { path: directory, handle };
  return handle.getFileHandle(name, { create: true });
};

const directoryAt = async (path: string): Promise<FileSystemDirectoryHandle> => {
  let directory = await navigator.storage.getDirectory();
  for (const name of [DRIVE_DIRECTORY, ...path.split('/').filter(Boolean)]) {
    directory = await directory.getDirectoryHandle(name, { create: true });
  }
  return directory;
};

const openWhenFree = async (handle: FileSystemFileHandle): Promise<SyncAccessHandle> => {
  for (let tries = 1; ; tries++) {
    try {
      return await (handle as unknown as SyncAccessible).createSyncAccessHandle();
    } catch (error) {
      const isLocked =
        error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isLocked || tries === LOCK_TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
  }
};

const writeAt = (access: SyncAccessHandle, bytes: Uint8Array, at: number): number => {
  try {
    return access.write(bytes, { at });
  } catch (error) {
    return asQuota(error);
  }
};

const asQuota = (error: unknown): never => {
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    throw diskFull(0, 0);
  throw error;
};

const diskFull = (at: number, asked: number): HmError =>
  new HmError(
    'quota-exceeded',
    'The browser gives this drive no more space. Free some on the disk or empty the trash, then go on.',
    { writtenBytes: at, askedBytes: asked },
  );
