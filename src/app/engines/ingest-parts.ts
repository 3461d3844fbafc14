import type { IngestPorts } from '../../core/media/ingest.ts';
import { createInspector } from '../../core/media/inspect.ts';
import type { ContentHasher } from '../../core/media/ingest-ports.ts';
import { createContentHasher } from '../../platform/hashing/content-hasher.ts';
import { createPictureStudio } from '../../platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../../platform/media-codecs/metadata-readers.ts';
import { openFileSource } from '../../platform/worker-pool/file-source.ts';

/** What a thread may do in its own way. */
export interface IngestPartsOptions {
  readonly openStaging: IngestPorts<File>['openStaging'];
  readonly hasher?: ContentHasher;
  readonly studio?: ReturnType<typeof createPictureStudio>;
  readonly readers?: ReturnType<typeof createMetadataReaders>;
}

/** What takes a file in, made of the browser's parts: the same in a media worker and in the drive's own thread. */
export const createIngestParts = ({
  openStaging,
  hasher = createContentHasher(),
  studio = createPictureStudio(),
  readers = createMetadataReaders(),
}: IngestPartsOptions): IngestPorts<File> => ({
  openSource: openFileSource,
  openStaging,
  hasher,
  inspector: createInspector(studio, readers),
});
