import type { FailureType } from '../core/base/failure-types.ts';
import { utf8ToBytes } from '../core/base/bytes.ts';
import { HmError, isHmError } from '../core/base/hm-error.ts';
import type { MediaId } from '../core/base/ids.ts';
import type { ExportEntry } from '../core/exports/export-plan.ts';
import { exportBytes } from '../core/exports/export-plan.ts';
import type { OutgoingFile } from '../platform/zip/zip-stream.ts';

/** What an export did. */
export interface ExportReport {
  readonly files: number;
  readonly bytes: number;
  /** Originals that are not here or damaged, each with why. */
  readonly failed: readonly {
    readonly name: string;
    readonly type: FailureType;
    readonly message: string;
  }[];
}

/** How far an export is. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What the files are read with and told to. */
export interface ExportFilesOptions {
  /** The original of an item, verified; rejects 'missing', 'damaged', … */
  readonly open: (id: MediaId) => Promise<Blob>;
  readonly onProgress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
  /** Whether what could not be exported is told in a file of its own, for targets that leave by themselves. */
  readonly tellsFailures: boolean;
}

/** Where files go. */
export type WriteFiles = (files: AsyncIterable<OutgoingFile>) => Promise<void>;

/**
 * Reads, verifies and writes the entries, one after another. An original that fails is reported and left
 * out with its sidecar; the rest goes on. Rejects 'cancelled', and with what the target refuses.
 */
export const exportFiles = async (
  entries: readonly ExportEntry[],
  write: WriteFiles,
  { open, onProgress, signal, tellsFailures }: ExportFilesOptions,
): Promise<ExportReport> => {
  const failed: ExportReport['failed'][number][] = [];
  const written = { files: 0, bytes: 0 };
  const totalBytes = exportBytes(entries);

  const files = async function* (): AsyncGenerator<OutgoingFile> {
    let isLost = false;
    for (const [done, entry] of entries.entries()) {
      if (signal.aborted) throw new HmError('cancelled', 'The export was cancelled.');
      onProgress({ done, total: entries.length, bytes: written.bytes, totalBytes });
      const isSidecar = entry.content.type === 'text';
      if (isSidecar && isLost) continue;
      const body = await bodyOf(entry, open, failed);
      isLost = body === null;
      if (body === null) continue;
      yield { path: entry.path, modifiedMs: entry.modifiedMs, body };
      written.files += 1;
      written.bytes += body.size;
    }
    if (tellsFailures && failed.length > 0) yield failureList(failed);
    onProgress({
      done: entries.length,
      total: entries.length,
      bytes: written.bytes,
      totalBytes,
    });
  };

  await write(files());
  return { ...written, failed };
};

const bodyOf = async (
  { content, path }: ExportEntry,
  open: ExportFilesOptions['open'],
  failed: ExportReport['failed'][number][],
): Promise<Blob | null> => {
  if (content.type === 'text') return new Blob([content.bytes]);
  try {
    return await open(content.id);
  } catch (error) {
    if (!isHmError(error)) throw error;
    failed.push({ name: path, type: error.type, message: error.message });
    return null;
  }
};

const failureList = (failed: ExportReport['failed']): OutgoingFile => {
  const lines = failed.map(({ name, message }) => `${name}: ${message}\n`).join('');
  return {
    path: 'NOT-EXPORTED.txt',
    modifiedMs: Date.now(),
    body: new Blob([utf8ToBytes(lines)]),
  };
};
