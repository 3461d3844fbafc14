import { HmError } from '../../core/base/hm-error.ts';
import type { ByteSource } from '../../core/media/ingest-ports.ts';

/** Files up to this size are read once and held: hash, copy, parsers and decoders share the bytes. */
export const WHOLE_FILE_BYTES = 64 * 1024 * 1024;

/** The bytes of a `File`. Reading rejects with 'read-failed' once it has changed or vanished. */
export const openFileSource = async <FileLike extends Blob>(
  file: FileLike,
): Promise<ByteSource<FileLike>> => {
  const whole = file.size <= WHOLE_FILE_BYTES ? await readSlice(file, 0, file.size) : null;
  return {
    file,
    sizeBytes: file.size,
    whole,
    read: (start, end) =>
      whole === null
        ? readSlice(file, start, end)
        : Promise.resolve(whole.subarray(start, end)),
  };
};

const readSlice = async (
  file: Blob,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
    if (bytes.length !== end - start) throw shortened(file, start, end, bytes.length);
    return bytes;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new HmError(
      'read-failed',
      'The file changed, moved or vanished while it was read. Add it again.',
      { cause: error.name, startBytes: start },
    );
  }
};

const shortened = (file: Blob, start: number, end: number, got: number): HmError =>
  new HmError('read-failed', 'The file became shorter while it was read. Add it again.', {
    sizeBytes: file.size,
    startBytes: start,
    askedBytes: end - start,
    gotBytes: got,
  });
