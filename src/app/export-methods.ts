import { HmError } from '../core/base/hm-error.ts';
import type { BlobHash, MediaId } from '../core/base/ids.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { DriveEvent } from '../core/drive/drive-parts.ts';
import type { ExportNews } from '../core/exports/export-news.ts';
import { planExport } from '../core/exports/export-plan.ts';
import type { StagingCopy } from '../core/media/ingest-ports.ts';
import { writeFolder } from '../platform/file-system-access/write-folder.ts';
import { zipFiles } from '../platform/zip/zip-stream.ts';
import { type Methods, badArgument, object, text, texts } from './backend.ts';
import { exportFiles, type ExportReport, type WriteFiles } from './export-files.ts';
import { exportItems } from './export-items.ts';
import type { RunningCalls } from './running-calls.ts';

/** Below the drive's directory: archives that wait for a person to save them, until the next start. */
export const EXPORT_DIRECTORY = 'exports';
const PROGRESS_EVERY_MS = 100;

/** What exports are made over. */
export interface ExportParts {
  readonly drive: Drive;
  readonly calls: RunningCalls;
  /** The original under a hash, `null` where its bytes are not here. */
  readonly openBlob: (hash: BlobHash) => Promise<File | null>;
  /** An empty file of the drive's own disk, open for one writer. */
  readonly openStaging: (path: string) => Promise<StagingCopy>;
  readonly emit: (event: DriveEvent) => void;
}

/** What an export resolves with; `path` is that of the archive, where the drive keeps it. */
export interface ExportReply {
  readonly path: string | null;
  readonly report: ExportReport;
}

/** Where an export goes, and how what it writes is called. */
interface Target {
  readonly write: WriteFiles;
  readonly path: string | null;
  readonly tellsFailures: boolean;
}

/** `drive.exportCollection`, for all tabs. */
export const exportMethods = ({
  drive,
  calls,
  openBlob,
  openStaging,
  emit,
}: ExportParts): Methods => ({
  'drive.exportCollection': ([path, options], request): Promise<ExportReply> =>
    calls.run(request, async (signal) => {
      const { as, sidecars, ids, to, job } = object(options, 'options') as Record<
        string,
        unknown
      >;
      const target = targetOf(openStaging, as, to, request, signal);
      const chosen = ids === undefined ? null : (texts(ids, 'ids') as readonly MediaId[]);
      const items = await exportItems(drive, text(path, 'path'), chosen);
      const entries = planExport(items, { sidecars: sidecars !== false });
      const report = await exportFiles(entries, target.write, {
        open: (id) => openVerified(drive, openBlob, id),
        onProgress: throttledNews(job === undefined ? request : text(job, 'job'), emit),
        signal,
        tellsFailures: target.tellsFailures,
      });
      return { path: target.path, report };
    }),
});

const openVerified = async (
  drive: Drive,
  openBlob: ExportParts['openBlob'],
  id: MediaId,
): Promise<File> => {
  const { hash, name } = await drive.originals.open(id);
  const file = await openBlob(hash);
  if (file !== null) return file;
  throw new HmError('missing', `The bytes of “${name}” are not on this device.`, { hash });
};

const targetOf = (
  openStaging: ExportParts['openStaging'],
  as: unknown,
  to: unknown,
  request: string,
  signal: AbortSignal,
): Target => {
  if (as === 'folder' && to instanceof FileSystemDirectoryHandle) {
    return { write: (files) => writeFolder(to, files), path: null, tellsFailures: false };
  }
  if (as === 'zip' && to instanceof FileSystemFileHandle) {
    const write: WriteFiles = async (files) =>
      zipFiles(files).pipeTo(await to.createWritable(), { signal });
    return { write, path: null, tellsFailures: true };
  }
  if (as === 'zip' && to === undefined) {
    const path = `${EXPORT_DIRECTORY}/${request}.zip`;
    const write: WriteFiles = async (files) => writeArchive(await openStaging(path), files);
    return { write, path, tellsFailures: true };
  }
  throw badArgument(as, 'as', "'zip', or 'folder' with a folder to write to");
};

/** An archive on the drive's own disk. What was half written stays until the next start clears it. */
const writeArchive = async (
  file: StagingCopy,
  files: Parameters<WriteFiles>[0],
): Promise<void> => {
  try {
    const write = (bytes: Uint8Array): void | Promise<void> => file.append(bytes);
    await zipFiles(files).pipeTo(new WritableStream({ write }));
    await file.flush();
  } finally {
    await file.close();
  }
};

const throttledNews = (
  job: string,
  emit: ExportParts['emit'],
): Parameters<typeof exportFiles>[2]['onProgress'] => {
  let lastMs = -Infinity;
  const startMs = Date.now();
  return ({ done, total, bytes, totalBytes }) => {
    const nowMs = Date.now();
    if (done < total && nowMs - lastMs < PROGRESS_EVERY_MS) return;
    lastMs = nowMs;
    const seconds = (nowMs - startMs) / 1000;
    const rate = seconds > 1 ? bytes / seconds : null;
    const etaSeconds = rate === null || rate === 0 ? null : (totalBytes - bytes) / rate;
    const phase = done < total ? 'exporting' : 'exported';
    const news: ExportNews = { job, phase, done, total, bytes, rate, etaSeconds };
    emit({ event: 'progress', payload: { at: new Date(nowMs).toISOString(), ...news } });
  };
};
