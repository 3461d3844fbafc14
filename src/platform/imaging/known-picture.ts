import type { DecodedPicture, Painting } from '../../core/media/ingest-ports.ts';
import type { Pixels } from '../../core/media/perceptual-hash.ts';
import type { PixelSize } from '../../core/media/thumbnail-plan.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import { meanDifference } from './mean-difference.ts';

/**
 * The perceptual hash of the known picture, because the picture is made of it: each of its 64 bits is the sign
 * of one slow wave of brightness, all equally strong.
 */
export const KNOWN_HASH = '9a5c3e71d48b62f0';
const WAVES = 8;
/** Of 255: far above what the hash takes for noise, and so low that all waves together stay within bounds. */
const STRENGTH = 6;
/** How far red and blue lie from grey, so that an exchange of channels shows. */
const TINT = 24;

const UPRIGHT: PixelSize = { width: 480, height: 640 };
/** Lies on its side (EXIF 6), so that turning is tried as well. */
const STORED: PixelSize = { width: 640, height: 480 };

/** How far pixels may be from what is known, on average, of 255: renderers filter differently. */
const NEAR = 3;

/** A picture of soft waves, whose small versions are known without any renderer; to be closed. */
export const openKnownPicture = async (): Promise<DecodedPicture<ImageBitmap>> => {
  const upright = knownPixels(UPRIGHT);
  const stored = new ImageData(STORED.width, STORED.height);
  for (let y = 0; y < STORED.height; y++) {
    for (let x = 0; x < STORED.width; x++) {
      const from = (x * UPRIGHT.width + (UPRIGHT.width - 1 - y)) * 4;
      stored.data.set(upright.data.subarray(from, from + 4), (y * STORED.width + x) * 4);
    }
  }
  const image = await createImageBitmap(stored);
  return { image, ...STORED, orientation: 6, isOpaque: true, close: () => image.close() };
};

/** Throws the fault 'wrong-answer' where `look` is not the known picture in small. */
export const expectKnownLook = (look: Pixels): void => {
  const difference = meanDifference(look, knownPixels(look));
  if (difference > NEAR)
    throw new EngineFaultError(
      'wrong-answer',
      `A picture whose small version is known came out ${difference.toFixed(1)} of 255 beside it.`,
    );
};

/** Throws the fault 'wrong-answer' where the known picture got another perceptual hash. */
export const expectKnownHash = ({ perceptualHash }: Painting): void => {
  if (perceptualHash !== KNOWN_HASH)
    throw new EngineFaultError(
      'wrong-answer',
      `A picture with the perceptual hash ${KNOWN_HASH} got ${String(perceptualHash)}.`,
    );
};

/** The known picture at any size, upright: its waves are so slow that shrinking only samples them. */
export const knownPixels = ({ width, height }: PixelSize): Pixels => {
  const data = new Uint8ClampedArray(width * height * 4);
  const across = cosines(width);
  const down = cosines(height);
  const signs = signsOf(KNOWN_HASH);
  for (let y = 0; y < height; y++) {
    const row = across.map((_wave, u) => strengthInRow(signs, u, down, y));
    for (let x = 0; x < width; x++) {
      let light = 128;
      for (let u = 0; u <= WAVES; u++) light += (row[u] ?? 0) * at(across, u, x);
      const [red, blue] = [TINT * at(across, 1, x), TINT * at(down, 1, y)];
      // Brightness (Rec. 601) stays `light`: green takes back what red and blue add.
      const green = -(0.299 * red + 0.114 * blue) / 0.587;
      data.set([light + red, light + green, light + blue, 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
};

/** How strong the wave `u` across is in row `y`: the sum over the waves down, with their signs. */
const strengthInRow = (
  signs: readonly number[],
  u: number,
  down: readonly Float64Array[],
  y: number,
): number => {
  let sum = 0;
  for (let v = 0; v < WAVES; v++) sum += signAt(signs, u, v) * at(down, v, y);
  return STRENGTH * sum;
};

/** The sign of each wave in the order of the hash, u across before v down; the ninth stands for the constant. */
const signAt = (signs: readonly number[], u: number, v: number): number => {
  if (u === WAVES) return v === 0 ? (signs[0] ?? 0) : 0;
  return u + v === 0 ? 0 : (signs[v * WAVES + u] ?? 0);
};

const signsOf = (hash: string): readonly number[] =>
  Array.from(hash, (digit) =>
    [8, 4, 2, 1].map((bit) => ((Number.parseInt(digit, 16) & bit) === 0 ? -1 : 1)),
  ).flat();

/** The waves of a side, from the constant one on, at the middle of each pixel. */
const cosines = (pixels: number): readonly Float64Array[] =>
  Array.from({ length: WAVES + 1 }, (_, wave) =>
    Float64Array.from({ length: pixels }, (_, pixel) =>
      Math.cos((Math.PI * wave * (pixel + 0.5)) / pixels),
    ),
  );

const at = (waves: readonly Float64Array[], wave: number, pixel: number): number =>
  waves[wave]?.[pixel] ?? 0;
