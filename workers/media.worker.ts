import { createIngest } from '../src/core/media/ingest.ts';
import { createInspector } from '../src/core/media/inspect.ts';
import { createContentHasher } from '../src/platform/hashing/content-hasher.ts';
import { createPainters } from '../src/platform/imaging/painters.ts';
import { createPictureStudio } from '../src/platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../src/platform/media-codecs/metadata-readers.ts';
import { openFileSource } from '../src/platform/worker-pool/file-source.ts';
import { serveIngest } from '../src/platform/worker-pool/serve-ingest.ts';
import { openStagingFile } from '../src/platform/worker-pool/staging-file.ts';

declare const self: DedicatedWorkerGlobalScope;

const painters = createPainters();
const studio = createPictureStudio(painters.paint);

serveIngest(
  self,
  createIngest<File>({
    openSource: openFileSource,
    openStaging: openStagingFile,
    hasher: createContentHasher(),
    inspector: createInspector(studio, createMetadataReaders()),
  }),
  painters,
);
