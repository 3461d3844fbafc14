import { createReadStream } from 'node:fs';

/** Reads files once, so that both sides find them in memory; resolves to their bytes together. */
export const warmPageCache = async (paths: readonly string[]): Promise<number> => {
  let sizeBytes = 0;
  for (const path of paths) {
    for await (const piece of createReadStream(path)) sizeBytes += (piece as Uint8Array).length;
  }
  return sizeBytes;
};
