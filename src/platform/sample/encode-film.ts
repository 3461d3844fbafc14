import {
  BufferTarget,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
  getFirstEncodableVideoCodec,
} from 'mediabunny';
import { css, hex, mix } from './colour.ts';
import { paintSea } from './paint-sea.ts';
import { seededRandom } from './seeded-random.ts';

const WIDTH = 768;
const HEIGHT = 432;
const FRAMES_PER_SECOND = 20;
const SECONDS = 4;
const SEED = 202;

/** What a film says about itself. */
export interface FilmFacts {
  readonly title: string;
  readonly artist: string;
  /** ISO 8601 in UTC. */
  readonly taken: string;
}

/** A film, and how its name ends. */
export interface Film {
  readonly bytes: ArrayBuffer;
  readonly extension: 'mp4' | 'webm';
  readonly mime: string;
}

/** Four seconds of a sun that goes down over the sea; `null` where this browser encodes no film. */
export const encodeFilm = async (facts: FilmFacts): Promise<Film | null> => {
  if (typeof VideoEncoder === 'undefined') return null;
  const size = { width: WIDTH, height: HEIGHT };
  const codec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'vp8'], size);
  if (codec === null) return null;
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const ctx = canvas.getContext('2d');
  if (ctx === null) return null;
  const target = new BufferTarget();
  const format = codec === 'avc' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const source = new CanvasSource(canvas, {
    codec,
    quality: new Quality('high'),
    keyFrameInterval: 1,
  });
  output.addVideoTrack(source, { frameRate: FRAMES_PER_SECOND });
  output.setMetadataTags({
    title: facts.title,
    artist: facts.artist,
    date: new Date(facts.taken),
  });
  await output.start();
  const frames = SECONDS * FRAMES_PER_SECOND;
  for (let frame = 0; frame < frames; frame++) {
    drawFrame(ctx, frame / (frames - 1));
    await source.add(frame / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
  }
  await output.finalize();
  if (target.buffer === null) return null;
  const isMp4 = codec === 'avc';
  return {
    bytes: target.buffer,
    extension: isMp4 ? 'mp4' : 'webm',
    mime: isMp4 ? 'video/mp4' : 'video/webm',
  };
};

/** Sky and light at the beginning and at the end. */
const EARLY = { sky: ['#3f78b4', '#8fa6c8', '#f5b184', '#ffd890'], light: '#ffd07a' };
const LATE = { sky: ['#0f1c44', '#4a3a78', '#c4506a', '#f58a5a'], light: '#ff8a52' };

/** The same waves and clouds in each frame; only light and glitter move. */
const drawFrame = (ctx: OffscreenCanvasRenderingContext2D, share: number): void => {
  const paper = { ctx, width: WIDTH, height: HEIGHT, random: seededRandom(SEED) };
  paintSea(paper, {
    sky: EARLY.sky.map((colour, n) => toHex(colour, LATE.sky[n] ?? colour, share)),
    light: toHex(EARLY.light, LATE.light, share),
    deep: toHex('#1c3f66', '#0c1630', share),
    sunHeight: 0.2 - share * 0.17,
    hasStars: false,
    turn: share * 4,
  });
};

const toHex = (from: string, to: string, share: number): string => {
  const parts = css(mix(hex(from), hex(to), share)).match(/\d+/g) ?? [];
  const two = (part: string): string => Number(part).toString(16).padStart(2, '0');
  return `#${parts.slice(0, 3).map(two).join('')}`;
};
