import { HmError } from '../../core/base/hm-error.ts';
import type { CopyFile, CopyIndex } from '../../core/integrity/source-copies.ts';
import { walkDirectory } from './directory-walk.ts';

/**
 * Files below a folder that have one size, in constant memory; a name says nothing of what is in a file, and one
 * that cannot be opened is passed over. Reading one rejects with 'read-failed'.
 */
export async function* copiesInFolder(
  folder: FileSystemDirectoryHandle,
  sizeBytes: number,
): AsyncGenerator<CopyFile> {
  for await (const found of walkDirectory(folder)) {
    if ('failure' in found || found.file.size !== sizeBytes) continue;
    yield { sizeBytes, read: (start, end) => readPart(found.path, found.file, start, end) };
  }
}

/** All files below a folder by their size, with one walk. */
export const indexFolder = async (folder: FileSystemDirectoryHandle): Promise<CopyIndex> => {
  const bySize = new Map<number, { readonly path: string; readonly file: File }[]>();
  for await (const found of walkDirectory(folder)) {
    if ('failure' in found) continue;
    const alike = bySize.get(found.file.size);
    if (alike === undefined) bySize.set(found.file.size, [found]);
    else alike.push(found);
  }
  return {
    has: ({ sizeBytes }) => bySize.has(sizeBytes),
    async *candidates({ sizeBytes }) {
      await Promise.resolve();
      for (const { path, file } of bySize.get(sizeBytes) ?? []) {
        yield { sizeBytes, read: (start, end) => readPart(path, file, start, end) };
      }
    },
  };
};

const readPart = async (path: string, file: File, start: number, end: number) => {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new HmError('read-failed', `“${path}” could not be read: ${error.message}`, { path });
  }
};
