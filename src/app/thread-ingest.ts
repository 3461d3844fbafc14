import { createIngest, type Ingest } from '../core/media/ingest.ts';
import { createInspector } from '../core/media/inspect.ts';
import type { StagingCopy } from '../core/media/ingest-ports.ts';
import { sliceHasher } from '../core/media/sliced-hasher.ts';
import { createContentHasher } from '../platform/hashing/content-hasher.ts';
import { createPictureStudio } from '../platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../platform/media-codecs/metadata-readers.ts';
import { openFileSource } from '../platform/worker-pool/file-source.ts';
import { createBreathe } from './breathe.ts';

/** How the thread that takes files in writes its copies. */
export interface ThreadIngestOptions {
  readonly openStaging: (path: string) => Promise<StagingCopy>;
}

/**
 * What `workers/media.worker.ts` does, for a thread that has other things to do: it takes in one file at a
 * time, in slices between which others work. What a decoder does in one piece stays one piece.
 */
export const createThreadIngest = ({ openStaging }: ThreadIngestOptions): Ingest<File> =>
  createIngest<File>({
    openSource: openFileSource,
    openStaging,
    hasher: sliceHasher(createContentHasher(), createBreathe()),
    inspector: createInspector(createPictureStudio(), createMetadataReaders()),
  });
