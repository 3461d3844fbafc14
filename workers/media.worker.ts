import { createIngestParts } from '../src/app/engines/ingest-parts.ts';
import { createIngest } from '../src/core/media/ingest.ts';
import { serveIngest } from '../src/platform/worker-pool/serve-ingest.ts';
import { openStagingFile } from '../src/platform/worker-pool/staging-file.ts';

declare const self: DedicatedWorkerGlobalScope;

serveIngest(self, createIngest(createIngestParts({ openStaging: openStagingFile })));
