import type { BlobHash } from '../../core/base/ids.ts';
import { NAME_LENGTH, type NamesReply } from './name-messages.ts';
import type { Thread } from './threads.ts';

/** A thread that says nothing for so long is given up. */
const SILENCE_MS = 20_000;

/**
 * Lists blobs in a thread that `open` starts and that ends with the list. A browser makes a handle of each name,
 * and to collect 100,000 of them holds the thread that listed for a second or more (docs/benchmarks.md).
 * Where the thread fails, `here` lists, and says what is wrong if that is the disk.
 */
export const listInThread = (
  open: () => Promise<Thread>,
  here: () => AsyncIterable<BlobHash>,
  silenceMs = SILENCE_MS,
): (() => AsyncIterable<BlobHash>) =>
  async function* () {
    const found = await namesFrom(open, silenceMs);
    if (found === null) yield* here();
    else for (const names of found) yield* splitNames(names);
  };

function* splitNames(names: string): Iterable<BlobHash> {
  for (let at = 0; at < names.length; at += NAME_LENGTH)
    yield names.slice(at, at + NAME_LENGTH) as BlobHash;
}

/** What the thread said, `null` where it did not come to its end. */
const namesFrom = async (
  open: () => Promise<Thread>,
  silenceMs: number,
): Promise<readonly string[] | null> => {
  const thread = await open().catch(() => null);
  if (thread === null) return null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = new Promise<readonly string[] | null>((resolve) => {
    const found: string[] = [];
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => resolve(null), silenceMs);
    };
    thread.addEventListener('message', ({ data }: MessageEvent<NamesReply>) => {
      wait();
      if ('names' in data) found.push(data.names);
      else resolve(data.end === 'all' ? found : null);
    });
    thread.addEventListener('error', (event) => {
      event.preventDefault();
      resolve(null);
    });
    wait();
    thread.postMessage('list');
  });
  return heard.finally(() => {
    clearTimeout(timer);
    thread.terminate();
  });
};
