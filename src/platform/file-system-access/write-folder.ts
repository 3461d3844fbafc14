import { HmError } from '../../core/base/hm-error.ts';
import { isNoRoom, removeIfEmpty } from './write-failures.ts';

/** A file to be written below a folder that a person chose. */
export interface FolderFile {
  /** `/` between names. */
  readonly path: string;
  readonly body: Blob;
}

/**
 * Writes files below `folder`, one after another, each whole or not at all; what stood there under the same
 * path is replaced. Rejects 'folder-refused' where the person's permission ended, and 'folder-failed', which
 * tells the `path` that failed, how many were `written` before it, and `neededBytes` where there was no room.
 */
export const writeFolder = async (
  folder: FileSystemDirectoryHandle,
  files: AsyncIterable<FolderFile>,
): Promise<void> => {
  let written = 0;
  for await (const file of files) {
    try {
      await writeOne(folder, file);
    } catch (error) {
      throw folderError(error, file, written);
    }
    written += 1;
  }
};

const writeOne = async (
  folder: FileSystemDirectoryHandle,
  { path, body }: FolderFile,
): Promise<void> => {
  const names = path.split('/');
  const name = names.pop() ?? '';
  let at = folder;
  for (const step of names) at = await at.getDirectoryHandle(step, { create: true });
  const handle = await at.getFileHandle(name, { create: true });
  try {
    // What is written replaces the file when all of it is there.
    await body.stream().pipeTo(await handle.createWritable());
  } catch (error) {
    await removeIfEmpty(handle, () => at.removeEntry(name));
    throw error;
  }
};

const folderError = (error: unknown, { path, body }: FolderFile, written: number): unknown => {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'NotAllowedError')
    return new HmError(
      'folder-refused',
      `The browser no longer lets ${path} be written. Choose the folder again.`,
      { path, written },
    );
  const before = `Before it ${written} files were written whole.`;
  if (isNoRoom(error))
    return new HmError(
      'folder-failed',
      `The folder has no room for ${path}, and nothing of it is left there. ${before} Make room, then export again.`,
      { path, written, neededBytes: body.size },
    );
  return new HmError(
    'folder-failed',
    `${path} could not be written (${error.message}). ${before} Look whether the folder is still there, then export again.`,
    { path, written },
  );
};
