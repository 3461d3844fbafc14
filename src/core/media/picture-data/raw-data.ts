import { viewBytes } from '../byte-view.ts';
import type { DataFinder } from './picture-data.ts';

const FUJI_HEADER_BYTES = 108;

/** Fujifilm's RAF: from the sensor's values on, whose place the header has; the JPEG before them bears the words. */
export const findFujiData: DataFinder = async (read, sizeBytes) => {
  const header = viewBytes(await read(0, FUJI_HEADER_BYTES), 'big');
  if (header.length < FUJI_HEADER_BYTES || header.text(0, 15) !== 'FUJIFILMCCD-RAW')
    return null;
  const start = header.u32(100);
  return start < FUJI_HEADER_BYTES
    ? null
    : [{ label: 'raf', ranges: [{ start, end: sizeBytes }] }];
};

/** Minolta's MRW: all behind the blocks, whose length stands behind the mark. */
export const findMinoltaData: DataFinder = async (read, sizeBytes) => {
  const header = viewBytes(await read(0, 8), 'big');
  if (header.text(0, 4) !== '\0MRM') return null;
  return [{ label: 'mrw', ranges: [{ start: 8 + header.u32(4), end: sizeBytes }] }];
};
