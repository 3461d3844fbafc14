import type { IngestJob, IngestResult, MediaLab } from '../../../src/core/media/media-lab.ts';
import type {
  MediaReply,
  MediaRequest,
  TrialRequest,
} from '../../../src/platform/worker-pool/media-messages.ts';
import { createMediaPool } from '../../../src/platform/worker-pool/media-pool.ts';

/** Starts the worker that ships. */
export const spawnMediaWorker = (): Worker =>
  new Worker(new URL('../../../workers/media.worker.ts', import.meta.url), { type: 'module' });

/** A pool of real workers. */
export const openLab = (size = 1, deadlineMs?: () => number): MediaLab<File> =>
  createMediaPool({ spawn: spawnMediaWorker, size, ...(deadlineMs && { deadlineMs }) });

/** What a worker says at the end of what it is asked, without a pool; rejects where the worker dies. */
export const askWorker = (
  worker: Worker,
  request: MediaRequest | TrialRequest,
): Promise<MediaReply> =>
  new Promise((resolve, reject) => {
    const ends = ['done', 'trial-passed', 'failed', 'defect'];
    worker.onmessage = ({ data }: MessageEvent<MediaReply>) => {
      if (ends.includes(data.type)) resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    worker.postMessage(request);
  });

let jobs = 0;

/** A job for `bytes` under `name`, with a staging path of its own. */
export const jobFor = (
  content: BlobPart | File,
  name = 'file.bin',
  more: Partial<IngestJob<File>> = {},
): IngestJob<File> => ({
  file: content instanceof File ? content : new File([content], name),
  name,
  stagingPath: `staging/test-${(jobs++).toString()}`,
  sidecarXmp: null,
  maxPixels: 100_000_000,
  ...more,
});

/** Takes one file in. */
export const ingest = (lab: MediaLab<File>, job: IngestJob<File>): Promise<IngestResult> =>
  lab.ingest(job, { signal: new AbortController().signal });

/** The bytes of a job's staging copy. */
export const stagedBytes = async (job: IngestJob<File>): Promise<Uint8Array<ArrayBuffer>> => {
  let directory = await (await navigator.storage.getDirectory()).getDirectoryHandle('hm');
  const segments = (job.stagingPath ?? '').split('/');
  for (const name of segments.slice(0, -1))
    directory = await directory.getDirectoryHandle(name);
  const file = await (await directory.getFileHandle(segments.at(-1) ?? '')).getFile();
  return new Uint8Array(await file.arrayBuffer());
};

/** A thumbnail's pixels. */
export const pixelsOf = async (result: IngestResult, size: number): Promise<ImageData> => {
  const thumbnail = result.thumbnails.find((each) => each.size === size);
  if (thumbnail === undefined) {
    throw new Error(`no thumbnail of ${size.toString()}: ${String(result.facts.noThumbnail)}`);
  }
  return pixelsOfBitmap(
    await createImageBitmap(new Blob([thumbnail.bytes], { type: thumbnail.mime })),
  );
};

/** A decoded picture's pixels. */
export const pixelsOfBitmap = (bitmap: ImageBitmap): ImageData => {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
};
