import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

const PIECE_BYTES = 8 * 2 ** 20;

/** A file of bytes that nothing can make smaller; its path. */
export const makeRandomFile = async (
  directory: string,
  name: string,
  sizeBytes: number,
): Promise<string> => {
  const path = join(directory, name);
  const file = await open(path, 'w');
  for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
    await file.write(randomFillSync(Buffer.alloc(Math.min(PIECE_BYTES, sizeBytes - at))));
  }
  await file.close();
  return path;
};
