import type {
  ImportEntry,
  ImportSource,
  SourceRoot,
  UnreadableSource,
} from '../../core/imports/import-job.ts';
import { isDirectory, isFile, openFile, walkDirectory } from './directory-walk.ts';

/** The files that a page handed over, one by one: directories are walked as they are reached. */
export async function* openEntries(
  entries: Iterable<ImportEntry<File, FileSystemHandle>>,
): AsyncGenerator<ImportSource<File> | UnreadableSource, void, undefined> {
  for (const entry of entries) {
    if (!('handle' in entry)) yield entry;
    else if (isDirectory(entry.handle)) yield* walkDirectory(entry.handle, entry.path);
    else if (isFile(entry.handle)) yield openFile({ path: entry.path, handle: entry.handle });
  }
}

/** What of the entries can be opened again after a reload. */
export const rootsOf = (
  entries: Iterable<ImportEntry<File, FileSystemHandle>>,
): readonly SourceRoot<FileSystemHandle>[] =>
  [...entries].flatMap((entry) => ('handle' in entry ? [entry] : []));
