import type { Breathe } from '../../core/base/stretches.ts';
import { HmError, isHmError } from '../../core/base/hm-error.ts';
import type { BlobHash } from '../../core/base/ids.ts';
import type { IngestPorts } from '../../core/media/ingest.ts';
import { createIngest } from '../../core/media/ingest.ts';
import type { StagingCopy } from '../../core/media/ingest-ports.ts';
import type { IngestResult } from '../../core/media/media-lab.ts';
import { EngineFaultError, isEngineFault } from '../../core/runtime/engine.ts';
import { faultOf } from '../../core/runtime/fault-of.ts';
import type { MediaRequest } from '../../platform/worker-pool/media-messages.ts';
import type { PoolOptions } from '../../platform/worker-pool/media-pool.ts';
import { hashFile } from './hash-file.ts';

/** Takes files in on the thread of the drive, for when no worker can. */
export interface PageEngine {
  /**
   * Rejects as a pool does: with 'timeout' where it gave no sign of life, 'crashed' where it broke, or with
   * what is wrong with the file. What was given up reads and writes nothing more.
   */
  ingest(
    request: Pick<MediaRequest, 'job' | 'parse'>,
    options: PoolOptions,
  ): Promise<IngestResult>;
  /** BLAKE2b-256 of a file, in pieces between which others work; rejects like `ingest`. */
  hash(
    file: File,
    options: Pick<PoolOptions, 'signal' | 'deadlineMs' | 'sabotage'>,
  ): Promise<BlobHash>;
}

export interface PageEngineOptions {
  readonly parts: IngestPorts<File>;
  /** Lets others of this thread work between two pieces. */
  readonly breathe: Breathe;
}

/** An engine over the parts that a media worker is made of. One file at a time: its hasher is one. */
export const createPageEngine = ({ parts, breathe }: PageEngineOptions): PageEngine => ({
  hash: async (file, options) => {
    const leash = createLeash(options);
    try {
      if (options.sabotage === 'hang') return await leash.broken;
      const hashing = hashFile(parts.hasher, file, async () => {
        await breathe();
        leash.signal.throwIfAborted();
        leash.alive();
      });
      return await Promise.race([hashing, leash.broken]);
    } catch (error) {
      throw toFault(error);
    } finally {
      leash.end();
    }
  },
  ingest: async ({ job, parse }, options) => {
    const leash = createLeash(options);
    const takeIn = createIngest(leashed(parts, leash.signal, breathe));
    try {
      if (options.sabotage === 'hang') return await leash.broken;
      const taking = takeIn(job, {
        parse,
        onProgress: (phase, bytes) => {
          leash.alive();
          options.onProgress?.(phase, bytes);
        },
        onPicture: (picture) => options.onPicture?.(picture),
      });
      return await Promise.race([taking, leash.broken]);
    } catch (error) {
      throw toFault(error);
    } finally {
      leash.end();
    }
  },
});

/** What ends work that nobody can kill: everything that it does is bound to `signal`. */
interface Leash {
  readonly signal: AbortSignal;
  /** Rejects when it is cancelled, or gave no sign of life for its time. */
  readonly broken: Promise<never>;
  alive(): void;
  end(): void;
}

const createLeash = ({
  signal,
  deadlineMs,
  sabotage = null,
}: Pick<PoolOptions, 'signal' | 'deadlineMs' | 'sabotage'>): Leash => {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let onAbort = (): void => undefined;
  let snap: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    snap = reject;
    onAbort = () => reject(new HmError('cancelled', 'The task was cancelled.'));
  });
  broken.catch(() => undefined);
  const watch = (): void => {
    if (timer !== null) clearTimeout(timer);
    const late = `It gave no sign of life for ${deadlineMs} ms.`;
    timer = setTimeout(() => snap(new EngineFaultError('timeout', late)), deadlineMs);
  };
  watch();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    signal: stop.signal,
    broken,
    alive: () => {
      if (sabotage === 'fail') throw new EngineFaultError('crashed', 'A drill ended it.');
      if (sabotage === 'lose') throw new EngineFaultError('lost', 'A drill ended it.');
      watch();
    },
    end: () => {
      if (timer !== null) clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      stop.abort();
    },
  };
};

/** The same parts, each of which stops once `signal` aborts, and breathes before it reads. */
const leashed = (
  ports: IngestPorts<File>,
  signal: AbortSignal,
  breathe: Breathe,
): IngestPorts<File> => ({
  ...ports,
  openSource: async (file) => {
    const source = await ports.openSource(file);
    return {
      ...source,
      read: async (start, end) => {
        await breathe();
        signal.throwIfAborted();
        return source.read(start, end);
      },
    };
  },
  openStaging: async (path) => leashedCopy(await ports.openStaging(path), signal),
  hasher: {
    startBlob: async () => {
      const hasher = await ports.hasher.startBlob();
      return {
        update: async (bytes) => {
          signal.throwIfAborted();
          await hasher.update(bytes);
        },
        digest: () => hasher.digest(),
      };
    },
    chunk: (bytes) => ports.hasher.chunk(bytes),
  },
});

/** Closed at once when `signal` aborts, so that the next attempt finds the file free. */
const leashedCopy = (copy: StagingCopy, signal: AbortSignal): StagingCopy => {
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    return (closing ??= (async () => copy.close())());
  };
  const onAbort = (): void => void close();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    append: async (bytes) => {
      signal.throwIfAborted();
      await copy.append(bytes);
    },
    flush: async () => {
      signal.throwIfAborted();
      await copy.flush();
    },
    close,
  };
};

const toFault = (error: unknown): unknown => {
  if (isHmError(error) || isEngineFault(error)) return error;
  return new EngineFaultError(faultOf(error), String(error));
};
