import { createMemoryKeys } from '../../src/platform/memory/memory-keys.ts';
import { describeKeyVault } from './key-vault.suite.ts';

describeKeyVault('memory', () => Promise.resolve(createMemoryKeys()));
