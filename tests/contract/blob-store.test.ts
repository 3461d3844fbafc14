import { createMemoryDisk } from '../../src/platform/memory/memory-disk.ts';
import { describeBlobStore } from './blob-store.suite.ts';

describeBlobStore('memory', () => Promise.resolve(createMemoryDisk()));
