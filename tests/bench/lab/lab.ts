/** The page of the bench's lab: the app's own parts without the app, so that they can be timed and fed. */
import { wrap } from 'comlink';
import type { LabFace } from './lab.worker.ts';
import { timePainter } from './time-engines.ts';

/** What the lab's page does itself. */
const labPage = { timePainter };

declare global {
  interface Window {
    lab: LabFace;
    labPage: typeof labPage;
  }
}

window.labPage = labPage;

window.lab = wrap<LabFace>(
  new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' }),
);
