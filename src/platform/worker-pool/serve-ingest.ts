import type { HmFailure } from '../../core/base/hm-error.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import type { Ingest } from '../../core/media/ingest.ts';
import type { IngestProgress, IngestResult } from '../../core/media/media-lab.ts';
import type { MediaReply, MediaRequest } from './media-messages.ts';

/** What a worker has to speak with its pool. */
export interface MediaPort {
  postMessage(reply: MediaReply, transfer: Transferable[]): void;
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
  ): void;
}

/** Answers each request of a pool by `ingest`. */
export const serveIngest = (port: MediaPort, ingest: Ingest<File>): void => {
  const answer = async ({ job, parse }: MediaRequest): Promise<void> => {
    try {
      const result = await ingest(job, {
        parse,
        onProgress: throttled(port),
        onPicture: (picture) =>
          port.postMessage({ type: 'picture', picture }, [picture.bytes.buffer]),
      });
      port.postMessage({ type: 'done', result, painted: [] }, buffersOf(result));
    } catch (error) {
      port.postMessage(toReply(error), []);
    }
  };
  // Only the pool that spawned this worker can post to it: the message needs no proof.
  port.addEventListener('message', ({ data }) => void answer(data as MediaRequest));
  port.postMessage({ type: 'ready' }, []);
};

const PROGRESS_EVERY_MS = 100;

const throttled = (port: MediaPort): IngestProgress => {
  let lastMs = -Infinity;
  return (phase, bytes) => {
    const nowMs = performance.now();
    if (phase === 'reading' && nowMs - lastMs < PROGRESS_EVERY_MS) return;
    lastMs = nowMs;
    port.postMessage({ type: 'progress', phase, bytes }, []);
  };
};

const toReply = (error: unknown): MediaReply => {
  if (!isHmError(error)) return { type: 'defect', message: String(error) };
  const { type, message, facts }: HmFailure = error;
  return { type: 'failed', failure: { type, message, facts } };
};

const buffersOf = (result: IngestResult): Transferable[] => [
  result.list.buffer,
  ...result.thumbnails.map(({ bytes }) => bytes.buffer),
];
