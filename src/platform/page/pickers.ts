import type { ImportEntry } from '../../core/imports/import-job.ts';
import { toSources } from './sources.ts';

/** Pickers that give handles: Chromium. */
type PickerWindow = {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<readonly FileSystemFileHandle[]>;
  showDirectoryPicker?(options: { mode: 'read' }): Promise<FileSystemDirectoryHandle>;
};
type Picked = readonly ImportEntry<File, FileSystemHandle>[];

/** Lets a person choose files; none where they change their mind. Needs a click, as every picker does. */
export const pickFiles = async (page: Window & PickerWindow = window): Promise<Picked> =>
  page.showOpenFilePicker === undefined
    ? toSources(await pickByInput(page.document, { isDirectory: false }))
    : toSources(await page.showOpenFilePicker({ multiple: true }).catch(nothingChosen));

/** Lets a person choose a folder, to be taken whole; nothing where they change their mind. */
export const pickDirectory = async (page: Window & PickerWindow = window): Promise<Picked> => {
  if (page.showDirectoryPicker === undefined)
    return toSources(await pickByInput(page.document, { isDirectory: true }));
  const chosen = await page.showDirectoryPicker({ mode: 'read' }).catch(nothingChosen);
  return toSources([chosen].flat());
};

const nothingChosen = (error: unknown): never[] => {
  if (error instanceof DOMException && error.name === 'AbortError') return [];
  throw error;
};

const pickByInput = (
  page: Document,
  kind: { isDirectory: boolean },
): Promise<readonly File[]> =>
  new Promise((resolve) => {
    const input = page.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = kind.isDirectory;
    input.hidden = true;
    const end = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener('change', end, { once: true });
    input.addEventListener('cancel', end, { once: true });
    page.body.append(input);
    input.click();
  });

/** Chromium only; needs a click. */
type AskableHandle = FileSystemHandle & {
  requestPermission?(options: { mode: 'read' }): Promise<'granted' | 'denied' | 'prompt'>;
};

/** Asks to read handles again that were kept over a reload; whether all may be read now. */
export const requestAccess = async (handles: readonly AskableHandle[]): Promise<boolean> => {
  let isAllowed = true;
  for (const handle of handles) {
    const answer = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted';
    isAllowed &&= answer === 'granted';
  }
  return isAllowed;
};
