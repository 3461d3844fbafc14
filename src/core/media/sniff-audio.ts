import { id3SizeBytes } from '../blobs/data-start.ts';
import { audio, matchMagic } from './magic.ts';
import type { Magic } from './magic.ts';
import type { SniffedType } from './sniffed-type.ts';

const SOUNDS: readonly Magic[] = [
  ...['RIFF', 'RF64', 'BW64'].map((mark): Magic => ({
    marks: [
      [0, mark],
      [8, 'WAVE'],
    ],
    type: audio('wav', 'wav'),
  })),
  ...['AIFF', 'AIFC'].map((mark): Magic => ({
    marks: [
      [0, 'FORM'],
      [8, mark],
    ],
    type: audio('aiff', 'aiff'),
  })),
  { marks: [[0, 'fLaC']], type: audio('flac', 'flac') },
  { marks: [[0, 'MThd\0\0\0\x06']], type: audio('midi', 'mid') },
  { marks: [[0, 'MAC ']], type: audio('x-ape', 'ape') },
  { marks: [[0, 'MPCK']], type: audio('x-musepack', 'mpc') },
  { marks: [[0, 'MP+']], type: audio('x-musepack', 'mpc') },
  { marks: [[0, 'wvpk']], type: audio('x-wavpack', 'wv') },
  { marks: [[0, 'ADIF']], type: audio('aac', 'aac') },
  { marks: [[0, '#!AMR']], type: audio('amr', 'amr') },
  { marks: [[0, '.ra\xfd']], type: audio('x-pn-realaudio', 'ra') },
];

const MP3 = audio('mpeg', 'mp3');
const AAC = audio('aac', 'aac');

/**
 * A sound by its magic. MPEG and AAC frames have only 11 and 12 bits of it, so a second frame must
 * follow where the first says, or the file end there; an ID3 tag that fills the bytes at hand stands for MP3. `null` where it is none.
 */
export const sniffAudio = (bytes: Uint8Array): SniffedType | null => {
  const tagBytes = id3SizeBytes(bytes);
  if (tagBytes > 0 && tagBytes >= bytes.length) return MP3;
  const sound = bytes.subarray(tagBytes);
  const known = matchMagic(sound, SOUNDS) ?? typeOfFrames(sound);
  return known ?? (tagBytes > 0 ? MP3 : null);
};

const typeOfFrames = (bytes: Uint8Array): SniffedType | null => {
  if (hasTwoFrames(bytes, adtsFrameBytes)) return AAC;
  return hasTwoFrames(bytes, mpegFrameBytes) ? MP3 : null;
};

const hasTwoFrames = (
  bytes: Uint8Array,
  frameBytes: (bytes: Uint8Array, at: number) => number,
): boolean => {
  const first = frameBytes(bytes, 0);
  return first > 0 && (first === bytes.length || frameBytes(bytes, first) > 0);
};

/** The size of the ADTS frame at `at` (ISO/IEC 13818-7, 6.2), 0 where there is none. */
const adtsFrameBytes = (bytes: Uint8Array, at: number): number => {
  const [sync = 0, flags = 0, , high = 0, middle = 0, low = 0] = bytes.subarray(at, at + 6);
  if (sync !== 0xff || (flags & 0xf6) !== 0xf0) return 0;
  const size = (high & 3) * 2_048 + middle * 8 + (low >> 5);
  return size >= 7 ? size : 0;
};

/** Kilobits per second by index, for version 1 and for 2 and 2.5 (ISO/IEC 11172-3, 2.4.2.3; 13818-3). */
const BIT_RATES = {
  v1l1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/** The size of the MPEG audio frame at `at`, 0 where there is none or its bit rate is free. */
const mpegFrameBytes = (bytes: Uint8Array, at: number): number => {
  const [sync = 0, kind = 0, rates = 0] = bytes.subarray(at, at + 3);
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return 0;
  const version = (kind >> 3) & 3;
  const layer = 4 - ((kind >> 1) & 3);
  if (version === 1 || layer === 4) return 0;
  const isVersion1 = version === 3;
  const bitRate = bitRatesOf(isVersion1, layer)[rates >> 4] ?? 0;
  const sampleRate =
    (SAMPLE_RATES[(rates >> 2) & 3] ?? 0) / (isVersion1 ? 1 : version === 2 ? 2 : 4);
  if (bitRate === 0 || sampleRate === 0) return 0;
  const padding = (rates >> 1) & 1;
  if (layer === 1) return (Math.floor((12_000 * bitRate) / sampleRate) + padding) * 4;
  const slots = layer === 3 && !isVersion1 ? 72_000 : 144_000;
  return Math.floor((slots * bitRate) / sampleRate) + padding;
};

const bitRatesOf = (isVersion1: boolean, layer: number): readonly number[] => {
  if (!isVersion1) return layer === 1 ? BIT_RATES.v2l1 : BIT_RATES.v2l23;
  if (layer === 1) return BIT_RATES.v1l1;
  return layer === 2 ? BIT_RATES.v1l2 : BIT_RATES.v1l3;
};
