import { createSharedReader } from '../../../src/platform/opfs/shared-reading.ts';
import type { ReaderAnswer, ReaderOrder } from './shared-reader.ts';

// Reads a file as a media worker does, each piece when it is told to, for tests in the page.

let goOn = (): void => undefined;

const tell = (answer: ReaderAnswer): void => postMessage(answer);

const read = async ({ root, path, heldBytes }: ReaderOrder): Promise<void> => {
  const reader = createSharedReader(async () => {
    const origin = await navigator.storage.getDirectory();
    return origin.getDirectoryHandle(root);
  }, heldBytes);
  const bytes: number[] = [];
  try {
    const isRead = await reader.read(path, async (piece) => {
      bytes.push(piece.length, piece[0] ?? -1);
      const told = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      tell({ type: 'piece' });
      await told;
    });
    tell({ type: 'end', isRead, bytes });
  } catch (error) {
    tell({ type: 'failed', name: error instanceof Error ? error.name : String(error) });
  }
};

addEventListener('message', ({ data }: MessageEvent<ReaderOrder | 'go-on'>) => {
  if (data === 'go-on') goOn();
  else void read(data);
});
