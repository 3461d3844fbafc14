import type { Plain } from '../../core/base/plain.ts';
import { parseBatch, isStale, type SharedBatch } from '../../core/imports/shared-batch.ts';
import { isDomError, withOpfsErrors } from './opfs-errors.ts';

/**
 * Shares that wait for a person, in a directory beside the drive: `incoming/<batch id>/`, with the files
 * as `0`, `1`, … and `batch.json`, which is written last: a directory without it is what a killed browser
 * left. Works in the service worker and on a page; the two may meet in it.
 */
export interface ParkedShares {
  /** How many directories there are, whole or not. */
  count(): Promise<number>;
  /** Keeps a batch with its files, in the same order. Rejects `HmError`, with nothing kept. */
  park(batch: SharedBatch, files: readonly Blob[]): Promise<void>;
  /** All batches that can be read, the oldest first. */
  list(): Promise<readonly SharedBatch[]>;
  /** Handles of a batch's files, in its order; they can be kept over a reload. */
  open(batch: SharedBatch): Promise<readonly FileSystemFileHandle[]>;
  /** Notes what has become of a batch: confirmed, its files still being read, or waiting again. */
  mark(batch: SharedBatch, state: SharedBatch['state']): Promise<void>;
  /** Removes a batch and its files; one that is gone is fine. */
  remove(id: string): Promise<void>;
  /** Removes what has waited too long, at `nowMs`. */
  sweep(nowMs: number): Promise<void>;
}

const DIRECTORY = 'incoming';
const MANIFEST = 'batch.json';
/** A manifest of the most files with the longest names and texts is about 0.5 MB. */
const MANIFEST_BYTES_MAX = 2 * 1024 * 1024;

/** The shares in the private file system whose root `getRoot` gives. */
export const createParkedShares = (
  getRoot: () => Promise<FileSystemDirectoryHandle>,
): ParkedShares => {
  const home = async (): Promise<FileSystemDirectoryHandle> =>
    (await getRoot()).getDirectoryHandle(DIRECTORY, { create: true });

  const remove = async (id: string): Promise<void> => {
    await (await home()).removeEntry(id, { recursive: true }).catch(ignoreMissing);
  };

  return {
    count: async () => (await namesIn(await home())).length,
    park: (batch, files) =>
      withOpfsErrors(batch.id, async () => {
        const directory = await (
          await home()
        ).getDirectoryHandle(batch.id, {
          create: true,
        });
        try {
          for (const [i, file] of files.entries()) await write(directory, String(i), file);
          await writeManifest(directory, batch);
        } catch (error) {
          await remove(batch.id);
          throw error;
        }
      }),
    list: async () => {
      const directory = await home();
      const names = (await namesIn(directory)).toSorted();
      const read = await Promise.all(names.map((name) => readBatch(directory, name)));
      return read.filter((batch) => batch !== null);
    },
    open: (batch) =>
      withOpfsErrors(batch.id, async () => {
        const directory = await (await home()).getDirectoryHandle(batch.id);
        return Promise.all(batch.files.map((_file, i) => directory.getFileHandle(String(i))));
      }),
    mark: (batch, state) =>
      withOpfsErrors(batch.id, async () =>
        writeManifest(await (await home()).getDirectoryHandle(batch.id), { ...batch, state }),
      ),
    remove,
    sweep: async (nowMs) => {
      const stale = (await namesIn(await home())).filter((name) => isStale(name, nowMs));
      await Promise.all(stale.map(remove));
    },
  };
};

const namesIn = async (directory: FileSystemDirectoryHandle): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of directory.keys()) names.push(name);
  return names;
};

const write = async (
  directory: FileSystemDirectoryHandle,
  name: string,
  content: Blob | string,
): Promise<void> => {
  const file = await directory.getFileHandle(name, { create: true });
  const stream = await file.createWritable();
  try {
    await stream.write(content);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
};

const writeManifest = (
  directory: FileSystemDirectoryHandle,
  batch: SharedBatch,
): Promise<void> => write(directory, MANIFEST, JSON.stringify(batch));

/** The batch in a directory; `null` where it is unfinished, of another form, or not where it says it is. */
const readBatch = async (
  home: FileSystemDirectoryHandle,
  name: string,
): Promise<SharedBatch | null> => {
  try {
    const directory = await home.getDirectoryHandle(name);
    const file = await (await directory.getFileHandle(MANIFEST)).getFile();
    if (file.size > MANIFEST_BYTES_MAX) return null;
    const batch = parseBatch(JSON.parse(await file.text()) as Plain);
    return batch.ok && batch.value.id === name ? batch.value : null;
  } catch (error) {
    if (error instanceof SyntaxError || isDomError(error, 'NotFoundError', 'TypeMismatchError'))
      return null;
    throw error;
  }
};

const ignoreMissing = (error: unknown): void => {
  if (!isDomError(error, 'NotFoundError')) throw error;
};
