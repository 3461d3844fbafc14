import { serveSample } from '../src/platform/sample/serve-sample.ts';
import { STARTED } from '../src/platform/worker-pool/threads.ts';

declare const self: DedicatedWorkerGlobalScope;

serveSample(self);
self.postMessage(STARTED);
