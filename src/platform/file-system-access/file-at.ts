/** The file at `path`, names joined by `/`, below a directory; `null` where there is none, or no file can have that name. */
export const fileAt = async (
  directory: FileSystemDirectoryHandle,
  path: string,
): Promise<File | null> => {
  const names = path.split('/');
  const name = names.pop() ?? '';
  return orAbsent(async () => {
    let at = directory;
    for (const folder of names) at = await at.getDirectoryHandle(folder);
    return (await at.getFileHandle(name)).getFile();
  });
};

/** What `open` resolves with; `null` where there is no such file, or no file can have that name. */
export const orAbsent = async <T>(open: () => Promise<T>): Promise<T | null> => {
  try {
    return await open();
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
};

/** A name that file systems refuse is a TypeError, a directory in the place of a file a TypeMismatchError. */
const isAbsence = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof DOMException &&
    ['NotFoundError', 'TypeMismatchError'].includes(error.name));
