import { sniffAudio } from './sniff-audio.ts';
import { sniffIsoMedia } from './sniff-iso-media.ts';
import { sniffPicture } from './sniff-picture.ts';
import { sniffVideo } from './sniff-video.ts';
import type { SniffedType } from './sniffed-type.ts';

/** How many first bytes `sniff` looks at; fewer where the file is shorter. */
export const SNIFF_BYTES = 4_096;

/** What a file is where no magic tells. */
export const UNKNOWN_TYPE: SniffedType = {
  mime: 'application/octet-stream',
  kind: 'other',
  extension: 'bin',
};

/**
 * The type of a file by its first bytes, never by its name; `null` where no known magic stands there.
 * A type says what the bytes claim to be, not that they are whole: a decoder may still refuse them.
 */
export const sniff = (head: Uint8Array): SniffedType | null => {
  const bytes = head.subarray(0, SNIFF_BYTES);
  return sniffPicture(bytes) ?? sniffIsoMedia(bytes) ?? sniffVideo(bytes) ?? sniffAudio(bytes);
};
