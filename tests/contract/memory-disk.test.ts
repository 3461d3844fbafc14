import { createMemoryDisk } from '../../src/platform/memory/memory-disk.ts';
import { describeDisk } from './disk.suite.ts';

describeDisk('memory', () => Promise.resolve(createMemoryDisk()));
