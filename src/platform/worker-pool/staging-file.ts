import { HmError } from '../../core/base/hm-error.ts';
import type { StagingCopy } from '../../core/media/ingest-ports.ts';

/** All that the drive keeps in OPFS lies below this directory. */
const DRIVE_DIRECTORY = 'hm';
/** How often and how long a lock is waited for that a terminated worker has not let go of yet. */
const LOCK_TRIES = 40;
const LOCK_WAIT_MS = 25;

/**
 * An empty file at a path of the drive's disk, open for this worker alone; what stood there is gone. Its
 * directories are made. Rejects with 'quota-exceeded'.
 */
export const openStagingFile = async (path: string): Promise<StagingCopy> => {
  const handle = await fileAt(path.split('/')).catch(asQuota);
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

const fileAt = async (segments: readonly string[]): Promise<FileSystemFileHandle> => {
  let directory = await navigator.storage.getDirectory();
  for (const name of [DRIVE_DIRECTORY, ...segments.slice(0, -1)]) {
    directory = await directory.getDirectoryHandle(name, { create: true });
  }
  return directory.getFileHandle(segments.at(-1) ?? '', { create: true });
};

const openWhenFree = async (
  handle: FileSystemFileHandle,
): Promise<FileSystemSyncAccessHandle> => {
  for (let tries = 1; ; tries++) {
    try {
      return await handle.createSyncAccessHandle();
    } catch (error) {
      const isLocked =
        error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isLocked || tries === LOCK_TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
  }
};

const writeAt = (
  access: FileSystemSyncAccessHandle,
  bytes: Uint8Array,
  at: number,
): number => {
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
