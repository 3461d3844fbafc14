import type { HmFailure } from '../../core/base/hm-error.ts';
import { isHmError } from '../../core/base/hm-error.ts';
import type { BlobHash } from '../../core/base/ids.ts';
import type { Ingest } from '../../core/media/ingest.ts';
import type { ParityOutcome } from '../../core/integrity/parity-make.ts';
import type { IngestProgress, IngestResult } from '../../core/media/media-lab.ts';
import type { Painter, Painters } from '../../core/media/painters.ts';
import { faultOf } from '../../core/runtime/fault-of.ts';
import type {
  HashRequest,
  MediaReply,
  MediaRequest,
  PainterInjection,
  ParityRequest,
  StoredFile,
  TrialRequest,
} from './media-messages.ts';

/** What a worker has to speak with its pool. */
export interface MediaPort {
  postMessage(reply: MediaReply, transfer: Transferable[]): void;
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
  ): void;
}

/** BLAKE2b-256 of a file; `onPiece` hears of each piece. Rejects 'read-failed'. */
export type HashStored = (stored: StoredFile, onPiece: () => void) => Promise<BlobHash>;

/** Makes a parity file; `onPiece` hears of each piece. Rejects like `Disk`. */
export type MakeParityFile = (
  request: ParityRequest,
  onPiece: () => void,
) => Promise<ParityOutcome>;

/** Answers each request of a pool by `ingest`, which draws with `painters`, by `hashStored` or by `makeParity`. */
export const serveIngest = (
  port: MediaPort,
  ingest: Ingest<File>,
  painters: Painters,
  hashStored: HashStored,
  makeParity: MakeParityFile,
): void => {
  const tell = throttled(port);
  const doJob = async ({ job, parse, painters: order }: MediaRequest): Promise<void> => {
    painters.begin(order);
    try {
      const result = await ingest(job, {
        parse,
        onProgress: throttled(port),
        onPicture: (picture) =>
          port.postMessage({ type: 'picture', picture }, [picture.bytes.buffer]),
      });
      port.postMessage({ type: 'done', result, ...painters.end() }, buffersOf(result));
    } catch (error) {
      const { painted } = painters.end();
      port.postMessage({ ...toReply(error), painted }, []);
    }
  };

  const doHash = async (stored: StoredFile): Promise<void> => {
    try {
      const hash = await hashStored(stored, () => tell('reading', 0));
      port.postMessage({ type: 'hashed', hash }, []);
    } catch (error) {
      port.postMessage(toReply(error), []);
    }
  };

  const doParity = async (request: ParityRequest): Promise<void> => {
    try {
      const outcome = await makeParity(request, () => tell('reading', 0));
      port.postMessage({ type: 'parity', outcome }, []);
    } catch (error) {
      port.postMessage(toReply(error), []);
    }
  };

  const doTrial = async (painter: Painter): Promise<void> => {
    try {
      await painters.trial(painter);
      port.postMessage({ type: 'trial-passed' }, []);
    } catch (error) {
      const fault = faultOf(error);
      const message = error instanceof Error ? error.message : String(error);
      const facts = { painter, fault };
      const failure: HmFailure = { type: 'engines-failed', message, facts };
      port.postMessage({ type: 'failed', failure, fault }, []);
    }
  };

  const hear = (request: AnyRequest): void => {
    if ('hash' in request) void doHash(request.hash);
    else if ('parity' in request) void doParity(request);
    else if ('trial' in request) void doTrial(request.trial);
    else if ('inject' in request) {
      const { painter, fault, times = 1 } = request.inject;
      painters.inject(painter, fault, times);
    } else void doJob(request);
  };
  // Only the pool that spawned this worker can post to it: the message needs no proof.
  port.addEventListener('message', ({ data }) => hear(data as AnyRequest));
  port.postMessage({ type: 'ready' }, []);
};

type AnyRequest = MediaRequest | HashRequest | ParityRequest | TrialRequest | PainterInjection;

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

const toReply = (error: unknown): Extract<MediaReply, { type: 'failed' | 'defect' }> => {
  if (!isHmError(error))
    return { type: 'defect', message: String(error), fault: faultOf(error) };
  const { type, message, facts }: HmFailure = error;
  return { type: 'failed', failure: { type, message, facts } };
};

const buffersOf = (result: IngestResult): Transferable[] => [
  result.list.buffer,
  ...result.thumbnails.map(({ bytes }) => bytes.buffer),
];
