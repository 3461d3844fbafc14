import type { JobId } from '../../core/base/ids.ts';
import type { SourceRoot } from '../../core/imports/import-job.ts';
import type { SourceKeeper } from '../../core/imports/source-keeper.ts';
import { openEntries } from './import-entries.ts';

/** Where handles are kept: values that survive structured clone, by name. */
export interface HandleVault {
  /** What is kept under a name, `undefined` where nothing is. */
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
}

/** A keeper of file and directory handles. */
export interface HandleKeeper extends SourceKeeper<File, FileSystemHandle> {
  /** All that is kept for a job, for a page that may ask a person to allow reading it again. */
  roots(job: JobId): Promise<readonly SourceRoot<FileSystemHandle>[]>;
}

/** Keeps the handles of an import in `vault`, under `import-sources/<job>`. */
export const createSourceKeeper = (vault: HandleVault): HandleKeeper => {
  const nameOf = (job: JobId) => `import-sources/${job}`;
  const roots = async (job: JobId) => parseRoots(await vault.get(nameOf(job)));
  return {
    keep: (job, kept) => vault.put(nameOf(job), kept),
    forget: (job) => vault.delete(nameOf(job)),
    roots,
    reopen: async (job) => {
      const files = new Map<string, File>();
      const readable = [];
      for (const root of await roots(job))
        if (await isReadable(root.handle)) readable.push(root);
      for await (const found of openEntries(readable))
        if ('file' in found) files.set(found.path, found.file);
      return files;
    },
  };
};

/** What came out of a database may be of another version of the app: what has another shape is not used. */
const parseRoots = (value: unknown): readonly SourceRoot<FileSystemHandle>[] =>
  Array.isArray(value) ? value.filter(isRoot) : [];

const isRoot = (value: unknown): value is SourceRoot<FileSystemHandle> =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  typeof value.path === 'string' &&
  'handle' in value &&
  value.handle instanceof FileSystemHandle;

/** Chromium only; files of the origin itself, and other browsers, need no permission. */
type AskablePermission = {
  queryPermission?(options: { mode: 'read' }): Promise<'granted' | 'denied' | 'prompt'>;
};

const isReadable = async (handle: FileSystemHandle & AskablePermission): Promise<boolean> =>
  handle.queryPermission === undefined ||
  (await handle.queryPermission({ mode: 'read' })) === 'granted';
