import { HmError } from '../../core/base/hm-error.ts';
import type { BlobHash } from '../../core/base/ids.ts';
import type { ContentHasher } from '../../core/media/ingest-ports.ts';
import type { SharedReader, TakePiece } from '../../platform/opfs/shared-reading.ts';
import type { StoredFile } from '../../platform/worker-pool/media-messages.ts';

/** Smaller files are read as quickly in one slice as a handle is opened. */
const SHARED_FROM_BYTES = 1024 * 1024;
/** Large enough that asking costs little, small enough that hashing begins at once. */
const PIECE_BYTES = 2 * 1024 * 1024;

/**
 * BLAKE2b-256 of a file of the drive at constant memory: straight from the disk where the browser lets several read
 * at once, else as `hashFile` does. `onPiece` is told before each piece. Rejects as `hashFile` does.
 */
export const hashStored = async (
  {
    hasher,
    reader,
  }: { readonly hasher: Pick<ContentHasher, 'startBlob'>; readonly reader: SharedReader },
  { file, path }: StoredFile,
  onPiece: () => void,
): Promise<BlobHash> => {
  if (file.size >= SHARED_FROM_BYTES) {
    const running = await hasher.startBlob();
    const take: TakePiece = (piece) => {
      onPiece();
      return running.update(piece);
    };
    if (await orReadFailed(0, () => reader.read(path, take))) return running.digest();
  }
  return hashFile(hasher, file, onPiece);
};

/**
 * BLAKE2b-256 of a file at constant memory: the next piece is read while this one is hashed. `onPiece` is
 * told, and waited for, before each piece. Rejects 'read-failed' where the file changed, vanished or
 * cannot be read.
 */
export const hashFile = async (
  hasher: Pick<ContentHasher, 'startBlob'>,
  file: File,
  onPiece: () => void | Promise<void>,
): Promise<BlobHash> => {
  const running = await hasher.startBlob();
  let reading = readPiece(file, 0);
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const piece = await reading;
    reading = readPiece(file, at + PIECE_BYTES);
    // Whoever awaits it next hears of it; until then it is no rejection without a listener.
    reading.catch(() => undefined);
    await onPiece();
    await running.update(piece);
  }
  return running.digest();
};

const readPiece = (file: File, start: number): Promise<Uint8Array<ArrayBuffer>> =>
  orReadFailed(
    start,
    async () => new Uint8Array(await file.slice(start, start + PIECE_BYTES).arrayBuffer()),
  );

const orReadFailed = async <T>(start: number, read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new HmError('read-failed', 'The file cannot be read.', { cause: error.name, start });
  }
};
