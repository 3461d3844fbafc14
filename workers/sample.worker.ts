import { serveSample } from '../src/platform/sample/serve-sample.ts';
import { serveOwner } from '../src/platform/worker-pool/threads.ts';

export const serve = serveSample;
serveOwner(serve);
