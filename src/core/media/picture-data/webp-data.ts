import { viewBytes } from '../byte-view.ts';
import type { ByteRange } from '../picture-header.ts';
import type { DataFinder } from './picture-data.ts';

const HEADER_BYTES = 12;
const MAX_CHUNKS = 2 ** 16;
/** Pictures, their transparency, and what an animation is made of. */
const KEPT = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF']);
const ANIMATED = 0x02;

/**
 * WebP (RFC 9649): the chunks of pictures, each whole. `VP8X` comes and goes with the metadata that it
 * announces, so of it only the canvas of an animation counts. What follows the container counts as data.
 */
export const findWebpData: DataFinder = async (read, sizeBytes) => {
  const header = viewBytes(await read(0, HEADER_BYTES), 'little');
  if (header.text(0, 4) !== 'RIFF' || header.text(8, 4) !== 'WEBP') return null;
  const stop = header.u32(4) + 8;
  if (stop > sizeBytes) return null;
  const ranges: ByteRange[] = [];
  let canvas = '';
  let at = HEADER_BYTES;
  for (let count = 0; at + 8 <= stop; count++) {
    const bytes = await read(at, 18);
    const head = viewBytes(bytes, 'little');
    const type = head.text(0, 4);
    const end = at + 8 + head.u32(4);
    if (end > stop || count === MAX_CHUNKS) return null;
    if (KEPT.has(type)) ranges.push({ start: at, end });
    if (type === 'VP8X' && (head.u8(8) & ANIMATED) !== 0)
      canvas = ` ${bytes.slice(12).join(' ')}`;
    at = end + (end % 2);
  }
  if (ranges.length === 0) return null;
  const trailer = stop < sizeBytes ? [{ start: stop, end: sizeBytes }] : [];
  return [{ label: `webp${canvas}`, ranges: [...ranges, ...trailer] }];
};
