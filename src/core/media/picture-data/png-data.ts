import { viewBytes } from '../byte-view.ts';
import type { ByteRange } from '../picture-header.ts';
import type { DataFinder } from './picture-data.ts';

const SIGNATURE_BYTES = 8;
/** Length and type before a chunk's data, the checksum behind them. */
const FRAME_BYTES = 12;
const MAX_CHUNKS = 2 ** 16;
/** Chunks beside the critical ones that decide samples: transparency, and the frames of an animation. */
const KEPT = new Set(['tRNS', 'acTL', 'fcTL', 'fdAT']);

/**
 * PNG (W3C, third edition, 5.3): the critical chunks (their type begins with a capital), transparency and
 * frames, each whole; texts, EXIF, times, densities and colour profiles are left out. What follows the
 * end counts as data.
 */
export const findPngData: DataFinder = async (read, sizeBytes) => {
  const ranges: ByteRange[] = [];
  let at = SIGNATURE_BYTES;
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const head = await read(at, 8);
    if (head.length < 8) return null;
    const view = viewBytes(head, 'big');
    const type = view.text(4, 4);
    const end = at + view.u32(0) + FRAME_BYTES;
    if (end > sizeBytes || (count === 0 && type !== 'IHDR')) return null;
    if (isCritical(type) || KEPT.has(type)) ranges.push({ start: at, end });
    at = end;
    if (type !== 'IEND') continue;
    const trailer = at < sizeBytes ? [{ start: at, end: sizeBytes }] : [];
    return [{ label: 'png', ranges: [...ranges, ...trailer] }];
  }
  return null;
};

const isCritical = (type: string): boolean => /^[A-Z]/.test(type);
