import { createSearchHost } from '../src/core/search/search-host.ts';
import { createOpfsDisk } from '../src/platform/opfs/opfs-disk.ts';
import { serveSearch } from '../src/platform/worker-pool/serve-search.ts';

declare const self: DedicatedWorkerGlobalScope;

const DRIVE_DIRECTORY = 'hm';

const openHost = async () => {
  const root = await navigator.storage.getDirectory();
  const directory = await root.getDirectoryHandle(DRIVE_DIRECTORY, { create: true });
  return createSearchHost(createOpfsDisk(directory), { nowMs: () => performance.now() });
};

serveSearch(self, openHost());
