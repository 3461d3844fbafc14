import type { IngestJob, IngestResult, MediaLab } from '../../../src/core/media/media-lab.ts';
import type { Engines, EnginesOptions } from '../../../src/app/engines/engines.ts';
import { openEngines } from '../../../src/app/engines/engines.ts';
import type { PageEngine } from '../../../src/app/engines/page-engine.ts';
import { loadPageEngine } from '../../../src/app/engines/load-page-engine.ts';
import { browserTimers } from '../../../src/app/engines/media-threads.ts';
import type { PlainObject } from '../../../src/core/base/plain.ts';
import { createDiskStaging } from '../../../src/core/media/staging-on-disk.ts';
import { createOpfsPageDisk } from '../../../src/platform/opfs/opfs-page-disk.ts';
import type {
  MediaReply,
  MediaRequest,
  ParityRequest,
  TrialRequest,
} from '../../../src/platform/worker-pool/media-messages.ts';
import { createMediaPool } from '../../../src/platform/worker-pool/media-pool.ts';

/** Starts the worker that ships. */
export const spawnMediaWorker = (): Worker =>
  new Worker(new URL('../../../workers/media.worker.ts', import.meta.url), {
    type: 'module',
    name: 'media',
  });

/** The engine of this thread, which is a page: it has the disk of a page. */
export const loadTestPage = async (): Promise<PageEngine> => {
  const root = await navigator.storage.getDirectory();
  const disk = createOpfsPageDisk(await root.getDirectoryHandle('hm', { create: true }));
  return loadPageEngine({ openStaging: createDiskStaging(disk) });
};

/** What may be replaced of engines over real workers. */
export type LabOptions = Partial<EnginesOptions> & {
  readonly spawn?: () => Worker;
  readonly idleMs?: number;
};

/** Engines over real workers, whose records are kept in `kept` alone. */
export const openTestEngines = async (
  { spawn = spawnMediaWorker, idleMs = 30_000, ...options }: LabOptions = {},
  kept = new Map<string, PlainObject>(),
): Promise<Engines> => {
  const pool = createMediaPool({ spawn, idleMs });
  const engines = await openEngines({
    pool,
    workers: 1,
    loadPage: loadTestPage,
    records: {
      read: (key) => Promise.resolve(kept.get(key.join('/')) ?? null),
      write: (key, record) => Promise.resolve(void kept.set(key.join('/'), record)),
    },
    clock: { nowMs: () => Date.now() },
    timers: browserTimers,
    lookForGpu: () => Promise.resolve('This test draws without one.'),
    freeBytes: null,
    emit: () => undefined,
    onDefect: (error) => {
      throw error;
    },
    ...options,
  });
  return engines;
};

/** The lab over `size` real workers, or over this thread alone where there are none. */
export const openLab = (size = 1): MediaLab<File> => {
  const opening = openTestEngines({ workers: size });
  return {
    concurrency: Math.max(1, size),
    ingest: async (job, options) => (await opening).lab.ingest(job, options),
    dispose: () => void opening.then((engines) => engines.dispose()),
  };
};

/** What a worker says at the end of what it is asked, without a pool; rejects where the worker dies. */
export const askWorker = (
  worker: Worker,
  request: MediaRequest | ParityRequest | TrialRequest,
): Promise<MediaReply> =>
  new Promise((resolve, reject) => {
    const ends = ['done', 'parity', 'trial-passed', 'failed', 'defect'];
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
