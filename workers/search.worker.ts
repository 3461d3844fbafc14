import { openDriveDirectory } from '../src/app/drive-files.ts';
import { runSearch } from '../src/app/search-thread.ts';
import { createOpfsDisk } from '../src/platform/opfs/opfs-disk.ts';
import { STARTED } from '../src/platform/worker-pool/threads.ts';

declare const self: DedicatedWorkerGlobalScope;

runSearch(self, openDriveDirectory().then(createOpfsDisk));
self.postMessage(STARTED);
