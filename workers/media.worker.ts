import { createIngest } from '../src/core/media/ingest.ts';
import { createInspector } from '../src/core/media/inspect.ts';
import { createContentHasher } from '../src/platform/hashing/content-hasher.ts';
import { createPictureStudio } from '../src/platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../src/platform/media-codecs/metadata-readers.ts';
import { openFileSource } from '../src/platform/worker-pool/file-source.ts';
import { serveIngest } from '../src/platform/worker-pool/serve-ingest.ts';
import { openStagingFile } from '../src/platform/worker-pool/staging-file.ts';

declare const self: DedicatedWorkerGlobalScope;

/** For a page that does the work itself. */
export { createThreadIngest } from '../src/app/thread-ingest.ts';

if ('DedicatedWorkerGlobalScope' in globalThis)
  serveIngest(
    self,
    createIngest<File>({
      openSource: openFileSource,
      openStaging: openStagingFile,
      hasher: createContentHasher(),
      inspector: createInspector(createPictureStudio(), createMetadataReaders()),
    }),
  );
