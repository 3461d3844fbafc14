import { formatByteSize } from '../config/byte-size.ts';
import type { ImportFailure } from './import-job.ts';

/** What the drive may take, in bytes. */
export interface ImportRoom {
  /** The most that it could ever hold, were it empty; `Infinity` where nobody says. */
  readonly wholeBytes: number;
  /** What its own limit (`storage.maxSize`) still lets in; `Infinity` where it has none. */
  readonly leftBytes: number;
}

/**
 * Why a file may not come in (I16): 'too-large' where it would not fit into an empty drive either, which is
 * its own fault; 'limit-reached' where the drive's own limit is, which meets every file. Else `null`.
 */
export const roomFailure = (
  sizeBytes: number,
  bytesInFlight: number,
  { wholeBytes, leftBytes }: ImportRoom,
): ImportFailure | null => {
  if (sizeBytes > wholeBytes)
    return {
      type: 'too-large',
      message: `The file has ${inWords(sizeBytes)}, and this drive holds ${inWords(wholeBytes)} at most. Raise the limit in the settings, or leave the file where it is.`,
      facts: { sizeBytes, limitBytes: wholeBytes },
    };
  if (sizeBytes + bytesInFlight > leftBytes)
    return {
      type: 'limit-reached',
      message: `The drive may take ${inWords(Math.max(leftBytes, 0))} more, as its settings say. Raise the limit there, or empty the trash.`,
      facts: { sizeBytes, leftBytes: Math.max(leftBytes, 0) },
    };
  return null;
};

/** To three digits, as a size in the settings is written. */
const inWords = (bytes: number): string =>
  formatByteSize(bytes < 1000 ? bytes : Number(bytes.toPrecision(3)));
