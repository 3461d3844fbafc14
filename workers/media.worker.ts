import { createAssetReader } from '../src/app/asset-reader.ts';
import { openDriveDirectory } from '../src/app/drive-files.ts';
import { hashStored } from '../src/app/engines/hash-file.ts';
import { createIngestParts } from '../src/app/engines/ingest-parts.ts';
import { createParityInWorker } from '../src/app/engines/parity-in-worker.ts';
import { createIngest } from '../src/core/media/ingest.ts';
import { createPainters } from '../src/platform/imaging/painters.ts';
import { createPictureStudio } from '../src/platform/imaging/picture-studio.ts';
import { createMetadataReaders } from '../src/platform/media-codecs/metadata-readers.ts';
import { createOpfsDisk } from '../src/platform/opfs/opfs-disk.ts';
import { createSharedReader } from '../src/platform/opfs/shared-reading.ts';
import { serveIngest } from '../src/platform/worker-pool/serve-ingest.ts';
import { openStagingFile } from '../src/platform/worker-pool/staging-file.ts';

declare const self: DedicatedWorkerGlobalScope;

/** For a drive that does the work itself, in its worker or in the page: the libraries are there once. */
export { loadPageEngine } from '../src/app/engines/load-page-engine.ts';

if ('DedicatedWorkerGlobalScope' in globalThis && self.name === 'media') {
  const painters = createPainters();
  const heavyParts = createAssetReader();
  const studio = createPictureStudio(painters.paint, heavyParts.anywhere);
  const parts = createIngestParts({
    openStaging: openStagingFile,
    studio,
    readers: createMetadataReaders(heavyParts.here),
  });
  const reader = createSharedReader(openDriveDirectory);
  const openDisk = async () => createOpfsDisk(await openDriveDirectory());
  serveIngest(
    self,
    createIngest(parts),
    painters,
    (stored, onPiece) => hashStored({ hasher: parts.hasher, reader }, stored, onPiece),
    createParityInWorker(openDisk, parts.hasher),
  );
}
