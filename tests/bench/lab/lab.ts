/** The page of the bench's lab: the app's own parts without the app, so that they can be timed and fed. */
import { wrap } from 'comlink';
import type { LabFace } from './lab.worker.ts';

declare global {
  interface Window {
    lab: LabFace;
  }
}

window.lab = wrap<LabFace>(
  new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' }),
);
