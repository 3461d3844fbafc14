import { HmError } from '../base/hm-error.ts';
import type { ImportSource, QueuedFile, SourceFile, UnreadableSource } from './import-job.ts';

/** All the files of a drop, and what the journal keeps of each; positions agree. */
export interface GatheredFiles<File extends SourceFile> {
  readonly sources: readonly (ImportSource<File> | UnreadableSource)[];
  readonly queued: readonly QueuedFile[];
}

/** Reads the names of all files, however many; rejects 'cancelled' once `signal` says so. */
export const gatherFiles = async <File extends SourceFile>(
  stream:
    | Iterable<ImportSource<File> | UnreadableSource>
    | AsyncIterable<ImportSource<File> | UnreadableSource>,
  signal: AbortSignal | undefined,
): Promise<GatheredFiles<File>> => {
  const sources: (ImportSource<File> | UnreadableSource)[] = [];
  for await (const source of stream) {
    if (signal?.aborted === true)
      throw new HmError(
        'cancelled',
        `The import was cancelled while its files were counted (${sources.length} so far): nothing was imported.`,
      );
    sources.push(source);
  }
  return { sources, queued: sources.map(sourceToQueued) };
};

const sourceToQueued = (source: ImportSource | UnreadableSource): QueuedFile =>
  'failure' in source
    ? { path: source.path, sizeBytes: 0, lastModified: 0 }
    : {
        path: source.path,
        sizeBytes: source.file.size,
        lastModified: source.file.lastModified,
      };
