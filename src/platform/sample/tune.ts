import type { StereoSound } from './wave-bytes.ts';

const HERTZ = 44_100;
const SECONDS = 8;
const BEAT_SECONDS = 0.5;
/** Seconds over which the end fades to nothing. */
const FADE_SECONDS = 1.2;
const ECHO_SECONDS = 0.375;
/** The loudest it gets: quiet, since it may come unexpected. */
const PEAK = 0.35;

/** Half tones above the a of 220 Hz, a note for each half beat; `null` rests. */
const MELODY: readonly (number | null)[] = [
  12,
  null,
  16,
  19,
  null,
  24,
  23,
  19,
  21,
  null,
  16,
  12,
  null,
  16,
  14,
  null,
  9,
  null,
  12,
  16,
  null,
  21,
  19,
  16,
  14,
  null,
  11,
  14,
  16,
  null,
  12,
  null,
];
/** A chord for each two beats. */
const CHORDS: readonly (readonly number[])[] = [
  [-12, -5, 4],
  [-12, -5, 4],
  [-15, -8, 0],
  [-15, -8, 0],
  [-7, 0, 5],
  [-7, 0, 5],
  [-5, 2, 7],
  [-12, -5, 4],
];

/** Eight seconds of a soft tune: plucked notes over slow chords, with an echo that wanders. */
export const composeTune = (): StereoSound => {
  const length = HERTZ * SECONDS;
  const sound = {
    left: new Float32Array(length),
    right: new Float32Array(length),
    hertz: HERTZ,
  };
  CHORDS.forEach((chord, n) => {
    for (const tone of chord)
      addTone(sound, {
        tone,
        start: n * 2 * BEAT_SECONDS,
        decay: 1.1,
        loud: 0.09,
        attack: 0.25,
      });
  });
  MELODY.forEach((tone, n) => {
    if (tone === null) return;
    const start = (n * BEAT_SECONDS) / 2;
    addTone(sound, { tone, start, decay: 0.45, loud: 0.2, attack: 0.006 });
  });
  addEcho(sound.left, sound.right);
  addEcho(sound.right, sound.left);
  finish(sound);
  return sound;
};

interface Tone {
  readonly tone: number;
  readonly start: number;
  /** Seconds until a third is left. */
  readonly decay: number;
  readonly loud: number;
  readonly attack: number;
}

const OVERTONES = [1, 0.42, 0.16, 0.06];

const addTone = ({ left, right }: StereoSound, tone: Tone): void => {
  const hertz = 220 * 2 ** (tone.tone / 12);
  const from = Math.round(tone.start * HERTZ);
  const until = Math.min(left.length, from + Math.round(tone.decay * 6 * HERTZ));
  const aside = 0.5 + Math.sin(tone.tone * 1.7) * 0.25;
  for (let n = from; n < until; n++) {
    const seconds = (n - from) / HERTZ;
    const rise = Math.min(1, seconds / tone.attack);
    let value = 0;
    OVERTONES.forEach((share, k) => {
      const fade = Math.exp((-seconds * (1 + k * 0.7)) / tone.decay);
      value += share * fade * Math.sin(2 * Math.PI * hertz * (k + 1) * seconds);
    });
    left[n] = (left[n] ?? 0) + value * rise * tone.loud * (1 - aside);
    right[n] = (right[n] ?? 0) + value * rise * tone.loud * aside;
  }
};

const addEcho = (from: Float32Array, to: Float32Array): void => {
  const delay = Math.round(ECHO_SECONDS * HERTZ);
  for (let n = delay; n < to.length; n++) to[n] = (to[n] ?? 0) + (from[n - delay] ?? 0) * 0.28;
};

/** As loud as it may be, and silent at the end. */
const finish = ({ left, right }: StereoSound): void => {
  let peak = 0;
  for (const side of [left, right])
    for (const value of side) peak = Math.max(peak, Math.abs(value));
  const fadeFrom = left.length - FADE_SECONDS * HERTZ;
  for (const side of [left, right])
    for (let n = 0; n < side.length; n++) {
      const left01 = Math.max(0, 1 - (n - fadeFrom) / (side.length - 1 - fadeFrom));
      const fade = n < fadeFrom ? 1 : left01 ** 2;
      side[n] = ((side[n] ?? 0) * fade * PEAK) / peak;
    }
};
