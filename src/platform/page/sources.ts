import type { ImportEntry } from '../../core/imports/import-job.ts';

/** A file or folder in any of the forms in which a page gets hold of it. */
export type GivenFile = File | FileSystemHandle | ImportEntry<File, FileSystemHandle>;

/**
 * Files with their places, ready to be posted to the drive. The path of a file chosen with its folder
 * is read here, on the page: a `File` that was posted may have lost its `webkitRelativePath`.
 */
export const toSources = (
  given: Iterable<GivenFile>,
): readonly ImportEntry<File, FileSystemHandle>[] => Array.from(given, toSource);

const toSource = (given: GivenFile): ImportEntry<File, FileSystemHandle> => {
  if (given instanceof File)
    return {
      path: given.webkitRelativePath === '' ? given.name : given.webkitRelativePath,
      file: given,
    };
  if (given instanceof FileSystemHandle) return { path: given.name, handle: given };
  return given;
};
