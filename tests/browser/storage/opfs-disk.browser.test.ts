import { createOpfsPageDisk } from '../../../src/platform/opfs/opfs-page-disk.ts';
import { describeDisk } from '../../contract/disk.suite.ts';
import { createWorkerDisk } from './worker-disk.ts';

describeDisk('OPFS in a worker', () => Promise.resolve(createWorkerDisk()));

describeDisk('OPFS in a page', async () => {
  const origin = await navigator.storage.getDirectory();
  return createOpfsPageDisk(
    await origin.getDirectoryHandle(crypto.randomUUID(), { create: true }),
  );
});
