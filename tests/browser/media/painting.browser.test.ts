import { createIngest } from '../../../src/core/media/ingest.ts';
import { createInspector } from '../../../src/core/media/inspect.ts';
import { createContentHasher } from '../../../src/platform/hashing/content-hasher.ts';
import { createPictureStudio } from '../../../src/platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../../../src/platform/media-codecs/metadata-readers.ts';
import type { Painter } from '../../../src/platform/worker-pool/media-messages.ts';
import { openFileSource } from '../../../src/platform/worker-pool/file-source.ts';
import type { PaintingEngine } from '../../contract/painting.suite.ts';
import { describePainting } from '../../contract/painting.suite.ts';
import { askWorker, jobFor, spawnMediaWorker } from './lab.ts';

const jobOf = (bytes: Blob, name: string) => jobFor(bytes, name, { stagingPath: null });

/** A media worker whose pictures are to be drawn by one of its painters, and by no other. */
const inWorker = (painter: Painter) => (): PaintingEngine => {
  const worker = spawnMediaWorker();
  return {
    take: async (bytes, name) => {
      const job = jobOf(bytes, name);
      const reply = await askWorker(worker, { job, parse: true, painters: [painter] });
      if (reply.type !== 'done') throw new Error(JSON.stringify(reply));
      const others = reply.painted.filter(
        (one) => one.painter !== painter || one.fault !== null,
      );
      if (reply.painted.length === 0 || others.length > 0)
        throw new Error(`It was drawn otherwise: ${JSON.stringify(reply.painted)}`);
      return reply.result;
    },
    close: () => worker.terminate(),
  };
};

/** The same code on the page itself. */
const onPage = (): PaintingEngine => {
  const ingest = createIngest<File>({
    openSource: openFileSource,
    openStaging: () => Promise.reject(new Error('Nothing is to be kept.')),
    hasher: createContentHasher(),
    inspector: createInspector(createPictureStudio(), createMetadataReaders()),
  });
  return {
    take: (bytes, name) =>
      ingest(jobOf(bytes, name), {
        parse: true,
        onProgress: () => undefined,
        onPicture: () => undefined,
      }),
    close: () => undefined,
  };
};

describePainting('shaders in a worker', inWorker('webgpu'));
describePainting('a canvas in a worker', inWorker('workers'));
describePainting('a canvas on the page', onPage);
