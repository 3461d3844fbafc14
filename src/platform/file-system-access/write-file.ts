import { HmError } from '../../core/base/hm-error.ts';
import { isNoRoom, removeIfEmpty } from './write-failures.ts';

/** A handle as Chromium has it. */
type Removable = FileSystemFileHandle & { remove?(): Promise<void> };

/**
 * Writes a file that a person chose, whole or not at all: what stood in it stays until all is written, and one
 * that was made for this goes where it fails. Rejects 'file-failed', 'cancelled' where `signal` aborts, and
 * with what `bytes` rejects with.
 */
export const writeFile = async (
  handle: Removable,
  bytes: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<void> => {
  try {
    await bytes.pipeTo(await handle.createWritable(), { signal });
  } catch (error) {
    await removeIfEmpty(handle, async () => handle.remove?.());
    throw signal.aborted ? cancelled() : fileError(error, handle.name);
  }
};

const cancelled = (): HmError => new HmError('cancelled', 'The export was cancelled.');

const fileError = (error: unknown, name: string): unknown => {
  if (!(error instanceof DOMException)) return error;
  const why = isNoRoom(error) ? 'there is no room for it' : error.message;
  return new HmError(
    'file-failed',
    `${name} could not be written (${why}), so nothing of it was kept. Make room or choose another place, then export again.`,
    { name },
  );
};
