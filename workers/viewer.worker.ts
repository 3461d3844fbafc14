import { runViewer } from '../src/app/viewer-thread.ts';
import { STARTED } from '../src/platform/worker-pool/threads.ts';

declare const self: DedicatedWorkerGlobalScope;

runViewer(self);
self.postMessage(STARTED);
