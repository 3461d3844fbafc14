import type { ImportSource, UnreadableSource } from '../../core/imports/import-job.ts';

/** How many files are being opened ahead of the reader. */
const OPENED_AHEAD = 32;

type Found = ImportSource<File> | UnreadableSource;

/**
 * Every file below a directory, whatever their number, in constant memory. Paths begin with the name of
 * the directory (as `webkitRelativePath` does), or with `path` where it is given; `''` adds nothing.
 *
 * A file or folder that cannot be opened is told as such, and the walk goes on.
 */
export async function* walkDirectory(
  directory: FileSystemDirectoryHandle,
  path: string = directory.name,
): AsyncGenerator<Found, void, undefined> {
  const opening: Promise<Found>[] = [];
  for await (const found of listFiles(directory, path)) {
    opening.push('failure' in found ? Promise.resolve(found) : openFile(found));
    const oldest = opening.length < OPENED_AHEAD ? undefined : opening.shift();
    if (oldest !== undefined) yield await oldest;
  }
  for (const open of opening) yield await open;
}

/** One file by its handle; told as unreadable where it cannot be opened. */
export const openFile = async (found: {
  readonly path: string;
  readonly handle: FileSystemFileHandle;
}): Promise<Found> => {
  try {
    return { path: found.path, file: await found.handle.getFile() };
  } catch (error) {
    return unreadable(found.path, error);
  }
};

type FoundHandle = { readonly path: string; readonly handle: FileSystemFileHandle };

/** Depth first, each directory listed only when it is reached. */
async function* listFiles(
  directory: FileSystemDirectoryHandle,
  path: string,
): AsyncGenerator<FoundHandle | UnreadableSource, void, undefined> {
  try {
    for await (const [name, entry] of directory) {
      const below = path === '' ? name : `${path}/${name}`;
      if (isDirectory(entry)) yield* listFiles(entry, below);
      else if (isFile(entry)) yield { path: below, handle: entry };
    }
  } catch (error) {
    yield unreadable(path, error);
  }
}

/** Whether a handle is that of a directory: `kind` does not narrow the type by itself. */
export const isDirectory = (handle: FileSystemHandle): handle is FileSystemDirectoryHandle =>
  handle.kind === 'directory';

/** Whether a handle is that of a file. */
export const isFile = (handle: FileSystemHandle): handle is FileSystemFileHandle =>
  handle.kind === 'file';

/** Only what the platform says about files is expected here; all else is a defect and thrown on. */
const unreadable = (path: string, error: unknown): UnreadableSource => {
  if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  const message = `"${path}" could not be opened (${error.name}). It may be gone, locked or not allowed: check it and import it again.`;
  return { path, failure: { type: 'read-failed', message } };
};
