import { expose } from 'comlink';
import { fillDrive } from './fill-drive.ts';
import { timeOpen } from './time-open.ts';
import { timeSearch } from './time-search.ts';
import { timeIngest, timePicture } from './time-picture.ts';

const lab = { fillDrive, timeOpen, timePicture, timeIngest, timeSearch };

/** What the lab's page can ask of its worker. */
export type LabFace = typeof lab;

expose(lab);
