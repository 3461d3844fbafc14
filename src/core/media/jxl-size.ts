import { viewBytes } from './byte-view.ts';
import type { PixelSize } from './thumbnail-plan.ts';

/** Aspects that a JPEG XL header names by number instead of a width (ISO/IEC 18181-1, SizeHeader). */
const RATIOS: readonly (readonly [number, number])[] = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];
const SIZE_BITS = [9, 13, 18, 30];

/** The size in a JPEG XL codestream, bare or in its container; `null` where `bytes` are neither. */
export const readJxlSize = (bytes: Uint8Array): PixelSize | null => {
  const start = codestreamStart(bytes);
  if (start === null) return null;
  let at = (start + 2) * 8;
  const bits = (count: number): number => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) {
      value += (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) * 2 ** i;
    }
    return value;
  };
  const isSmall = bits(1) === 1;
  const side = (): number => (isSmall ? (bits(5) + 1) * 8 : 1 + bits(SIZE_BITS[bits(2)] ?? 9));
  const height = side();
  const ratio = RATIOS[bits(3) - 1];
  return {
    height,
    width: ratio === undefined ? side() : Math.floor((height * ratio[0]) / ratio[1]),
  };
};

const MAX_BOXES = 64;

/** Where the codestream's `FF 0A` stands: at 0, or in the first `jxlc` or `jxlp` box. */
const codestreamStart = (bytes: Uint8Array): number | null => {
  const view = viewBytes(bytes, 'big');
  if (view.u16(0) === 0xff0a) return 0;
  if (view.text(4, 4) !== 'JXL ') return null;
  let at = 0;
  for (let i = 0; i < MAX_BOXES && at + 8 < view.length; i++) {
    const type = view.text(at + 4, 4);
    const body = at + (view.u32(at) === 1 ? 16 : 8);
    if (type === 'jxlc') return body;
    if (type === 'jxlp') return body + 4;
    const size = view.u32(at) === 1 ? view.u64(at + 8) : view.u32(at);
    if (size < 8) return null;
    at += size;
  }
  return null;
};
