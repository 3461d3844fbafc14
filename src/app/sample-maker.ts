/** Has the sample collection made in a thread of its own, which ends with it. */
import { HmError } from '../core/base/hm-error.ts';
import type { ImportSource } from '../core/imports/import-job.ts';
import type { SampleReply } from '../platform/sample/sample-messages.ts';
import { SAMPLE_FILES, type SampleWords } from '../platform/sample/sample-plan.ts';
import type { Thread } from '../platform/worker-pool/threads.ts';

export type { SampleWords } from '../platform/sample/sample-plan.ts';

/** What was made, to be imported. */
export interface Sample {
  readonly files: readonly ImportSource<File>[];
  /** False where this browser encodes no film. */
  readonly hasFilm: boolean;
}

/**
 * Makes the files; `onMade` hears the share that is done, 0 to 1. Rejects 'sample-failed'.
 * `thread` runs `serve-sample.ts`, and is ended.
 */
export const makeSample = async (
  thread: Thread,
  words: SampleWords,
  onMade: (share: number) => void,
): Promise<Sample> => {
  const files: ImportSource<File>[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      thread.addEventListener('error', ({ message }) => reject(failed(message)));
      thread.addEventListener('message', ({ data }: MessageEvent<SampleReply>) => {
        if (data.type === 'failed') reject(failed(data.message));
        else if (data.type === 'done') resolve();
        else {
          const { path, bytes, mime } = data.file;
          const name = path.slice(path.lastIndexOf('/') + 1);
          files.push({ path, file: new File([bytes], name, { type: mime }) });
          onMade(files.length / SAMPLE_FILES);
        }
      });
      thread.postMessage({ words });
    });
  } finally {
    thread.terminate();
  }
  return { files, hasFilm: files.some(({ file }) => file.type.startsWith('video/')) };
};

const failed = (message: string): HmError =>
  new HmError(
    'sample-failed',
    `The sample could not be made (${message}). Add pictures of your own instead.`,
  );
