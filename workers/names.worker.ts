import { openDriveDirectory } from '../src/app/drive-files.ts';
import { createBlobStore } from '../src/core/blobs/blob-store.ts';
import { createOpfsDisk } from '../src/platform/opfs/opfs-disk.ts';
import { serveNames } from '../src/platform/worker-pool/serve-names.ts';
import { serveOwner } from '../src/platform/worker-pool/threads.ts';

serveOwner((owner) =>
  serveNames(owner, async function* () {
    yield* createBlobStore(createOpfsDisk(await openDriveDirectory())).list();
  }),
);
