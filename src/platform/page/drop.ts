import type {
  ImportEntry,
  ImportSource,
  UnreadableSource,
} from '../../core/imports/import-job.ts';

/** Chromium gives handles, which can be kept and opened again after a reload. */
type ItemWithHandle = DataTransferItem & {
  /** `undefined`, against its specification, where a script made the item (seen in Chromium 156). */
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null | undefined>;
};

type Dropped = readonly ImportEntry<File, FileSystemHandle>[];

/**
 * All that a drop brought, folders whole. To be called in the drop event itself: the browser takes its
 * entries back at the first `await`, so all of them are grabbed before it.
 */
export const readDrop = async (transfer: DataTransfer): Promise<Dropped> => {
  const grabbed = [...transfer.items].filter(({ kind }) => kind === 'file').map(grab);
  const entries = await Promise.all(grabbed.map(settle));
  return entries.flat();
};

/** What an item gives, taken while it lasts. */
type Grabbed = {
  readonly handle: Promise<FileSystemHandle | null | undefined>;
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
};

const grab = (item: ItemWithHandle): Grabbed => ({
  handle: item.getAsFileSystemHandle?.().catch(handleRefused) ?? Promise.resolve(null),
  entry: item.webkitGetAsEntry(),
  file: item.getAsFile(),
});

/** Some folders give no handle (a system folder, a virtual file): the older way then still may. */
const handleRefused = (error: unknown): null => {
  if (error instanceof DOMException) return null;
  throw error;
};

const settle = async ({ handle, entry, file }: Grabbed): Promise<Dropped> => {
  const opened = await handle;
  if (opened !== null && opened !== undefined) return [{ path: opened.name, handle: opened }];
  if (entry !== null) return readEntry(entry, entry.name);
  return file === null ? [] : [{ path: file.name, file }];
};

/** Every file at or below an entry of a drop, with paths that begin with `path`. */
export const readEntry = async (
  entry: FileSystemEntry,
  path: string,
): Promise<readonly (ImportSource<File> | UnreadableSource)[]> => {
  try {
    if (isFileEntry(entry)) return [{ path, file: await fileOf(entry) }];
    if (!isDirectoryEntry(entry)) return [];
    const below = [];
    for (const batch of await readBatches(entry.createReader()))
      below.push(...(await Promise.all(batch.map((e) => readEntry(e, `${path}/${e.name}`)))));
    return below.flat();
  } catch (error) {
    return [unreadable(path, error)];
  }
};

/** `readEntries` gives a hundred at a time, and none once all were given. */
const readBatches = async (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[][]> => {
  const batches: FileSystemEntry[][] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return batches;
    batches.push(batch);
  }
};

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectoryEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry =>
  entry.isDirectory;

const unreadable = (path: string, error: unknown): UnreadableSource => {
  if (!(error instanceof DOMException)) throw error;
  const message = `"${path}" could not be opened (${error.name}). It may be gone, locked or not allowed: check it and drop it again.`;
  return { path, failure: { type: 'read-failed', message } };
};
