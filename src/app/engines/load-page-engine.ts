import { sliceHasher } from '../../core/media/sliced-hasher.ts';
import { sliceReaders, sliceStudio } from '../../core/media/sliced-inspection.ts';
import { createContentHasher } from '../../platform/hashing/content-hasher.ts';
import { createPictureStudio } from '../../platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../../platform/media-codecs/metadata-readers.ts';
import { createAssetReader } from '../asset-reader.ts';
import { createBreathe } from '../breathe.ts';
import { type IngestPartsOptions, createIngestParts } from './ingest-parts.ts';
import { type PageEngine, createPageEngine } from './page-engine.ts';

/**
 * The engine of the drive's own thread with all that it needs, loaded with the first file that no worker
 * takes. It works in slices, since that thread has other things to do.
 */
export const loadPageEngine = ({
  openStaging,
}: Pick<IngestPartsOptions, 'openStaging'>): PageEngine => {
  const breathe = createBreathe();
  const parts = createIngestParts({
    openStaging,
    hasher: sliceHasher(createContentHasher(), breathe),
    studio: sliceStudio(createPictureStudio(undefined, createAssetReader().anywhere), breathe),
    readers: sliceReaders(createMetadataReaders(), breathe),
  });
  return createPageEngine({ parts, breathe });
};
