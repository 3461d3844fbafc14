import { HmError } from '../core/base/hm-error.ts';
import type { BlobHash, MediaId } from '../core/base/ids.ts';
import type { Drive } from '../core/drive/drive.ts';
import type { DriveEvent } from '../core/drive/drive-parts.ts';
import type { ExportNews } from '../core/exports/export-news.ts';
import { planExport } from '../core/exports/export-plan.ts';
import { type Methods, badArgument, object, text, texts } from './backend.ts';
import { exportFiles, type ExportReport } from './export-files.ts';
import { exportItems } from './export-items.ts';
import {
  type ArchiveParts,
  archiveTarget,
  type ExportTarget,
  fileTarget,
  folderTarget,
} from './export-targets.ts';
import type { RunningCalls } from './running-calls.ts';

const PROGRESS_EVERY_MS = 100;

/** What exports are made over. */
export interface ExportParts extends ArchiveParts {
  readonly drive: Drive;
  readonly calls: RunningCalls;
  /** The original under a hash, `null` where its bytes are not here. */
  readonly openBlob: (hash: BlobHash) => Promise<File | null>;
  readonly emit: (event: DriveEvent) => void;
}

/** What an export resolves with; `path` is that of the archive, where the drive keeps it. */
export interface ExportReply {
  readonly path: string | null;
  readonly report: ExportReport;
}

/** `drive.exportCollection`, for all tabs. */
export const exportMethods = ({
  drive,
  calls,
  openBlob,
  emit,
  ...archives
}: ExportParts): Methods => ({
  'drive.exportCollection': ([path, options], request): Promise<ExportReply> =>
    calls.run(request, async (signal) => {
      const { as, sidecars, ids, to, job } = object(options, 'options') as Record<
        string,
        unknown
      >;
      const target = targetOf(archives, as, to, request, signal);
      const chosen = ids === undefined ? null : (texts(ids, 'ids') as readonly MediaId[]);
      const items = await exportItems(drive, text(path, 'path'), chosen);
      const entries = planExport(items, { sidecars: sidecars !== false });
      await target.assertRoom(entries);
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
  parts: ArchiveParts,
  as: unknown,
  to: unknown,
  request: string,
  signal: AbortSignal,
): ExportTarget => {
  if (as === 'folder' && to instanceof FileSystemDirectoryHandle) return folderTarget(to);
  if (as === 'zip' && to instanceof FileSystemFileHandle) return fileTarget(to, signal);
  if (as === 'zip' && to === undefined) return archiveTarget(parts, request);
  throw badArgument(as, 'as', "'zip', or 'folder' with a folder to write to");
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
