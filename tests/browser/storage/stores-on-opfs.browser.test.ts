import type { Disk } from '../../../src/core/storage/disk.ts';
import { createOpfsPageDisk } from '../../../src/platform/opfs/opfs-page-disk.ts';
import { describeBlobStore } from '../../contract/blob-store.suite.ts';
import { describePackStore } from '../../contract/pack-store.suite.ts';
import { createWorkerDisk } from './worker-disk.ts';

const createPageDisk = async (): Promise<Disk> => {
  const origin = await navigator.storage.getDirectory();
  return createOpfsPageDisk(
    await origin.getDirectoryHandle(crypto.randomUUID(), { create: true }),
  );
};

describeBlobStore('OPFS in a worker', () => Promise.resolve(createWorkerDisk()));
describePackStore('OPFS in a worker', () => Promise.resolve(createWorkerDisk()));
describeBlobStore('OPFS in a page', createPageDisk);
describePackStore('OPFS in a page', createPageDisk);
