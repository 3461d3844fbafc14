import { expose } from 'comlink';
import { fillDrive, removeOriginals } from './fill-drive.ts';
import { timeFallback, timePainter, timeQueue } from './time-engines.ts';
import { timeOpen } from './time-open.ts';
import { timeParity } from './time-parity.ts';
import { timeSearch } from './time-search.ts';
import { timeIngest, timePicture } from './time-picture.ts';

const lab = {
  fillDrive,
  removeOriginals,
  timeFallback,
  timeIngest,
  timeOpen,
  timePainter,
  timeParity,
  timePicture,
  timeQueue,
  timeSearch,
};

/** What the lab's page can ask of its worker. */
export type LabFace = typeof lab;

expose(lab);
