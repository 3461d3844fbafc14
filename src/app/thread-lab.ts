import { HmError } from '../core/base/hm-error.ts';
import type { Ingest } from '../core/media/ingest.ts';
import type { IngestJob, IngestResult, MediaLab } from '../core/media/media-lab.ts';

/** The lab without workers: jobs one after another in this thread. A job that was called back ends with its next piece. */
export const createThreadLab = (ingest: Ingest<File>): MediaLab<File> => {
  const disposed = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  const run = async (
    job: IngestJob<File>,
    { signal, onProgress, onPicture }: Parameters<MediaLab<File>['ingest']>[1],
  ): Promise<IngestResult> => {
    const goOn = (): void => {
      if (signal.aborted || disposed.signal.aborted) throw cancelled(job);
    };
    goOn();
    const result = await ingest(job, {
      parse: true,
      onProgress: (phase, bytes) => {
        goOn();
        onProgress?.(phase, bytes);
      },
      onPicture: (picture) => onPicture?.(picture),
    });
    goOn();
    return result;
  };

  return {
    concurrency: 1,
    ingest: (job, options) => {
      const turn = last.then(() => run(job, options));
      last = turn.catch(() => undefined);
      return turn;
    },
    dispose: () => disposed.abort(),
  };
};

const cancelled = (job: IngestJob<File>): HmError =>
  new HmError('cancelled', `The import of “${job.name}” was cancelled.`);
