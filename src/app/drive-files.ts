import type { StagingCopy } from '../core/media/ingest-ports.ts';
import type { Disk } from '../core/storage/disk.ts';
import type { Thread } from '../platform/worker-pool/threads.ts';

/** How the thread of a drive reaches the files of the drive. */
export interface DriveFiles {
  /** The drive's directory in the origin's private file system. */
  readonly directory: FileSystemDirectoryHandle;
  /** The disk over it. */
  readonly disk: Disk;
  /** An empty file at a path of that disk, open for one writer. */
  readonly openStaging: (path: string) => Promise<StagingCopy>;
  /** For a disk that copies a file to flush it: how long what is appended to may get; `null` for no such disk. */
  readonly appended: { readonly journalBytes: number; readonly packBytes: number } | null;
  /** Starts a thread that lists many blobs, as `serveNames` does; `null` where none can be started. */
  readonly openNames: (() => Promise<Thread>) | null;
}

const DRIVE_DIRECTORY = 'hm';

/** The drive's directory; everything that it keeps in files lies below. */
export const openDriveDirectory = async (): Promise<FileSystemDirectoryHandle> => {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(DRIVE_DIRECTORY, { create: true });
};
