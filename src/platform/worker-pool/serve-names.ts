import type { BlobHash } from '../../core/base/ids.ts';
import type { NamesReply } from './name-messages.ts';

/** Names in one message. */
const NAMES_AT_ONCE = 5_000;

/** What such a thread has to speak with the one that started it. */
export interface NamesPort {
  postMessage(reply: NamesReply): void;
  addEventListener(type: 'message', listener: () => void, options: { once: true }): void;
}

/** Tells all names of `list` once it is asked, whatever the words. */
export const serveNames = (port: NamesPort, list: () => AsyncIterable<BlobHash>): void =>
  port.addEventListener('message', () => void tellNames(port, list), { once: true });

const tellNames = async (
  port: NamesPort,
  list: () => AsyncIterable<BlobHash>,
): Promise<void> => {
  try {
    let names: BlobHash[] = [];
    for await (const name of list()) {
      names.push(name);
      if (names.length < NAMES_AT_ONCE) continue;
      port.postMessage({ names: names.join('') });
      names = [];
    }
    port.postMessage({ names: names.join('') });
    port.postMessage({ end: 'all' });
  } catch {
    // Whoever asked lists the names itself then, and meets what is wrong.
    port.postMessage({ end: 'failed' });
  }
};
