import { HmError } from '../../core/base/hm-error.ts';

/** Pickers of places that may be written: Chromium. */
type SaveWindow = {
  showDirectoryPicker?(options: {
    id: string;
    mode: 'readwrite';
  }): Promise<FileSystemDirectoryHandle>;
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
};

/** Whether this browser lets a folder be written. */
export const canPickExportFolder = (page: Window & SaveWindow = window): boolean =>
  page.showDirectoryPicker !== undefined;

/**
 * Lets a person choose a folder to be written into; needs a click. Rejects 'cancelled' where they change
 * their mind and 'not-supported' where a browser only reads folders.
 */
export const pickExportFolder = async (
  page: Window & SaveWindow = window,
): Promise<FileSystemDirectoryHandle> => {
  if (page.showDirectoryPicker === undefined)
    throw new HmError(
      'not-supported',
      'This browser cannot write into a folder. Export as a zip instead.',
    );
  return page
    .showDirectoryPicker({ id: 'export', mode: 'readwrite' })
    .catch((error: unknown) => refuse(error));
};

/** Lets a person choose a file to be written; `undefined` where a browser only knows downloads; 'cancelled'. */
export const pickExportFile = async (
  name: string,
  page: Window & SaveWindow = window,
): Promise<FileSystemFileHandle | undefined> =>
  page.showSaveFilePicker?.({ suggestedName: name }).catch((error: unknown) => refuse(error));

const refuse = (error: unknown): never => {
  if (error instanceof DOMException && error.name === 'AbortError')
    throw new HmError('cancelled', 'Nothing was chosen, so nothing was exported.');
  throw error;
};
