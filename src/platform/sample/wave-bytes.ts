import { concatBytes, utf8ToBytes } from '../../core/base/bytes.ts';

/** What a tune says about itself. */
export interface WaveFacts {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** A year or a day. */
  readonly date: string;
}

/** Sound in two channels, each from -1 to 1. */
export interface StereoSound {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly hertz: number;
}

const CHANNELS = 2;
const SAMPLE_BYTES = 2;

/** A WAV of 16 bits with its words in a LIST INFO chunk (Multimedia Programming Interface 1.0, chapter 3). */
export const waveBytes = (sound: StereoSound, facts: WaveFacts): Uint8Array<ArrayBuffer> => {
  const words = concatBytes([
    utf8ToBytes('INFO'),
    chunk('INAM', words0(facts.title)),
    chunk('IART', words0(facts.artist)),
    chunk('IPRD', words0(facts.album)),
    chunk('ICRD', words0(facts.date)),
  ]);
  const body = concatBytes([
    utf8ToBytes('WAVE'),
    chunk('fmt ', formatBytes(sound.hertz)),
    chunk('LIST', words),
    chunk('data', pcmBytes(sound)),
  ]);
  return chunk('RIFF', body);
};

const words0 = (text: string): Uint8Array => utf8ToBytes(`${text}\0`);

const chunk = (id: string, data: Uint8Array): Uint8Array<ArrayBuffer> => {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, data.length, true);
  return concatBytes([utf8ToBytes(id), size, data, new Uint8Array(data.length % 2)]);
};

const formatBytes = (hertz: number): Uint8Array => {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 1, true);
  view.setUint16(2, CHANNELS, true);
  view.setUint32(4, hertz, true);
  view.setUint32(8, hertz * CHANNELS * SAMPLE_BYTES, true);
  view.setUint16(12, CHANNELS * SAMPLE_BYTES, true);
  view.setUint16(14, SAMPLE_BYTES * 8, true);
  return bytes;
};

const pcmBytes = ({ left, right }: StereoSound): Uint8Array => {
  const bytes = new Uint8Array(left.length * CHANNELS * SAMPLE_BYTES);
  const view = new DataView(bytes.buffer);
  left.forEach((value, n) => {
    view.setInt16(n * 4, level(value), true);
    view.setInt16(n * 4 + 2, level(right[n] ?? 0), true);
  });
  return bytes;
};

const level = (value: number): number => Math.round(Math.min(1, Math.max(-1, value)) * 32_767);
