import { createIngestParts } from '../src/app/engines/ingest-parts.ts';
import { createIngest } from '../src/core/media/ingest.ts';
import { serveIngest } from '../src/platform/worker-pool/serve-ingest.ts';
import { openStagingFile } from '../src/platform/worker-pool/staging-file.ts';

declare const self: DedicatedWorkerGlobalScope;

/** For a page that does the work itself. */
export { loadPageEngine } from '../src/app/engines/load-page-engine.ts';

if ('DedicatedWorkerGlobalScope' in globalThis)
  serveIngest(self, createIngest(createIngestParts({ openStaging: openStagingFile })));
