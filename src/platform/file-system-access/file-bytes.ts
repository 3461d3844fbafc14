import { HmError } from '../../core/base/hm-error.ts';

/** The first `maxBytes` of a file at most; rejects 'read-failed' where it vanished or changed. */
export const readFileBytes = async (
  file: File,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    return new Uint8Array(await file.slice(0, maxBytes).arrayBuffer());
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new HmError(
      'read-failed',
      `"${file.name}" could not be read (${error.name}): it was moved, changed or locked since it was chosen. Choose it again.`,
      { name: file.name },
    );
  }
};
