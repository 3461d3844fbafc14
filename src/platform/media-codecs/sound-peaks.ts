import type { InputAudioTrack } from 'mediabunny';
import { ALL_FORMATS, AudioSampleSink, BlobSource, Input } from 'mediabunny';

/** Longer sounds are listened to in short stretches only: decoding an hour takes some ten seconds. */
const WHOLE_SECONDS = 600;
/** How much of each stretch of a long sound is listened to. */
const GLIMPSE_SECONDS = 0.05;
/** Longer sounds than a day have no peaks: nobody finds anything in such a line. */
const MAX_SECONDS = 86_400;

/**
 * How loud a sound is along its length: the highest sample of each of `count` stretches, 0 to 1, of its
 * first channel. `null` where mediabunny finds no sound in the file or this browser does not decode it.
 */
export const readSoundPeaks = async (
  file: Blob,
  count: number,
): Promise<Float32Array | null> => {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    if (!(await input.canRead())) return null;
    const track = await input.getPrimaryAudioTrack();
    if (track === null || !(await track.canDecode())) return null;
    const seconds = await track.computeDuration();
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) return null;
    return await (seconds <= WHOLE_SECONDS
      ? listenToAll(track, seconds, count)
      : listenInGlimpses(track, seconds, count));
  } catch (error) {
    // Broken files end in errors of many classes.
    if (error instanceof Error) return null;
    throw error;
  } finally {
    input.dispose();
  }
};

const listenToAll = async (
  track: InputAudioTrack,
  seconds: number,
  count: number,
): Promise<Float32Array> => {
  const peaks = new Float32Array(count);
  for await (const sample of new AudioSampleSink(track).samples()) {
    const first = readFirstChannel(sample);
    const perFrame = count / seconds / sample.sampleRate;
    const start = (sample.timestamp / seconds) * count;
    sample.close();
    for (let at = 0; at < first.length; at++)
      raise(peaks, Math.floor(start + at * perFrame), Math.abs(first[at] ?? 0));
  }
  return peaks;
};

const listenInGlimpses = async (
  track: InputAudioTrack,
  seconds: number,
  count: number,
): Promise<Float32Array> => {
  const peaks = new Float32Array(count);
  const sink = new AudioSampleSink(track);
  for (let at = 0; at < count; at++) {
    const from = ((at + 0.5) / count) * seconds;
    for await (const sample of sink.samples(from, from + GLIMPSE_SECONDS)) {
      for (const value of readFirstChannel(sample)) raise(peaks, at, Math.abs(value));
      sample.close();
    }
  }
  return peaks;
};

const raise = (peaks: Float32Array, at: number, to: number): void => {
  const peak = peaks[at];
  if (peak !== undefined && to > peak) peaks[at] = Math.min(1, to);
};

const readFirstChannel = (sample: {
  readonly numberOfFrames: number;
  copyTo(to: Float32Array, options: { planeIndex: number; format: 'f32-planar' }): void;
}): Float32Array => {
  const values = new Float32Array(sample.numberOfFrames);
  sample.copyTo(values, { planeIndex: 0, format: 'f32-planar' });
  return values;
};
