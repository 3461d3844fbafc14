import { describeBlobStore } from '../../contract/blob-store.suite.ts';
import { describePackStore } from '../../contract/pack-store.suite.ts';
import { createWorkerDisk } from './worker-disk.ts';

describeBlobStore('OPFS in a worker', () => Promise.resolve(createWorkerDisk()));
describePackStore('OPFS in a worker', () => Promise.resolve(createWorkerDisk()));
