import { sliceHasher } from '../../core/media/sliced-hasher.ts';
import { createContentHasher } from '../../platform/hashing/content-hasher.ts';
import { createBreathe } from '../breathe.ts';
import { type IngestPartsOptions, createIngestParts } from './ingest-parts.ts';
import { type PageEngine, createPageEngine } from './page-engine.ts';

/**
 * The engine of the drive's own thread with all that it needs, loaded with the first file that no worker
 * takes. It hashes in slices, since that thread has other things to do.
 */
export const loadPageEngine = ({
  openStaging,
}: Pick<IngestPartsOptions, 'openStaging'>): PageEngine => {
  const breathe = createBreathe();
  const hasher = sliceHasher(createContentHasher(), breathe);
  return createPageEngine({ parts: createIngestParts({ openStaging, hasher }), breathe });
};
