import { HmError } from '../../core/base/hm-error.ts';

/** A file to be written below a folder that a person chose. */
export interface FolderFile {
  /** `/` between names. */
  readonly path: string;
  readonly body: Blob;
}

/**
 * Writes files below `folder`, one after another, each whole or not at all; what stood there under the same
 * path is replaced. Rejects 'folder-refused' where the person's permission ended, and 'folder-failed'.
 */
export const writeFolder = async (
  folder: FileSystemDirectoryHandle,
  files: AsyncIterable<FolderFile>,
): Promise<void> => {
  for await (const { path, body } of files) {
    try {
      await body.stream().pipeTo(await (await fileAt(folder, path)).createWritable());
    } catch (error) {
      throw folderError(error, path);
    }
  }
};

const fileAt = async (
  folder: FileSystemDirectoryHandle,
  path: string,
): Promise<FileSystemFileHandle> => {
  const names = path.split('/');
  const name = names.pop() ?? '';
  let at = folder;
  for (const step of names) at = await at.getDirectoryHandle(step, { create: true });
  return at.getFileHandle(name, { create: true });
};

const folderError = (error: unknown, path: string): unknown => {
  if (!(error instanceof DOMException)) return error;
  const facts = { path, cause: error.name };
  return error.name === 'NotAllowedError'
    ? new HmError(
        'folder-refused',
        `The browser no longer lets ${path} be written. Choose the folder again.`,
        facts,
      )
    : new HmError(
        'folder-failed',
        `${path} could not be written (${error.message}). Look whether the folder is still there and has room.`,
        facts,
      );
};
