import { runViewer } from '../src/app/viewer-thread.ts';
import { serveOwner } from '../src/platform/worker-pool/threads.ts';

export const serve = runViewer;
serveOwner(serve);
