import { createMemoryCatalog } from '../../src/platform/memory/memory-catalog.ts';
import { describeCatalogStore } from './catalog-store.suite.ts';

describeCatalogStore('memory', () => Promise.resolve(createMemoryCatalog()));
