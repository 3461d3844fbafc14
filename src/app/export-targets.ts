import { isHmError } from '../core/base/hm-error.ts';
import type { ExportEntry } from '../core/exports/export-plan.ts';
import { entryBytes } from '../core/exports/export-plan.ts';
import {
  assertExportRoom,
  EXPORT_SPARE_BYTES,
  noExportRoom,
} from '../core/exports/export-room.ts';
import type { StagingCopy } from '../core/media/ingest-ports.ts';
import type { Disk } from '../core/storage/disk.ts';
import { writeFile } from '../platform/file-system-access/write-file.ts';
import { writeFolder } from '../platform/file-system-access/write-folder.ts';
import { zipBytes, zipFiles } from '../platform/zip/zip-stream.ts';
import type { WriteFiles } from './export-files.ts';

/** Below the drive's directory: archives that wait for a person to save them, until the next start. */
export const EXPORT_DIRECTORY = 'exports';

/** Where an export goes, and how what it writes is called. */
export interface ExportTarget {
  /** Rejects 'quota-exceeded' before anything is written, where the room can be known and is too little. */
  readonly assertRoom: (entries: readonly ExportEntry[]) => Promise<void>;
  readonly write: WriteFiles;
  /** Of the archive, where the drive keeps it. */
  readonly path: string | null;
  readonly tellsFailures: boolean;
}

/** The drive's own storage, as archives need it. */
export interface ArchiveParts {
  readonly disk: Pick<Disk, 'list' | 'size' | 'open' | 'remove'>;
  /** An empty file of that disk, open for one writer. */
  readonly openStaging: (path: string) => Promise<StagingCopy>;
  /** How much it still takes, in bytes; `Infinity` where nobody says. */
  readonly freeBytes: () => Promise<number>;
}

/** Nobody tells how much room there is in a place that a person chose: writing finds out. */
const unknownRoom = (): Promise<void> => Promise.resolve();

/** Plain files below a folder that a person chose. */
export const folderTarget = (folder: FileSystemDirectoryHandle): ExportTarget => ({
  assertRoom: unknownRoom,
  write: (files) => writeFolder(folder, files),
  path: null,
  tellsFailures: false,
});

/** An archive in a file that a person chose. */
export const fileTarget = (file: FileSystemFileHandle, signal: AbortSignal): ExportTarget => ({
  assertRoom: unknownRoom,
  write: (files) => writeFile(file, zipFiles(files), signal),
  path: null,
  tellsFailures: true,
});

/** An archive on the drive's own disk, from where the browser saves it. */
export const archiveTarget = (parts: ArchiveParts, name: string): ExportTarget => {
  const path = `${EXPORT_DIRECTORY}/${name}.zip`;
  return {
    assertRoom: async (entries) => {
      const files = entries.map((entry) => ({
        path: entry.path,
        sizeBytes: entryBytes(entry),
      }));
      const room = { neededBytes: zipBytes(files), archiveBytes: await earlierBytes(parts) };
      assertExportRoom({ ...room, freeBytes: await parts.freeBytes() });
      if (!(await hasRoom(parts, path, room.neededBytes))) throw noExportRoom(room);
    },
    write: (files) => writeArchive(parts, path, files),
    path,
    tellsFailures: true,
  };
};

/** Whether the browser lets a file have that size: what it says of its room may be rounded by gigabytes. */
const hasRoom = async (
  { disk }: ArchiveParts,
  path: string,
  sizeBytes: number,
): Promise<boolean> => {
  try {
    const file = await disk.open(path, { create: true });
    try {
      await file.truncate(sizeBytes + EXPORT_SPARE_BYTES);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (isHmError(error) && error.type === 'quota-exceeded') return false;
    throw error;
  } finally {
    await disk.remove(path);
  }
};

const earlierBytes = async ({ disk }: ArchiveParts): Promise<number> => {
  let bytes = 0;
  for (const { name } of await disk.list(EXPORT_DIRECTORY))
    bytes += (await disk.size(`${EXPORT_DIRECTORY}/${name}`)) ?? 0;
  return bytes;
};

/** What fails leaves nothing. */
const writeArchive = async (
  { disk, openStaging }: ArchiveParts,
  path: string,
  files: Parameters<WriteFiles>[0],
): Promise<void> => {
  const file = await openStaging(path);
  let isWhole = false;
  try {
    const write = (bytes: Uint8Array): void | Promise<void> => file.append(bytes);
    await zipFiles(files).pipeTo(new WritableStream({ write }));
    await file.flush();
    isWhole = true;
  } finally {
    await file.close();
    if (!isWhole) await disk.remove(path);
  }
};
