import { createBreathe } from '../breathe.ts';
import { type IngestPartsOptions, createIngestParts } from './ingest-parts.ts';
import { type PageEngine, createPageEngine } from './page-engine.ts';

/** The engine of the drive's own thread with all that it needs: loaded with the first file that no worker takes. */
export const loadPageEngine = (options?: IngestPartsOptions): PageEngine =>
  createPageEngine({ parts: createIngestParts(options), breathe: createBreathe() });
